// The comment bank: search, put in at the cursor, keep one's own. A field for the search with a list below, worked by arrows and Enter.

import * as api from "./api.js";
import { button, el, open, say } from "./dom.js";

const ALL = "";

// ``target`` is the text field that a phrase goes into; ``about`` the criterion that it is about, empty where about none.
export function openPhrases({ target, about, criteria }) {
  new Bank(target, about, criteria).open();
}

class Bank {
  constructor(target, about, criteria) {
    Object.assign(this, { target, criteria, found: [], at: 0, into: [target.selectionStart, target.selectionEnd] });
    const chosen = target.value.slice(...this.into).trim();
    this.titles = new Map(criteria.map(({ id, title }) => [id, title.da]));
    this.search = el("input", {
      type: "text", id: "phrase-search", role: "combobox", "aria-expanded": "true", "aria-controls": "phrase-list", "aria-autocomplete": "list",
      autocomplete: "off", spellcheck: "false", maxlength: 200, input: () => this.look(), keydown: (event) => this.key(event),
    });
    this.about = el("select", { id: "phrase-about", change: () => this.look() }, el("option", { value: ALL }, "alle kriterier"),
      ...criteria.map(({ id, title }) => el("option", { value: id }, title.da)));
    this.about.value = about;
    this.list = el("ul", { id: "phrase-list", role: "listbox", "aria-label": "Sætninger", click: (event) => this.click(event) });
    this.told = el("p", { class: "quiet", role: "status" });
    this.remove = button("Tag den valgte ud af samlingen", "Delete", () => this.takeOut());
    this.own = el("textarea", { id: "phrase-own", rows: 2, maxlength: 1000 });
    this.own.value = chosen || (target.value.length <= 1000 ? target.value.trim() : "");
  }

  open() {
    this.dialog = open(el("dialog", { class: "phrases", "aria-labelledby": "phrases-title" },
      el("div", { class: "dialog-head" }, el("h2", { id: "phrases-title" }, "Sætninger"), button("Luk", "Escape", () => this.dialog.close())),
      el("div", { class: "phrase-asks" },
        el("div", { class: "field" }, el("label", { for: "phrase-search" }, "Søg"), this.search),
        el("div", { class: "field" }, el("label", { for: "phrase-about" }, "Om"), this.about)),
      this.list, this.told,
      el("p", { class: "quiet" },
        "↑ og ↓ vælger, Enter sætter ind ved markøren. Det i kantet parentes er valgt bagefter, så du kan skrive dine egne ord."),
      el("details", {}, el("summary", {}, "Læg en sætning i samlingen"),
        el("div", { class: "field" }, el("label", { for: "phrase-own" }, "Din egen sætning"), this.own),
        el("p", {}, button("Behold den", "", () => this.keep()), " ", this.remove))));
    this.search.focus();
    this.look();
  }

  async look(place = 0) {
    this.asking?.abort();
    const { signal } = this.asking = new AbortController();
    try {
      this.show(await api.phrases(this.search.value, this.about.value, signal), place);
    } catch (error) {
      if (!signal.aborted) this.told.textContent = `Samlingen kan ikke hentes nu. ${error.message}`;
    }
  }

  show(found, place) {
    this.found = found;
    this.list.replaceChildren(...found.map(({ id, criterion, text, own, used }) => el("li", { role: "option", id: `phrase-${id}`, "aria-selected": "false" },
      el("span", { class: "phrase-text" }, text),
      el("span", { class: "quiet" },
        [this.titles.get(criterion), own && "din egen", used && `brugt ${used} ${used === 1 ? "gang" : "gange"}`].filter(Boolean).join(" · ")))));
    this.told.textContent = found.length ? `${found.length} ${found.length === 1 ? "sætning" : "sætninger"}`
      : "Ingen sætninger har de ord. Prøv færre, eller vælg alle kriterier.";
    this.choose(Math.min(place, found.length - 1));
  }

  choose(place) {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = Math.max(place, 0);
    const chosen = this.list.children[this.at];
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) this.search.setAttribute("aria-activedescendant", chosen.id);
    else this.search.removeAttribute("aria-activedescendant");
    this.remove.disabled = !this.found[this.at]?.own;
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
    if (event.key in steps) this.choose(Math.min(Math.max(this.at + steps[event.key], 0), this.found.length - 1));
    else if (event.key === "Enter" && this.found[this.at]) this.insert(this.found[this.at]);
    else if (event.key === "Delete" && this.search.selectionStart === this.search.value.length && this.found[this.at]?.own) this.takeOut();
    else return;
    event.preventDefault();
  }

  click(event) {
    const chosen = event.target.closest("[role=option]");
    if (chosen) this.insert(this.found[[...this.list.children].indexOf(chosen)]);
  }

  insert({ id, text }) {
    const { target, into: [start, end] } = this;
    const before = target.value.slice(0, start), after = target.value.slice(end);
    const put = `${/\S$/.test(before) ? " " : ""}${text}${/^\S/.test(after) ? " " : ""}`;
    this.dialog.close();
    target.focus();
    target.setRangeText(put, start, end, "end");
    const bracket = put.match(/\[[^\]]*\]/);
    if (bracket) target.setSelectionRange(start + bracket.index, start + bracket.index + bracket[0].length);
    target.dispatchEvent(new Event("input", { bubbles: true }));
    api.usePhrase(id).catch(() => {}); // how often it was used is no great matter
  }

  async keep() {
    await this.change(() => api.keepPhrase(this.own.value, this.about.value), "Sætningen ligger nu i samlingen.");
  }

  async takeOut() {
    const chosen = this.found[this.at];
    await this.change(() => api.removePhrase(chosen.id), "Sætningen er taget ud.");
  }

  async change(act, done) {
    try {
      await act();
      await this.look(this.at);
      say(done);
      this.told.textContent = done;
    } catch (error) { this.told.textContent = error.message; }
  }
}

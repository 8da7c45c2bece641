// The scripts of a question in the grader's own order, each with how far it is.

import { byId, el } from "./dom.js";
import { kept } from "./kept.js";

export class List {
  // ``words`` say how far a text is.
  constructor(address, choose, words) {
    this.items = new Map();
    Object.assign(this, { address, words });
    this.ol = el("ol", {});
    this.shown = el("select", { id: "list-shown", change: () => this.filter() },
      ...[["all", "alle"], ["left", "de, der er tilbage"], ["flagged", "med flag"], ["unsettled", "kan ikke vurderes"]]
        .map(([value, text]) => el("option", { value }, text)));
    this.none = el("p", { class: "quiet", hidden: true }, "Ingen lige nu.");
    this.nav = el("nav", { id: "desk-list", "aria-labelledby": "list-title", click: (event) => event.target.closest("a") && choose() },
      el("div", { class: "list-head" }, el("h2", { id: "list-title" }, "Tekster"),
        el("label", { class: "lr-visually-hidden", for: "list-shown" }, "Vis"), this.shown),
      this.ol, this.none);
  }

  show(lines, grader, current) {
    this.lines = lines;
    this.grader = grader;
    if (lines.length !== this.items.size || lines.some(({ token }) => !this.items.has(token))) {
      this.items = new Map(lines.map(({ token }) => [token, this.item(token)]));
      this.ol.replaceChildren(...[...this.items.values()].map(({ row }) => row));
    }
    for (const line of lines) this.paint(line);
    this.at(current);
    this.filter();
  }

  item(token) {
    const parts = Object.fromEntries(["name", "status", "marks"].map((name) => [name, el("span", { class: name })]));
    const link = el("a", { href: this.address(token) }, parts.name, parts.status, parts.marks);
    return { ...parts, link, row: el("li", {}, link) };
  }

  paint(line) {
    const item = this.items.get(line.token), unsaved = kept(line.token) !== null && line.token !== this.current;
    item.name.textContent = line.pseudonym;
    item.status.textContent = line.marked_by && line.marked_by !== this.grader ? `${this.words[line.status]}, ${line.marked_by}` : this.words[line.status];
    item.marks.textContent = [line.flagged && "flag", line.skipped && "sprunget over", unsaved && "ikke gemt"].filter(Boolean).join(", ");
    item.link.dataset.status = line.status;
    item.marks.classList.toggle("attention", line.flagged || unsaved);
  }

  // Change one line as it is known here, before the next look at everybody's.
  change(token, change) {
    const line = this.lines.find((one) => one.token === token);
    if (!line) return;
    Object.assign(line, change);
    this.paint(line);
  }

  at(token) {
    this.items.get(this.current)?.link.removeAttribute("aria-current");
    this.current = token;
    const item = this.items.get(token);
    item?.link.setAttribute("aria-current", "true");
    item?.row.scrollIntoView({ block: "nearest" });
  }

  filter() {
    const wanted = {
      all: () => true, left: ({ status }) => isLeft(status), flagged: ({ flagged }) => flagged, unsettled: ({ status }) => status === "unsettled",
    }[this.shown.value];
    let found = 0;
    for (const line of this.lines) {
      const hidden = !wanted(line) && line.token !== this.current;
      this.items.get(line.token).row.hidden = hidden;
      found += !hidden;
    }
    this.none.hidden = found > 0;
  }

  // The token that stands ``step`` from the current one; null at either end.
  beside(step) {
    const place = this.lines.findIndex(({ token }) => token === this.current);
    return this.lines[place + step]?.token ?? null;
  }

  get counts() {
    const count = (fits) => this.lines.filter(fits).length;
    return {
      total: this.lines.length, done: count(({ status }) => status === "final" || status === "blank"), left: count(({ status }) => isLeft(status)),
      flagged: count(({ flagged }) => flagged), unsettled: count(({ status }) => status === "unsettled"),
    };
  }
}

const isLeft = (status) => ["unread", "draft", "unreadable"].includes(status);

// On a narrow page the list is folded away behind a button.
export function fold(isOpen) {
  document.body.classList.toggle("list-open", isOpen);
  byId("list-button")?.setAttribute("aria-expanded", String(isOpen));
}

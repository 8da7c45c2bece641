// The rubric as a form: each criterion with its levels in words, a remark, and, for the whole text, a comment and a next step.
// One criterion is open at a time, the others are a line each; number keys set the open one and go on to the next.

import { button, capital, el, keycap, level, number, say } from "./dom.js";
import { counted, empty, isWhole } from "./entry.js";
import { levelName } from "./summary.js";

const LONGEST = 10_000;

export class Rubric {
  constructor(question, changed, openPhrases) {
    this.rubric = question.rubric;
    this.criteria = question.criteria.map((id) => question.rubric.criteria.find((one) => one.id === id));
    this.changed = changed;
    this.openPhrases = openPhrases;
    this.rows = this.criteria.map((criterion, place) => this.row(criterion, place));
    this.comment = this.field("entry-comment", "Kommentar til teksten", "c", 4);
    this.next = this.field("entry-next", "Næste skridt", "v", 2);
    this.score = el("p", { class: "quiet score" });
    this.scroll = el("div", { class: "form-scroll", tabindex: "0", role: "group", "aria-labelledby": "form-title" },
      el("h2", { id: "form-title" }, question.rubric.title.da), ...this.rows.map(({ section }) => section), this.comment.box, this.next.box, this.score);
    this.form = el("form", { id: "desk-form", "aria-labelledby": "form-title", submit: (event) => event.preventDefault() },
      this.scroll);
  }

  row(criterion, place) {
    const id = `criterion-${criterion.id}`;
    const given = el("span", { class: "given" });
    const title = el("h3", {}, el("button", { type: "button", id, "aria-expanded": "false", click: () => this.toggle(place) }, criterion.title.da), given);
    const choices = el("div", { class: "levels", role: "radiogroup", "aria-labelledby": id }, ...this.options(criterion));
    const remark = this.field(`remark-${criterion.id}`, "Bemærkning", "b", 2);
    const section = el("section", { class: "criterion", focusin: ({ target }) => {
      if (target.id === id) return;
      this.activate(place);
      target.scrollIntoView({ block: "nearest" }); // what closed above has moved it
    } },
      title, el("p", { class: "quiet asks" }, criterion.question.da), choices, remark.box);
    section.addEventListener("change", (event) => event.target.type === "radio" && this.chose(place));
    return { criterion, section, given, remark, radios: [...choices.querySelectorAll("input")] };
  }

  options(criterion) {
    const top = this.rubric.levels.length, step = this.rubric.half_levels ? 0.5 : 1, found = [];
    for (let value = 1; value <= top; value += step) found.push(value);
    return [...found.map((value) => this.option(criterion, value)), this.option(criterion, null)];
  }

  option(criterion, value) {
    const whole = value !== null && value % 1 === 0, step = whole ? this.rubric.levels[value - 1] : null;
    const name = value === null ? "Kan ikke vurderes" : whole ? step.name.da : capital(levelName(value, this.rubric).replace(/^\S+ /, ""));
    const words = value === null ? "Teksten rækker ikke til at vurdere det. Skriv hvorfor; der gives ingen point, før det er afklaret."
      : whole ? criterion.levels[value - 1].descriptor.da : "";
    return el("label", { class: `level${whole || value === null ? "" : " half"}` },
      el("input", { type: "radio", name: `level-${criterion.id}`, value: String(value) }),
      el("span", { class: "number" }, value === null ? "0" : level(value)),
      el("span", { class: "told" }, el("span", { class: "name" }, name, step?.points ? ` (${step.points} point)` : ""),
        words && el("span", { class: "words" }, ` ${words}`)));
  }

  field(id, title, key, rows) {
    const area = el("textarea", { id, rows, maxlength: LONGEST, input: () => this.changed(this.read()), focusin: () => { this.last = area; } });
    const label = el("label", { for: id }, title, keycap(key));
    const find = () => { this.last = area; this.openPhrases(); };
    const bank = el("button", { type: "button", class: "quiet-button", "aria-label": `Sætninger til: ${title}`, click: find },
      "Sætninger", keycap("/"));
    return { area, label, box: el("div", { class: "field" }, el("div", { class: "field-head" }, label, bank), area) };
  }

  // ---- Showing and reading ----

  show(entry) {
    const known = counted(entry, this.criteria);
    for (const row of this.rows) {
      const given = known.levels[row.criterion.id];
      for (const radio of row.radios) radio.checked = Boolean(given) && radio.value === String(given.level);
      row.remark.area.value = given?.comment ?? "";
    }
    this.comment.area.value = entry.comment;
    this.next.area.value = entry.next_step;
    this.state = entry.state;
    this.paint();
  }

  // A new script: begin at the first criterion that has no level.
  begin(entry) {
    [this.last, this.touched] = [null, null];
    this.show(entry);
    const first = this.rows.findIndex(({ criterion }) => !(criterion.id in counted(entry, this.criteria).levels));
    this.activate(Math.max(first, 0));
    this.scroll.scrollTop = this.active && this.rows[this.active].section.offsetTop - this.rows[0].section.offsetTop;
  }

  read() {
    const entry = { ...empty(), comment: this.comment.area.value, next_step: this.next.area.value };
    for (const { criterion, radios, remark } of this.rows) {
      const chosen = radios.find(({ checked }) => checked);
      if (chosen) entry.levels[criterion.id] = { level: chosen.value === "null" ? null : Number(chosen.value), comment: remark.area.value };
    }
    if (this.state === "final" && isWhole(entry, this.criteria)) entry.state = "final"; // what is taken out of a finished one makes it a draft again
    return entry;
  }

  paint() {
    this.rows.forEach((row, place) => {
      const chosen = row.radios.find(({ checked }) => checked), cannot = chosen?.value === "null";
      row.given.textContent = chosen ? (cannot ? "kan ikke vurderes" : levelName(Number(chosen.value), this.rubric)) : "";
      row.section.classList.toggle("open", place === this.active);
      for (const told of row.section.querySelectorAll(".told")) told.classList.toggle("lr-visually-hidden", place !== this.active);
      row.section.querySelector("h3 button").setAttribute("aria-expanded", String(place === this.active));
      row.remark.box.hidden = !chosen || (place !== this.active && !row.remark.area.value);
      row.remark.label.firstChild.data = cannot ? "Hvorfor kan det ikke vurderes?" : "Bemærkning";
    });
  }

  // The weighted mean, last and small.
  showScore(score) {
    this.score.textContent = score === null || score === undefined ? "" : `Vægtet gennemsnit af trinnene: ${number(score, 2)} af ${this.rubric.levels.length}`;
  }

  // ---- Moving and choosing ----

  activate(place) {
    if (this.active === place) return;
    this.active = place;
    this.paint();
  }

  toggle(place) {
    this.activate(place);
    this.reach(place);
  }

  // Put the focus on a criterion's levels.
  reach(place = this.active) {
    const { radios, section } = this.rows[place];
    this.activate(place);
    (radios.find(({ checked }) => checked) ?? radios[0]).focus({ preventScroll: true });
    section.scrollIntoView({ block: "nearest" });
  }

  chose(place) {
    this.activate(place);
    this.paint();
    this.changed(this.read());
  }

  // A number key: set the open criterion, and go on to the next one.
  set(value) {
    const { radios, criterion, remark } = this.rows[this.active], radio = radios.find((one) => one.value === String(value));
    if (!radio) return;
    radio.checked = true;
    this.chose(this.active);
    say(`${criterion.title.da}: ${value === null ? "kan ikke vurderes" : levelName(value, this.rubric)}`);
    this.touched = this.active;
    if (value === null) remark.area.focus();
    else this.reach(Math.min(this.active + 1, this.rows.length - 1));
  }

  // A half more on what was set last, or half back.
  half() {
    const row = this.rows[this.touched ?? this.active], chosen = row.radios.find(({ checked }) => checked);
    if (!this.rubric.half_levels || !chosen || chosen.value === "null") return;
    const value = Number(chosen.value), wanted = value % 1 ? value - 0.5 : value + 0.5;
    const radio = row.radios.find((one) => one.value === String(wanted));
    if (!radio) return;
    radio.checked = true;
    this.chose(this.rows.indexOf(row));
    say(`${row.criterion.title.da}: ${levelName(wanted, this.rubric)}`);
  }

  clear() {
    const { radios, remark } = this.rows[this.active];
    if (remark.area.value.trim()) { say("Slet bemærkningen først: Uden et trin kan den ikke gemmes."); return; }
    for (const radio of radios) radio.checked = false;
    this.chose(this.active);
  }

  // The open criterion's remark; where it has no level yet, that of the one that was set last.
  remark() {
    if (this.rows[this.active].remark.box.hidden && this.touched !== null) this.activate(this.touched);
    const { remark } = this.rows[this.active];
    if (remark.box.hidden) say("Giv først et trin; så kan der skrives en bemærkning.");
    else remark.area.focus();
  }

  // Out of a text field: from a remark on to the next criterion without a level, else back to the open one.
  leave(area) {
    const place = this.rows.findIndex(({ remark }) => remark.area === area);
    const next = this.rows.findIndex(({ radios }, other) => other > place && !radios.some(({ checked }) => checked));
    this.reach(place >= 0 && next > 0 ? next : this.active);
  }

  // Where a phrase goes: the field that was in use, else the open criterion's remark, else the comment.
  get target() {
    const { remark } = this.rows[this.active];
    return this.last ?? (remark.box.hidden ? this.comment.area : remark.area);
  }

  // The criterion that a field is about; empty where it is about the whole text.
  about(area) {
    return this.rows.find(({ remark }) => remark.area === area)?.criterion.id ?? "";
  }
}

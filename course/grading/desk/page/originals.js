// The two readings that are to be settled, beside each criterion of the form, and what can be taken over from them. They stay as they are.

import { button, capital, el, level, number, say } from "./dom.js";
import { levelName } from "./summary.js";

const SIDES = ["first", "second"], KEY = { first: "q", second: "w" }, ORDER = { first: "læste først", second: "læste igen" };

const originals = () => el("div", { class: "originals" });

export class Originals {
  // ``write`` is given the entry that the form is to hold.
  constructor(rubric, write) {
    Object.assign(this, { rubric, write });
    this.head = el("div", { class: "settle" });
    rubric.form.querySelector("#form-title").after(this.head);
    this.places = rubric.rows.map(({ section }) => section.insertBefore(originals(), section.querySelector(".levels")));
    this.texts = Object.fromEntries([["comment", rubric.comment], ["next_step", rubric.next]].map(([name, field]) => {
      const place = originals();
      field.area.before(place);
      return [name, { place, field }];
    }));
  }

  show(agreeing) {
    this.agreeing = agreeing;
    this.places.forEach((place, at) => this.paint(place, this.rubric.rows[at].criterion, at));
    for (const [name, { place, field }] of Object.entries(this.texts)) {
      place.replaceChildren(...SIDES.map((side) => this.text(side, name, field)).filter(Boolean));
    }
    const { apart, total, other_rubric } = agreeing, same = this.same().length;
    const why = [
      apart.length && `${apart.length} ${apart.length === 1 ? "kriterium" : "kriterier"} ligger langt fra hinanden`,
      total !== null && `i alt er der ${number(total, 2)} trin imellem jer`, other_rubric && "de to har læst efter hver sin udgave af skalaen",
    ].filter(Boolean).join("; ");
    this.head.replaceChildren(
      el("p", {}, el("b", {}, agreeing.first.grader), " læste først, ", el("b", {}, agreeing.second.grader), " læste igen. ", why && `${capital(why)}. `,
        el("span", { class: "quiet" }, "Begge læsninger bliver stående; det, I skriver her, er det, der tæller.")),
      same ? el("p", {}, button(`Overtag de trin, der er givet ens (${same})`, "e", () => this.takeSame())) : null);
  }

  given(side, criterion) { return this.agreeing[side].entry.levels[criterion.id]; }

  same() {
    return this.rubric.criteria.filter((criterion) => {
      const [one, other] = SIDES.map((side) => this.given(side, criterion));
      return one && other && one.level === other.level;
    });
  }

  paint(place, criterion, at) {
    const isApart = this.agreeing.apart.includes(criterion.id);
    place.parentElement.classList.toggle("apart", isApart);
    const told = isApart && el("p", { class: "attention" }, this.distance(criterion));
    place.replaceChildren(...[told, ...SIDES.map((side) => this.reading(side, criterion, at))].filter(Boolean));
  }

  // How far apart, in words.
  distance(criterion) {
    const [one, other] = SIDES.map((side) => this.given(side, criterion)?.level ?? null);
    return one === null || other === null ? "⚠ Kun den ene har kunnet vurdere det" : `⚠ ${level(Math.abs(one - other))} trin imellem`;
  }

  reading(side, criterion, at) {
    const given = this.given(side, criterion), { grader } = this.agreeing[side];
    if (!given) return null;
    const name = levelName(given.level, this.rubric.rubric);
    return el("div", { class: "original" },
      button(`${grader}: ${name}`, KEY[side], () => this.take(side, at),
        { "aria-label": `${grader}: ${name}. ${criterion.title.da}: overtag trinnet fra den, der ${ORDER[side]}` }),
      given.comment && el("p", {}, given.comment));
  }

  text(side, name, field) {
    const said = this.agreeing[side].entry[name].trim(), { grader } = this.agreeing[side];
    if (!said) return null;
    return el("div", { class: "original" }, el("p", {}, el("b", {}, `${grader}: `), said),
      button("Sæt ind", "", () => this.put(field.area, said),
        { class: "quiet-button", "aria-label": `Sæt ind, hvad ${grader} skrev: ${field.label.firstChild.data}` }));
  }

  // Take over a level, and the remark where none is written; then on to the next criterion.
  take(side, at = this.rubric.active) {
    const { criterion, radios, remark } = this.rubric.rows[at], given = this.given(side, criterion);
    const radio = given && radios.find((one) => one.value === String(given.level));
    if (!radio) return;
    radio.checked = true;
    const ours = SIDES.map((one) => this.given(one, criterion)?.comment ?? "");
    if (!remark.area.value.trim() || ours.includes(remark.area.value)) remark.area.value = given.comment;
    this.rubric.chose(at);
    say(`${criterion.title.da}: ${levelName(given.level, this.rubric.rubric)}`);
    this.rubric.touched = at;
    this.rubric.reach(Math.min(at + 1, this.rubric.rows.length - 1));
  }

  // Take over every level that both gave, where nothing is settled yet; then to the first that is left.
  takeSame() {
    const entry = this.rubric.read(), taken = this.same().filter(({ id }) => !(id in entry.levels));
    for (const criterion of taken) {
      const said = new Set(SIDES.map((side) => this.given(side, criterion).comment.trim()).filter(Boolean));
      entry.levels[criterion.id] = { level: this.given("first", criterion).level, comment: [...said].join("\n\n") };
    }
    this.write(entry);
    const left = this.rubric.rows.findIndex(({ criterion }) => !(criterion.id in entry.levels));
    if (left >= 0) this.rubric.reach(left);
    say(taken.length ? `${taken.length} trin er overtaget.` : "Der er ingen trin at overtage.");
  }

  put(area, said) {
    area.value = [area.value.trim(), said].filter(Boolean).join("\n\n");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

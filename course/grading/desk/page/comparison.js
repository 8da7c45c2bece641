// After the calibration: own levels beside the key and the colleagues', how near they are, and a key to stand by.

import * as api from "./api.js";
import { address, button, byId, capital, clock, el, level, number, say, warn } from "./dom.js";
import { levelName } from "./summary.js";
import { paths } from "./paths.js";
import { safe } from "./safe.js";
import { table } from "./numbers.js";
import { top } from "./top.js";

export async function showComparison(view, { start, current }) {
  const { rubric, finished } = await api.calibration();
  const found = finished ? await api.calibration("comparison") : null;
  if (!current()) return;
  document.title = "Sammenligning · Kalibrering · Rettebordet";
  top({ title: "Kalibrering", about: `Du retter som ${start.grader}`, back: { href: address("kalibrering"), text: "Alle tekster" } });
  const main = el("main", { id: "desk-main", class: "wide", tabindex: "-1" });
  view.replaceChildren(paths(start.assignment || start.assignments[0], "kalibrering"), main);
  if (found) new Comparison(main, rubric, start.grader).show(found);
  else main.append(el("h2", {}, "Sammenligningen er her ikke endnu"), el("p", {}, EARLY));
}

const EARLY = "Nøglen og kollegernes trin kan ses, når du har læst alle teksterne færdig.";
const ADVISORY = " Nøglen er én forfatters forslag, så målet er kun vejledende, til to undervisere er enige om en nøgle. Det kan I blive her på siden.";
const STANDING = "Tal om teksten, og sæt de trin, du mener, nøglen skal have. Står en kollega ved de samme, er nøglen aftalt. "
  + "Dine egne trin ovenfor ændrer sig ikke.";

class Comparison {
  constructor(main, rubric, grader) {
    Object.assign(this, { main, rubric, grader, titles: new Map(rubric.criteria.map(({ id, title }) => [id, title.da])) });
  }

  show({ gate, criteria, exemplars, key_name: keyName }) {
    this.keyName = keyName;
    const far = gate.too_far ? `${number(gate.too_far)} er to trin fra eller mere.` : "Ingen er to trin fra.";
    this.main.replaceChildren(
      el("h2", {}, gate.passed ? "Du er nær nok på nøglen" : "Du er ikke nær nok på nøglen endnu"),
      el("p", {}, `${number(gate.exact)} af ${number(gate.of)} trin er som nøglen, og målet er ${number(gate.wanted)}. ${far}`),
      el("div", { class: "notice attention" }, el("p", {}, "Målet er vores eget valg. Det er ikke afprøvet, om det er det rigtige.",
        gate.advisory && ADVISORY)),
      table({ caption: "Hvor nær du er på hvert kriterium", headings: ["Kriterium", `Som ${keyName}`, "Højst ét trin fra", "I snit"],
        rows: criteria.map(({ title, exact, near, of, higher }) => [title, `${exact} af ${of}`, `${near} af ${of}`, direction(higher)]) }),
      el("div", { class: "exemplars" }, ...exemplars.map((one) => this.exemplar(one))));
  }

  exemplar({ id, title, own, colleagues, key, notes }) {
    const names = Object.keys(colleagues).sort(new Intl.Collator("da").compare);
    const text = el("div", { class: "answer" });
    const rows = [...this.titles].map(([name, criterion]) => [
      criterion, told(own[name]), told(key.levels[name]), apart(own[name], key.levels[name]),
      ...names.map((one) => told(colleagues[one][name])),
    ]);
    return el("section", { class: "part-of-page", id: `exemplar-${id}`, "aria-labelledby": `title-${id}` },
      el("h2", { id: `title-${id}`, tabindex: "-1" }, title),
      el("p", { class: "quiet" }, key.status === "agreed" ? `Nøglen er aftalt af ${listed(key.names)} ${clock(key.time)}.` : "Nøglen er forfatterens forslag."),
      table({ caption: `Trin til ${title}`, headings: ["Kriterium", "Dit", capital(this.keyName), "Forskel", ...names], rows }),
      el("details", { toggle: (event) => event.target.open && this.read(id, text) }, el("summary", {}, "Læs teksten igen"), text),
      el("details", {}, el("summary", {}, "Hvorfor nøglen er foreslået sådan"), el("ul", {}, ...notes.map((note) => el("li", {}, note)))),
      this.proposal(id, title, key));
  }

  async read(id, place) {
    if (place.childNodes.length) return;
    try {
      place.replaceChildren(safe((await api.calibration("exemplars", id)).html));
    } catch (error) { place.textContent = error.message; }
  }

  // Which levels one holds the key to be; two who hold the same have agreed it.
  proposal(id, title, key) {
    const mine = key.stood_by[this.grader] ?? key.levels;
    const select = (name) => el("select", { id: `key-${id}-${name}` }, ...this.options(mine[name]));
    const choices = Object.fromEntries([...this.titles.keys()].map((name) => [name, select(name)]));
    const standing = Object.entries(key.stood_by).map(([name, levels]) => `${name}: ${[...this.titles.keys()].map((one) => told(levels[one])).join(" · ")}`);
    return el("details", { class: "key" }, el("summary", {}, key.stood_by[this.grader] ? "Den nøgle, du står ved" : "Stå ved en nøgle"),
      el("p", {}, STANDING),
      el("p", { class: "quiet" }, standing.length ? `Indtil nu: ${standing.join("; ")}` : "Ingen står ved en nøgle endnu."),
      el("div", { class: "key-levels" }, ...[...this.titles].map(([name, criterion]) => el("div", { class: "field" },
        el("label", { for: `key-${id}-${name}` }, criterion), choices[name]))),
      el("p", {}, button("Stå ved de trin", "", () => this.stand(id, title, key, choices), { "aria-label": `Stå ved de trin som nøgle til ${title}` })));
  }

  options(chosen) {
    const found = [];
    for (let value = 1; value <= this.rubric.levels.length; value += this.rubric.half_levels ? 0.5 : 1) found.push(value);
    return found.map((value) => el("option", { value, selected: value === chosen }, levelName(value, this.rubric)));
  }

  async stand(id, title, key, choices) {
    const levels = Object.fromEntries(Object.entries(choices).map(([name, { value }]) => [name, { level: Number(value), comment: "" }]));
    try {
      await api.standBy(id, { levels, comment: "", next_step: "", state: "final" }, key.own_revision);
      warn();
      const found = await api.calibration("comparison"), settled = found.exemplars.find((one) => one.id === id).key;
      this.show(found);
      byId(`title-${id}`).scrollIntoView({ block: "start" });
      byId(`title-${id}`).focus({ preventScroll: true });
      say(settled.status === "agreed" ? `Nøglen til ${title} er aftalt af ${listed(settled.names)}.`
        : `Du står ved en nøgle til ${title}. Den er aftalt, når en kollega står ved de samme trin.`);
    } catch (error) { warn(error.message, button("Luk", "", () => warn())); }
  }
}

const listed = (names) => names.join(", ").replace(/, ([^,]*)$/, " og $1");
const told = (given) => (given === null || given === undefined ? "–" : level(given));

function apart(own, key) {
  if (own === null || key === null) return own === key ? "ens" : "kun den ene er vurderet";
  if (own === key) return "ens";
  const far = Math.abs(own - key), said = `${level(far)} ${own > key ? "over" : "under"}`;
  return far >= 2 ? el("span", { class: "attention" }, `${said}, langt fra`) : said;
}

function direction(higher) {
  if (!higher) return "på linje";
  return `${number(Math.abs(higher), 2)} trin ${higher > 0 ? "over" : "under"}`;
}

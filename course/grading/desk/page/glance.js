// The course at a glance: who is in, read, read by two and published; the time; and how the levels fall.

import * as api from "./api.js";
import { svg } from "./drawing.js";
import { el, level, number } from "./dom.js";
import { figure, table } from "./numbers.js";
import { paths } from "./paths.js";
import { top } from "./top.js";

const SOURCE = "Kilde: de trin, der er givet færdig her. Hvor to har læst, er det deres fælles trin, der er talt.";

export async function showGlance(view, { assignment, start, current }) {
  const { people, questions } = await api.together(assignment, "glance");
  if (!current()) return;
  const inside = people.filter(({ is_in }) => is_in).length;
  document.title = `Overblik · ${assignment} · Rettebordet`;
  top({ title: assignment, about: `Du retter som ${start.grader}` });
  view.replaceChildren(paths(assignment, "overblik"), el("main", { id: "desk-main", class: "wide", tabindex: "-1" },
    el("h2", {}, `${number(inside)} af ${number(people.length)} har afleveret`),
    table({ caption: "Hvor langt hvert spørgsmål er", headings: ["Spørgsmål", "Afleveret", "Læst færdig", "Læst af to", "Udgivet"],
      rows: questions.map((one) => [`${one.name} ${one.title}`, ...[one.handed_in, one.ready, one.read_twice, one.published].map((count) => number(count))]) }),
    times(questions), ...questions.filter(({ levels }) => levels.length).map(distribution), persons(people, questions)));
}

function times(questions) {
  const caption = "Tid brugt på at læse", headings = ["Spørgsmål", "Læser", "Tid i alt", "Pr. tekst"];
  const rows = questions.flatMap(({ name, title, times: all }) => all.map(({ grader, spent, each }) => [`${name} ${title}`, grader, spent, each]));
  return part(caption, rows.length ? table({ caption, headings, rows }) : el("p", {}, "Ingen har brugt tid på det endnu."));
}

function distribution({ name, title, version, levels, other_versions }) {
  const total = Math.max(...levels.map(({ people }) => sum(people)));
  if (!total) return part(`${name} ${title}`, el("p", {}, "Ingen har fået trin endnu."));
  const most = Math.max( ...levels.flatMap(({ people }) => people)), texts = `${number(total)} ${total === 1 ? "tekst" : "tekster"}`;
  return part(`${name} ${title}`, figure({
    title: "Hvordan trinnene fordeler sig", subtitle: `Antal tekster på hvert trin, kriterium for kriterium; ${texts} efter skalaens udgave ${version}.`,
    pictures: [el("div", { class: "squares", role: "img", "aria-label": levels.map(spoken).join(" ") },
      ...levels.map((one) => el("div", { "aria-hidden": "true" }, el("p", {}, one.title), bars(one, most))))],
    source: `${SOURCE}${other_versions ? ` ${other_versions} er givet efter en anden udgave og er ikke talt med.` : ""}`,
    numbers: { caption: `Trin i ${name}`, headings: ["Kriterium", ...levels[0].levels.map((value) => `Trin ${level(value)}`)],
      rows: levels.map((one) => [one.title, ...one.people.map((count) => number(count))]) },
  }));
}

function spoken({ title, levels, people }) {
  return `${title}: ${levels.map((value, at) => people[at] && `${people[at]} på trin ${level(value)}`).filter(Boolean).join(", ")}.`;
}

// A column for each level, as high as the people are many; the largest of the question fills the height.
function bars({ levels, people }, most) {
  const width = 180 / levels.length, high = 80;
  return svg("svg", { viewBox: "0 0 180 120", class: "bars" }, ...levels.flatMap((value, at) => {
    const count = people[at], height = high * count / most, middle = { x: width * (at + 0.5), "text-anchor": "middle" };
    return [
      svg("rect", { x: width * at + 4, y: 18 + high - height, width: width - 8, height: Math.max(height, 1), class: count ? "bar-full" : "bar-empty" }),
      svg("text", { ...middle, y: 13 + high - height, class: "bar-count" }, count ? number(count) : ""),
      svg("text", { ...middle, y: 115, class: "bar-level" }, level(value)),
    ];
  }));
}

function persons(people, questions) {
  const headings = ["Deltager", ...questions.map(({ name, title }) => `${name} ${title}`)];
  return part("Hver deltager, under dæknavn",
    table({ caption: "Hvor langt hver deltager er", headings, rows: people.map(({ pseudonym, said }) => [pseudonym, ...said]) }));
}

const part = (title, content) => el("section", { class: "part-of-page" }, el("h2", {}, title), content);

const sum = (values) => values.reduce((one, other) => one + other, 0);

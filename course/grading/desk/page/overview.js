// An assignment, question by question: how many are left, finished, flagged, and not to be assessed.

import * as api from "./api.js";
import { el, number } from "./dom.js";
import { top } from "./top.js";

export async function showOverview(view, { assignment, start, current }) {
  const overview = await api.overview(assignment);
  if (!current()) return null;
  const { questions, resume } = overview, last = questions.find(({ cell }) => cell === resume);
  const others = start.assignments.filter((name) => name !== assignment);
  document.title = `${assignment} · Rettebordet`;
  top({ title: assignment, about: `Du retter som ${overview.grader}` });
  view.replaceChildren(el("main", { id: "desk-main", class: "overview", tabindex: "-1" },
    el("h2", {}, "Spørgsmål"),
    last && el("p", {}, el("a", { class: "primary", href: address(assignment, last.cell) }, `Fortsæt, hvor du slap: ${last.title}`)),
    el("ul", { class: "questions" }, ...questions.map((question) => line(question, assignment))),
    el("p", { class: "quiet" }, ...whenDone(questions, assignment)),
    others.length > 0 && el("nav", { "aria-label": "Andre opgaver" }, el("h2", {}, "Andre opgaver"),
      el("ul", { class: "others" }, ...others.map((name) => el("li", {}, el("a", { href: address(name) }, name)))))));
  return {};
}

export const address = (...parts) => `#/${parts.map(encodeURIComponent).join("/")}`;

function line({ cell, name, title, rubric, total, finished, left, flagged }, assignment) {
  const unsettled = total - finished - left;
  const counts = [
    [left, left === 1 ? "tekst tilbage" : "tekster tilbage"], [finished, finished === 1 ? "færdig" : "færdige"],
    flagged && [flagged, "med flag", "attention"], unsettled && [unsettled, "kan ikke vurderes", "attention"],
  ].filter(Boolean);
  return el("li", {},
    el("a", { href: address(assignment, cell) }, el("span", { class: "question-name" }, name), " ", el("span", { class: "question-title" }, title)),
    el("p", { class: "quiet" }, `Skala: ${rubric.toLowerCase()}`),
    el("progress", { max: total || 1, value: finished, "aria-label": `${name}: ${finished} af ${total} er læst færdig` }),
    el("p", { class: "counts" }, ...counts.map(([count, what, kind]) => el("span", { class: kind ?? null }, el("b", {}, number(count)), ` ${what}`))));
}

function whenDone(questions, assignment) {
  const left = questions.reduce((sum, question) => sum + question.left, 0);
  const unsettled = questions.reduce((sum, { total, finished, left: rest }) => sum + total - finished - rest, 0);
  if (left) return [`Der er ${number(left)} ${left === 1 ? "tekst" : "tekster"} tilbage i alt.`];
  if (unsettled) return ["Alt er læst. Det, der ikke kan vurderes, skal afklares, før det kan udgives."];
  return ["Alt er læst. Udgiv pointene med ", el("code", {}, `course grade publish ${assignment}`), "."];
}

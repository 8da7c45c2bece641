// An assignment, question by question, in the first reading or the second: how many are left, finished, flagged, and not to be assessed.

import * as api from "./api.js";
import { address, el, number } from "./dom.js";
import { paths } from "./paths.js";
import { top } from "./top.js";

export async function showOverview(view, { assignment, start, current }) {
  const overview = await api.overview(assignment);
  if (!current()) return;
  const { questions, resume } = overview, last = questions.find(({ cell }) => cell === resume);
  const others = start.assignments.filter((name) => name !== assignment);
  document.title = `${assignment} · Rettebordet`;
  top({ title: assignment, about: `Du retter som ${overview.grader}` });
  view.replaceChildren(paths(assignment, "laes"), el("main", { id: "desk-main", class: "overview", tabindex: "-1" },
    el("h2", {}, "Spørgsmål"),
    last && el("p", {}, el("a", { class: "primary", href: address(assignment, last.cell) }, `Fortsæt, hvor du slap: ${last.title}`)),
    el("ul", { class: "questions" }, ...questions.map((question) => line(question, address(assignment, question.cell)))),
    el("p", { class: "quiet" }, ...whenDone(questions, assignment)),
    others.length > 0 && el("nav", { "aria-label": "Andre opgaver" }, el("h2", {}, "Andre opgaver"),
      el("ul", { class: "others" }, ...others.map((name) => el("li", {}, el("a", { href: address(name) }, name)))))));
}

export async function showSecond(view, { assignment, start, current }) {
  const overview = await api.overview(assignment, "second"), first = await api.overview(assignment);
  if (!current()) return;
  const questions = overview.questions.filter(({ total }) => total), left = questions.reduce((sum, question) => sum + question.left, 0);
  document.title = `Anden læsning · ${assignment} · Rettebordet`;
  top({ title: assignment, about: `Du retter som ${start.grader}`, sign: "Anden læsning, blindt" });
  view.replaceChildren(paths(assignment, "anden"), el("main", { id: "desk-main", class: "overview", tabindex: "-1" },
    el("h2", {}, "Læs igen, uden at vide, hvad den første gav"),
    el("p", {}, "En del af teksterne er trukket ud til to læsere: nogle ved lodtrækning, og dem, der ligger nær grænsen til at bestå. ",
      "Her er dem, du kan læse: Du har hverken givet eller set det første trin."),
    questions.length > 0 ? el("ul", { class: "questions" }, ...questions.map((question) => line(question, address(assignment, "anden", question.cell))))
      : nothing(first),
    questions.length > 0 && !left && el("p", {}, "Du har læst alt det, der er trukket ud til dig. ",
      el("a", { href: address(assignment, "enige") }, "Se, hvad I skal blive enige om"), ".")));
}

// Nothing is drawn, or nothing that this grader may read; which of them, is not told by counts alone.
function nothing({ questions }) {
  const left = questions.reduce((sum, question) => sum + question.left, 0), texts = left === 1 ? "tekst" : "tekster";
  return el("div", { class: "notice" },
    el("p", {}, "Her er intet for dig at læse igen lige nu. Enten er ingen af de tekster, der er læst færdig, trukket ud, eller også har du selv læst ",
      "eller set dem; så er det en kollega, der skal læse dem igen."),
    left > 0 && el("p", {}, `${number(left)} ${texts} er ikke læst færdig første gang endnu. Nogle af dem kan komme her bagefter.`));
}

function line({ name, title, rubric, total, finished, left, flagged }, href) {
  const unsettled = total - finished - left;
  const counts = [
    [left, left === 1 ? "tekst tilbage" : "tekster tilbage"], [finished, finished === 1 ? "færdig" : "færdige"],
    flagged && [flagged, "med flag", "attention"], unsettled && [unsettled, "kan ikke vurderes", "attention"],
  ].filter(Boolean);
  return el("li", {},
    el("a", { href }, el("span", { class: "question-name" }, name), " ", el("span", { class: "question-title" }, title)),
    el("p", { class: "quiet" }, `Skala: ${rubric.toLowerCase()}`),
    el("progress", { max: total || 1, value: finished, "aria-label": `${name}: ${finished} af ${total} er læst færdig` }),
    el("p", { class: "counts" }, ...counts.map(([count, what, kind]) => el("span", { class: kind ?? null }, el("b", {}, number(count)), ` ${what}`))));
}

function whenDone(questions, assignment) {
  const left = questions.reduce((sum, question) => sum + question.left, 0);
  const unsettled = questions.reduce((sum, { total, finished, left: rest }) => sum + total - finished - rest, 0);
  if (left) return [`Der er ${number(left)} ${left === 1 ? "tekst" : "tekster"} tilbage i alt.`];
  if (unsettled) return ["Alt er læst. Det, der ikke kan vurderes, skal afklares, før det kan udgives."];
  return ["Alt er læst én gang. Se, om der er noget under Læs igen og Bliv enige, og udgiv så pointene med ", el("code", {}, `course grade publish ${assignment}`), "."];
}

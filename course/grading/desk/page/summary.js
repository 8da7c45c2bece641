// A mark in words, to be read and not changed: an earlier attempt's, or two side by side.

import { el, level } from "./dom.js";

const NONE = "–";

// One mark as a list.
export function summary(entry, rubric, criteria) {
  return el("dl", { class: "summary" }, ...lines(entry, rubric, criteria).flatMap(([title, text]) => [el("dt", {}, title), el("dd", {}, text || NONE)]));
}

// Two marks as a table; what differs is marked.
export function beside([one, oneTitle, oneShort], [other, otherTitle], rubric, criteria) {
  const theirs = lines(one, rubric, criteria), mine = lines(other, rubric, criteria);
  const rows = theirs.map(([title, text], place) => {
    const differs = text !== mine[place][1];
    return el("tr", { class: differs ? "differs" : null }, el("th", { scope: "row" }, title, differs && el("span", { class: "attention" }, " forskel")),
      el("td", { "data-of": oneShort }, text || NONE), el("td", { "data-of": otherTitle }, mine[place][1] || NONE));
  });
  return el("table", { class: "beside" },
    el("thead", {}, el("tr", {}, ...["Hvad", oneTitle, otherTitle].map((title) => el("th", { scope: "col" }, title)))), el("tbody", {}, ...rows));
}

function lines(entry, rubric, criteria) {
  const given = criteria.map(({ id, title }) => [title.da, told(entry.levels[id], rubric)]);
  return [...given, ["Kommentar", entry.comment], ["Næste skridt", entry.next_step], ["Læst færdig", entry.state === "final" ? "ja" : "nej, kladde"]];
}

function told(given, rubric) {
  if (!given) return "";
  return [levelName(given.level, rubric), given.comment].filter(Boolean).join(". ");
}

export function levelName(value, rubric) {
  if (value === null) return "kan ikke vurderes";
  const [low, high] = [Math.floor(value), Math.ceil(value)].map((one) => rubric.levels[one - 1]?.name.da ?? "");
  return low === high ? `${level(value)} ${low}` : `${level(value)} mellem ${low} og ${high}`;
}

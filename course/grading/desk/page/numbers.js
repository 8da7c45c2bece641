// Tables of numbers, and figures with the numbers behind them.

import { el } from "./dom.js";

// The first cell of a row is what the row is about; the last that says something has the room of the empty ones after it.
export function table({ caption, headings, rows }) {
  return el("div", { class: "scrolled", tabindex: "0", role: "group", "aria-label": caption },
    el("table", { class: "numbers" }, el("caption", { class: "lr-visually-hidden" }, caption),
      el("thead", {}, el("tr", {}, ...headings.map((heading) => el("th", { scope: "col" }, heading)))),
      el("tbody", {}, ...rows.map(([first, ...rest]) => el("tr", {}, el("th", { scope: "row" }, first), ...cells(rest))))));
}

function cells(row) {
  const last = row.findLastIndex((cell) => cell !== ""), kept = (cell) => (typeof cell === "string" ? cell.replace(/ pct\.$/, "\u00a0pct.") : cell);
  return row.slice(0, last + 1).map((cell, at) => el("td", { colspan: at === last && last < row.length - 1 ? row.length - last : null }, kept(cell)));
}

// ``pictures`` are elements that show the same: one for a page, or one for a page and one for a phone.
export function figure({ title, subtitle, source, pictures, numbers }) {
  return el("figure", { "aria-label": title }, el("p", { class: "figure-title" }, title), el("p", { class: "quiet" }, subtitle), ...pictures,
    el("figcaption", { class: "quiet" }, source), el("details", {}, el("summary", {}, "Vis tal"), table(numbers)));
}

// What a check and a hand-in say, as lists to read (the fields are those of Report.as_json and Receipt.as_json in exercises/handin).

import { h } from "./jupyter.js";
import { section } from "./dialogs.js";

export const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

// `go(cell)` shows a cell of the notebook.
export function findings(report, go) {
  return section("Det skal du se på", report.findings.map(({ text, cell }) => cell === null ? text : [
    text, " ", h.button({ className: "lr-elev-link", type: "button", onclick: () => go(cell) }, "Gå til cellen"),
  ]));
}

export function inOrder({ findings, answers, tests }) {
  const seen = new Set(findings.map(({ grade_id }) => grade_id));
  const done = answers.filter(({ answered, grade_id }) => answered && !seen.has(grade_id)).map(({ task, words, range }) =>
    `${capital(task)}: ${words === null ? "besvaret" : `${words} ord`}${range ? `, og der er bedt om ${range.join("–")}` : ""}.`);
  const tried = tests && tests.passed ? [`${tests.passed} af ${tests.passed + tests.failed} prøver gik igennem.`] : [];
  return section("Det er i orden", [...done, ...tried]);
}

export const whole = (report, go) => [h.p({ className: "lr-elev-summary" }, report.summary), ...findings(report, go), ...inOrder(report)];

const moment = (iso) => new Date(iso).toLocaleString("da-DK", { dateStyle: "long", timeStyle: "medium" });

// The lines of a receipt, as [name, value].
export const receiptLines = (receipt) => [
  ["Fil", receipt.file],
  ["Mappe", receipt.folder],
  ["Pakket", moment(receipt.time)],
  ["Kvittering", receipt.sha256],
];

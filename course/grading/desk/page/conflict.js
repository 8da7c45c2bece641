// Two have marked the same text: both are shown, side by side, and the grader says which is to stand.

import { button, clock, el, open } from "./dom.js";
import { empty } from "./entry.js";
import { beside } from "./summary.js";

// ``choose`` is called with "theirs" or "mine"; closing the dialog chooses nothing, and nothing is saved.
export function showConflict({ message, theirs, mine, rubric, criteria, choose }) {
  const standing = theirs ? `Det, der står nu (${theirs.grader}, ${clock(theirs.time)})` : "Det, der står nu";
  const pick = (which) => () => { dialog.close(); choose(which); };
  const dialog = open(el("dialog", { class: "conflict", "aria-labelledby": "conflict-title" },
    el("h2", { id: "conflict-title", tabindex: "-1", autofocus: true }, "To har bedømt den samme tekst"),
    el("p", {}, message),
    el("div", { class: "scrolled", tabindex: "0", role: "group", "aria-label": "De to bedømmelser" },
      beside([theirs?.entry ?? empty(), standing, theirs?.grader ?? "Nu"], [mine, "Dit"], rubric, criteria)),
    el("p", { class: "quiet" },
      "Det, du ikke vælger, bliver ikke slettet: Det, der står, bliver i historikken, og dit står her på siden, til du går videre."),
    el("p", { class: "choices" }, button("Behold det, der står", "", pick("theirs")), button("Gem mit i stedet", "", pick("mine")),
      button("Vent med at vælge", "Escape", () => dialog.close()))));
}

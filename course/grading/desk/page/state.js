// What the page says of whether it is saved, and what can be done where it is not.

import { showConflict } from "./conflict.js";
import { button, byId, el, say } from "./dom.js";
import { empty } from "./entry.js";
import { forget } from "./kept.js";
import { summary } from "./summary.js";

const SPOKEN = ["saved", "away", "refused", "conflict"];

// The saver has something to tell; a conflict is shown when it comes, and again when it is asked for.
export function showState(desk, state) {
  const line = byId("saved");
  if (!line) return;
  line.textContent = state.text;
  line.dataset.kind = state.kind;
  byId("saved-act").replaceChildren(...actions(desk, state));
  if (SPOKEN.includes(state.kind)) say(state.text);
  if (state.kind === "saved" || state.kind === "none") desk.stored(desk.saver.mark);
  if (state.kind === "conflict") settle(desk, state);
}

function actions(desk, state) {
  if (state.kind === "away") return [button("Prøv nu", "", () => desk.saver.retry())];
  if (state.kind === "conflict") return [button("Se begge", "", () => settle(desk, state))];
  return [];
}

function settle(desk, { theirs, message }) {
  const { saver, rubric, question, criteria } = desk, mine = saver.entry;
  showConflict({ message, theirs, mine, rubric: question.rubric, criteria, choose: (which) => {
    if (which === "mine") { saver.overwrite(theirs); return; }
    forget(desk.token);
    rubric.show(theirs?.entry ?? empty());
    saver.accept(theirs);
    desk.script.notice("", el("details", {}, el("summary", {}, "Dit, som ikke blev gemt"), summary(mine, question.rubric, criteria)));
  } });
}

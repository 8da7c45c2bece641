// What can be done in a question, by name, for keys and buttons. What goes wrong is told, and nothing else happens.

import { el } from "./dom.js";
import { askFlag } from "./flag.js";
import { fold } from "./list.js";
import { openPhrases } from "./phrases.js";

const HIDDEN = "En anden har sat et flag på teksten. Du læser blindt, så hvem og hvorfor står her ikke; flaget er stadig sat.";

export function commandsOf(desk) {
  const commands = {
    following: () => desk.beside(1),
    previous: () => desk.beside(-1),
    nextUnread: () => desk.nextUnread(),
    finish: () => desk.finish(),
    skip: () => desk.source.tag && desk.skip(),
    undo: () => desk.source.undo && desk.undo(),
    flag: () => flag(desk),
    level: (value) => desk.rubric.set(value),
    cannot: () => desk.rubric.set(null),
    half: () => desk.rubric.half(),
    clear: () => desk.rubric.clear(),
    remark: () => desk.rubric.remark(),
    comment: () => desk.rubric.comment.area.focus(),
    nextStep: () => desk.rubric.next.area.focus(),
    leaveField: () => desk.rubric.leave(document.activeElement),
    phrases: () => putIn(desk.rubric),
    prompt: () => flip(desk.script.prompt),
    guide: () => flip(desk.script.guide),
    aids: () => flip(desk.script.aids),
    list: () => toList(desk.list),
    overview: () => { location.hash = desk.source.back.href; },
    takeFirst: () => desk.originals?.take("first"),
    takeSecond: () => desk.originals?.take("second"),
    takeSame: () => desk.originals?.takeSame(),
  };
  return Object.fromEntries(Object.entries(commands).map(([name, act]) => [name, (value) => desk.shown && desk.try(() => act(value))]));
}

function flag(desk) {
  const { shown } = desk;
  if (!desk.source.tag) return;
  if (shown.flag && !shown.flag.grader) desk.script.notice("", el("p", {}, HIDDEN));
  else askFlag(shown.flag, shown.pseudonym, (raised, reason) => desk.try(() => desk.tag("flag", raised, reason)));
}

function putIn(rubric) {
  const { target } = rubric;
  openPhrases({ target, about: rubric.about(target), criteria: rubric.criteria });
}

function flip(details) {
  details.open = !details.open;
}

function toList(list) {
  fold(true);
  (list.nav.querySelector("[aria-current]") ?? list.shown).focus();
}

// The keys. Those of one letter never act while somebody types, and can be turned off (WCAG 2.1.4).

import { button, el, keycap, open } from "./dom.js";
import { setting } from "./kept.js";

const GROUPS = [
  ["Trin", [["1–4", "giv det åbne kriterium et trin, og gå til det næste"], [",", "et halvt trin til eller fra, hvor skalaen har halve"],
    ["0", "kan ikke vurderes; skriv hvorfor"], ["Backspace", "tag trinnet af igen"]]],
  ["Skriv", [["b", "bemærkning til det åbne kriterium"], ["c", "kommentar til teksten"], ["v", "næste skridt"], ["/", "find en sætning, og sæt den ind"],
    ["Escape", "ud af feltet igen"]]],
  ["Videre", [["Control+Enter", "læst færdig, og til den næste ulæste (også mens du skriver)"], ["n", "næste ulæste"],
    ["j eller →", "næste tekst"], ["k eller ←", "forrige tekst"],
    ["s", "spring over, til senere"], ["f", "flag, med en grund"], ["u", "fortryd det sidste"]]],
  ["Se", [["o", "opgaven"], ["g", "vejledning og grænsetilfælde"], ["h", "hjælp: ord og opgavens dækning"],
    ["l", "listen over tekster"], ["a", "tilbage til oversigten"], ["?", "denne liste"]]],
  ["Bliv enige", [["q", "overtag trinnet fra den, der læste først"], ["w", "overtag trinnet fra den, der læste igen"],
    ["e", "overtag alle de trin, der er givet ens"]]],
];

const typing = (target) => target.isContentEditable || target.matches?.("textarea, select, input:not([type=radio], [type=checkbox])");
const onLetters = () => setting("letters") ?? true;

// ``commands`` gives the commands of the view that is open, by name; a missing one does nothing.
export function listen(commands) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const name = commandOf(event);
    if (!name || !commands()[name]) return;
    event.preventDefault();
    commands()[name](Number(event.key));
  });
}

const LETTERS = {
  j: "following", k: "previous", n: "nextUnread", f: "flag", s: "skip", u: "undo", b: "remark", c: "comment", v: "nextStep", "/": "phrases",
  o: "prompt", g: "guide", h: "aids", l: "list", a: "overview", q: "takeFirst", w: "takeSecond", e: "takeSame",
  "?": "keys", 0: "cannot", ",": "half", Backspace: "clear",
};

function commandOf(event) {
  const { key, target } = event;
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) return "finish";
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (typing(target)) return key === "Escape" ? "leaveField" : null;
  if (!onLetters()) return null;
  if (/^[1-9]$/.test(key)) return "level";
  if (key === "ArrowRight" || key === "ArrowLeft") return target.matches?.("input, .scrolled") ? null : key === "ArrowRight" ? "following" : "previous";
  return LETTERS[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

export function showKeys() {
  const dialog = open(el("dialog", { class: "keys", "aria-labelledby": "keys-title" },
    el("div", { class: "dialog-head" }, el("h2", { id: "keys-title" }, "Taster"), button("Luk", "Escape", () => dialog.close())),
    el("div", { class: "key-groups" }, ...GROUPS.map(([title, keys]) => el("section", {}, el("h3", {}, title),
      el("dl", {}, ...keys.map(([key, what]) => el("div", {}, el("dt", {}, spoken(key)), el("dd", {}, what))))))),
    el("p", {}, el("label", { class: "check" },
      el("input", { type: "checkbox", checked: onLetters(), change: (event) => setting("letters", event.target.checked) }), "Brug taster med ét tegn")),
    el("p", { class: "quiet" }, "De virker aldrig, mens du skriver i et felt. Slå dem fra, hvis du taler til maskinen eller rammer dem ved et uheld.")));
}

function spoken(key) {
  const cap = keycap(key.replace("Control", "Ctrl").replace("Backspace", "⌫ (slet)").replace("Escape", "Esc"));
  cap.removeAttribute("aria-hidden");
  return cap;
}

// A flag: seen by every grader, and it holds the text's points back until it is taken off.

import { button, el, open } from "./dom.js";

export function askFlag(flag, pseudonym, put) {
  const reason = el("textarea", { id: "flag-reason", rows: 3, maxlength: 1000, keydown: (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault(); // or it would finish the text below, too
    done(true)();
  } });
  reason.value = flag?.reason ?? "";
  const done = (raised) => () => { dialog.close(); put(raised, raised ? reason.value.trim() : ""); };
  const dialog = open(el("dialog", { class: "flag", "aria-labelledby": "flag-title" },
    el("h2", { id: "flag-title" }, `Flag på ${pseudonym}`),
    el("p", {}, "Et flag ses af alle, der retter, og teksten bliver ikke udgivet, før det er taget af."),
    el("div", { class: "field" }, el("label", { for: "flag-reason" }, "Hvorfor? (kan ses af de andre, ikke af den studerende)"), reason),
    el("p", { class: "choices" }, button(flag ? "Gem grunden" : "Sæt flag", "Control+Enter", done(true), { class: "primary" }),
      flag && button("Tag flaget af", "", done(false)), button("Fortryd", "Escape", () => dialog.close()))));
  reason.focus();
}

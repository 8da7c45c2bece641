// The top of the page: where one is, how far it is, and whether it is saved.

import { byId, button, el } from "./dom.js";
import { showKeys } from "./keys.js";
import { fold } from "./list.js";

// ``sign`` says in which reading one is, where it is not the first.
export function top({ title, about, back, sign, hasList = false, hasState = false }) {
  byId("desk-top").replaceChildren(
    el("div", { class: "where" }, back && el("a", { href: back.href, "aria-keyshortcuts": "a" }, back.text), sign && el("p", { class: "sign" }, sign),
      el("h1", {}, title), el("p", { class: "quiet", id: "progress" }, about ?? "")),
    el("div", { class: "state" }, hasState && el("p", { id: "saved" }), hasState && el("span", { id: "saved-act" }),
      hasList && button("Tekster", "l", () => fold(!document.body.classList.contains("list-open")),
        { id: "list-button", "aria-expanded": "false", "aria-controls": "desk-list" }),
      button("Taster", "?", showKeys)));
}

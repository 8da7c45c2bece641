// The exemplars to calibrate on, in the grader's own order, and how far one is.

import * as api from "./api.js";
import { STATUS, address, el, number } from "./dom.js";
import { paths } from "./paths.js";
import { top } from "./top.js";

export async function showCalibration(view, { start, current }) {
  const { exemplars, left, finished, open_now: now } = await api.calibration();
  if (!current()) return;
  const begun = exemplars.some(({ status }) => status !== "unread"), of = (id) => address("kalibrering", id);
  document.title = "Kalibrering · Rettebordet";
  top({ title: "Kalibrering", about: `Du retter som ${start.grader}` });
  view.replaceChildren(paths(start.assignment || start.assignments[0], "kalibrering"), el("main", { id: "desk-main", class: "overview", tabindex: "-1" },
    el("h2", {}, `${number(exemplars.length)} ${exemplars.length === 1 ? "tekst" : "tekster"} at øve sig på`),
    el("p", {}, "Læs dem, og giv trin efter den samme skala som ellers, uden at kende andres. Når du har læst dem alle færdig, kan du se, ",
      "hvordan du ligger i forhold til en nøgle og til dem af kollegerne, der er færdige. Så bliver dine trin stående, som du gav dem."),
    el("p", {}, el("a", { class: "primary", href: of(finished ? "noegle" : now) }, finished ? "Se sammenligningen" : begun ? "Fortsæt" : "Begynd")),
    el("ul", { class: "queue" }, ...exemplars.map(({ id, title, status }) => el("li", {},
      el("a", { href: of(finished ? "noegle" : id) }, title), el("span", { class: "quiet" }, STATUS[status])))),
    el("p", { class: "quiet" }, finished ? "Du har læst dem alle." : `${number(left)} ${left === 1 ? "tekst" : "tekster"} tilbage.`)));
}

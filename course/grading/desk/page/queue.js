// What two have read too differently, in all questions of an assignment, what is left first.

import * as api from "./api.js";
import { address, el, number } from "./dom.js";
import { paths } from "./paths.js";
import { top } from "./top.js";

export async function showQueue(view, { assignment, start, current }) {
  const [queue, overview] = [await api.together(assignment, "agreeing"), await api.overview(assignment, "agreed")];
  if (!current()) return;
  const { left, scripts } = queue, named = new Map(overview.questions.map(({ cell, name, title }) => [cell, `${name} ${title}`]));
  document.title = `Bliv enige · ${assignment} · Rettebordet`;
  top({ title: assignment, about: `Du retter som ${start.grader}` });
  view.replaceChildren(paths(assignment, "enige"), el("main", { id: "desk-main", class: "overview", tabindex: "-1" },
    el("h2", {}, "Det, I skal afgøre"),
    el("p", {}, "Her er de tekster, hvor to læsere ligger langt fra hinanden. Sæt jer sammen, læs teksten igen, og skriv det, I er enige om. ",
      "Pointene venter, til det er gjort."),
    scripts.length > 0 ? el("p", {}, `${number(left)} ${left === 1 ? "tekst" : "tekster"} at afgøre, ${number(scripts.length - left)} afgjort.`) : empty(),
    el("ul", { class: "queue" }, ...scripts.map((script) => line(script, assignment, named)))));
}

const empty = () => el("div", { class: "notice" },
  el("p", {}, "Der er ikke noget at afgøre: Ingen tekster er læst færdig af to, der ligger langt fra hinanden."));

function line({ cell, token, pseudonym, status, graders, apart, total }, assignment, named) {
  const settled = status === "final";
  const wide = apart.length && `${apart.length} ${apart.length === 1 ? "kriterium" : "kriterier"} langt fra hinanden`;
  const why = [wide, total !== null && `${number(total, 2)} trin imellem i alt`].filter(Boolean);
  return el("li", {},
    el("a", { href: address(assignment, "enige", cell, token) }, pseudonym),
    el("span", { class: settled ? "quiet" : "attention" }, settled ? "afgjort" : status === "draft" ? "begyndt" : "ikke afgjort"),
    el("p", { class: "quiet" }, [named.get(cell), `læst af ${graders.join(" og ")}`, ...why].join(" · ")));
}

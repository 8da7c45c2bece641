// How much the readers agree: tables, figures, and what the numbers mean.

import * as api from "./api.js";
import { drawing } from "./drawing.js";
import { byId, el } from "./dom.js";
import { figure, table } from "./numbers.js";
import { paths } from "./paths.js";
import { top } from "./top.js";

export async function showAgreement(view, { assignment, start, current }) {
  document.title = `Enighed · ${assignment} · Rettebordet`;
  top({ title: assignment, about: `Du retter som ${start.grader}` });
  view.replaceChildren(paths(assignment, "enighed"), el("main", { id: "desk-main", class: "wide", tabindex: "-1" },
    el("h2", {}, "Hvor enige er læserne?"), el("p", { class: "quiet", role: "status" }, "Regner … Det kan tage nogle sekunder.")));
  const { empty, sections, meanings, notes } = await api.together(assignment, "agreement");
  if (!current()) return;
  byId("desk-main").replaceChildren(el("h2", {}, "Hvor enige er læserne?"),
    el("p", {}, "Kun tekster, som to har læst færdig hver for sig, tæller med. Tallene gælder læserne og siger intet om den enkelte deltager."),
    empty && el("div", { class: "notice" }, el("p", {}, empty)) || "",
    ...sections.map(section), meanings.length ? meaning(meanings) : "", ...notes.map((note) => el("p", { class: "quiet" }, note)));
}

function section({ title, notes, table: numbers, figures }) {
  return el("section", { class: "part-of-page" }, el("h2", {}, title), ...notes.map((note) => el("p", { class: "quiet" }, note)),
    numbers ? table(numbers) : el("p", {}, "Ingen tekster er læst færdig af to her."),
    ...figures.map(({ svg_wide: wide, svg_narrow: narrow, alt, table: behind, ...told }) => figure({ ...told, numbers: behind, pictures: [
      drawing(wide, alt, { class: "picture for-page" }), drawing(narrow, alt, { class: "picture for-phone" }),
    ].filter(Boolean) })));
}

const meaning = (meanings) => el("section", { class: "part-of-page" }, el("h2", {}, "Hvad tallene betyder"),
  el("dl", { class: "meanings" }, ...meanings.flatMap(({ name, meaning: said }) => [el("dt", {}, name), el("dd", {}, said)])));

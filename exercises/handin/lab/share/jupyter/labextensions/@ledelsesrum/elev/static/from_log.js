// The reader's own reflections, to choose one of.

import { VirtualDOM, h } from "./jupyter.js";
import { CLOSE, show } from "./dialogs.js";

const SHOWN = 280; // characters of a text before it is cut

const words = (own) => [own.title, own.prompt, own.text].join(" ").toLocaleLowerCase("da");

const NONE = "Der er ingen refleksioner i loggen på denne maskine. Det, du skriver i kursets øvelser, kommer i loggen, og så kan du hente det herfra.";

// `all` is a list of {number, title, prompt, day, text}; gives the one chosen, undefined when none was.
export async function chooseOwn(all) {
  if (!all.length) return void await show("Hent fra min log", [h.p(NONE)], [CLOSE]);
  let chosen = all[0];
  const option = (own) => h.label({ className: "lr-elev-own" },
    h.input({ type: "radio", name: "lr-elev-own", onchange: () => { chosen = own; }, ...(own === chosen && { checked: "" }) }),
    h.span(h.strong(own.title), h.span({ className: "lr-elev-quiet" }, `${own.prompt} · ${own.day}`),
      h.span({ className: "lr-elev-text" }, own.text.length > SHOWN ? `${own.text.slice(0, SHOWN)} …` : own.text)));
  const seek = ({ target }) => {
    const found = all.filter((own) => words(own).includes(target.value.trim().toLocaleLowerCase("da")));
    const list = target.closest(".lr-elev-content").querySelector("fieldset");
    if (!found.includes(chosen)) chosen = found[0];
    VirtualDOM.render([h.legend("Dine refleksioner"), ...(found.length ? found.map(option) : [h.p("Ingen passer.")])], list);
  };
  const content = [
    h.p("Vælg en. Teksten bliver sat ind nederst i din svarcelle; det, der står der, bliver stående. Ret den til, så den svarer på opgaven."),
    ...(all.length > 5 ? [h.label({ className: "lr-elev-search" }, "Søg ", h.input({ type: "search", oninput: seek }))] : []),
    h.fieldset(h.legend("Dine refleksioner"), all.map(option)),
  ];
  const pressed = await show("Hent fra min log", content, [{ label: "Annullér", name: "cancel" }, { label: "Sæt ind", name: "insert", accept: true }]);
  return pressed === "insert" ? chosen : undefined;
}

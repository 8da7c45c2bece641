// The reader's own reflections, to choose one of.

import { h } from "./jupyter.js";
import { CLOSE, show } from "./dialogs.js";

const SHOWN = 280; // characters of a text before it is cut
const MANY = 5; // from which on they can be searched

const NONE = "Der er ingen refleksioner i loggen på denne maskine. Det, du skriver i kursets øvelser, kommer i loggen, og så kan du hente det herfra.";

const words = (own) => [own.title, own.prompt, own.text].join(" ").toLocaleLowerCase("da");

// `all` is a list of {number, title, prompt, day, text}; gives the one chosen, undefined when none was.
export async function chooseOwn(all) {
  if (!all.length) return void await show("Hent fra min log", [h.p(NONE)], [CLOSE]);
  let chosen = all[0];
  const option = (own) => h.label({ className: "lr-elev-own" },
    h.input({ type: "radio", name: "lr-elev-own", onchange: () => { chosen = own; }, ...(own === chosen && { checked: "" }) }),
    h.span(h.strong(own.title), h.span({ className: "lr-elev-quiet" }, `${own.prompt} · ${own.day}`),
      h.span({ className: "lr-elev-text" }, own.text.length > SHOWN ? `${own.text.slice(0, SHOWN)} …` : own.text)));
  const seek = ({ target }) => {
    const content = target.closest(".lr-elev-content");
    const options = [...content.querySelectorAll(".lr-elev-own")];
    options.forEach((el, i) => { el.hidden = !words(all[i]).includes(target.value.trim().toLocaleLowerCase("da")); });
    content.querySelector("[role=status]").textContent = options.every((el) => el.hidden) ? "Ingen passer." : "";
    if (!chosen || options[all.indexOf(chosen)].hidden) { // what is not in view is not chosen
      const first = options.findIndex((el) => !el.hidden);
      options.forEach((el, i) => { el.querySelector("input").checked = i === first; });
      chosen = all[first];
    }
  };
  const content = [
    h.p("Vælg en. Teksten bliver sat ind nederst i din svarcelle; det, der står der, bliver stående. Ret den til, så den svarer på opgaven."),
    ...(all.length > MANY ? [h.label({ className: "lr-elev-search" }, "Søg", h.input({ type: "search", oninput: seek })), h.p({ role: "status" })] : []),
    h.fieldset(h.legend("Dine refleksioner"), all.map(option)),
  ];
  const pressed = await show("Hent fra min log", content, [{ label: "Annullér", name: "cancel" }, { label: "Sæt ind", name: "insert", accept: true }]);
  return pressed === "insert" ? chosen : undefined;
}

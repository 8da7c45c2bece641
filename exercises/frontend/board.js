// Answers from several exercises in one picture: each field has a heading, what is said over it, and the answers themselves.

async function render({ model, el }) {
  const journal = await journalFor(model);
  const { answers, source } = answerBook(journal, model.get("answers"), model.get("sources"));
  const { title, tiles } = model.get("board");

  const tileView = ({ title: heading, answers: references, said, missing, page }) => {
    const shown = references.map(source);
    const known = shown.filter(({ answer }) => answer);
    const name = h("h3", { id: newId("tile") }, heading);
    const told = replies({ ...shown[0].item, back: said }, shown[0].answer, { source, answer: () => shown[0].answer });
    return h("section", { class: "lr-tile", "aria-labelledby": name.id }, name,
      ...(known.length ? [h("div", { class: "lr-told" }, ...told),
        ...known.map(({ item, prompt, answer }) => h("div", {}, h("p", { class: "lr-guidance" }, prompt), answerView(item, answer, { source, answer: () => answer })))]
        : paragraphs(missing)),
      h("p", { class: "lr-when" }, h("a", { href: page }, known.length ? "Skriv videre i øvelsen" : "Gå til øvelsen")));
  };

  const heading = h("h2", { class: "lr-title", id: newId("board") }, title);
  const date = h("p", { class: "lr-guidance" }, `Sådan så det ud ${new Date().toLocaleDateString("da-DK", { day: "numeric", month: "long", year: "numeric" })}.`);
  const fields = h("div", { class: "lr-tiles" });
  const paint = () => fields.replaceChildren(...tiles.map(tileView));
  const print = () => {
    document.documentElement.dataset.print = "board";
    window.addEventListener("afterprint", () => { delete document.documentElement.dataset.print; }, { once: true });
    window.print();
  };
  const listener = (given) => {
    const slot = Journal.slot(given.exercise, given.item, given.occasion);
    if ((answers.get(slot)?.revision ?? -1) >= given.revision) return;
    answers.set(slot, given);
    paint();
  };
  journal.listeners.add(listener);
  paint();
  el.append(h("section", { class: "lr-card lr-board", "aria-labelledby": heading.id }, heading, date, fields,
    h("p", { class: "lr-actions" }, h("button", { type: "button", class: "lr-button", onclick: print }, "Udskriv billedet på én side"))));
  journal.refresh();
  return () => journal.listeners.delete(listener);
}

export default { render };

// Answers from several exercises in one picture: each field has a heading, what is said over it, and the answers themselves.

async function render({ model, el }) {
  const journal = await journalFor(model);
  const { source, follow } = answerBook(journal, model.get("answers"), model.get("sources"));
  const { title, tiles } = model.get("board");

  // An answer's own words first, then its picture; a kind that is large elsewhere has a brief one.
  const shownView = ({ label, said, only_said: onlySaid, item, answer }) => {
    const context = { source, answer: () => answer };
    const kind = kinds[item.kind];
    return [
      ...replies({ ...item, back: said }, answer, context).map((line) => h("div", { class: "lr-told" }, line)),
      ...(onlySaid ? [] : [label ? h("h4", {}, label) : "", (kind.brief ?? kind.given)(item, answer.value, context)]),
    ];
  };
  const tileView = ({ title: heading, answers: shown, missing, page }) => {
    const known = shown.map((one) => ({ ...one, ...source(one) })).filter(({ answer }) => answer);
    const newest = known.map(({ answer }) => answer.typed_at).sort().at(-1);
    const name = h("h3", { id: newId("tile") }, heading);
    const way = newId("way"); // the link says where it leads also when it is read out of its place
    return h("section", { class: "lr-tile", "aria-labelledby": name.id }, name,
      ...(known.length ? known.flatMap(shownView) : paragraphs(missing)),
      h("p", { class: "lr-when" }, newest ? `Svaret ${day(newest)}. ` : "", h("a", { href: page, id: way, "aria-labelledby": `${way} ${name.id}` }, newest ? "Skriv videre i øvelsen" : "Gå til øvelsen")));
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
  const end = follow(paint);
  el.append(h("section", { class: "lr-card lr-board", "aria-labelledby": heading.id }, heading, date, fields,
    h("p", { class: "lr-actions" }, h("button", { type: "button", class: "lr-button", onclick: print }, "Udskriv billedet på én side"))));
  journal.refresh();
  return end;
}

export default { render };

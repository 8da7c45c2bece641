// What the reader has written in a part of the course: each exercise with its answers, and the way back to it.

async function render({ model, el }) {
  const journal = await journalFor(model);
  const { answer, source, follow } = answerBook(journal, model.get("answers"), model.get("sources"));

  const occasions = (exercise, item) => item.occasions ?? (exercise.occasions.length ? exercise.occasions : [{ id: "" }]);
  const answered = (exercise, item) => occasions(exercise, item).map(({ id, label }) => ({ label, given: answer(item.id, id, exercise.id) }))
    .filter(({ given }) => given);
  const itemView = (exercise, item) => {
    const kind = item.item ?? item;
    return h("section", { class: "lr-item", "data-item": item.id }, h("h4", { class: "lr-prompt" }, item.prompt),
      ...answered(exercise, item).map(({ label, given }) => h("div", {}, label ? h("p", { class: "lr-guidance" }, label) : null,
        answerView(kind, given, { source, answer: (occasion = "") => answer(item.id, occasion, exercise.id) }))));
  };
  const exerciseView = (exercise) => {
    const items = exercise.items.filter((item) => answered(exercise, item).length);
    const left = exercise.items.length - items.length;
    const title = h("h3", { id: newId("title") }, `${exercise.section} ${exercise.title}`);
    const way = newId("way"); // the link says where it leads also when it is read out of its place
    const link = exercise.page ? h("a", { href: exercise.page, id: way, "aria-labelledby": `${way} ${title.id}` }, items.length ? "Skriv videre i øvelsen" : "Gå til øvelsen") : null;
    return h("section", { class: "lr-gathered", "aria-labelledby": title.id, "data-exercise": exercise.id }, title,
      items.length ? null : h("p", { class: "lr-guidance" }, "Du har ikke skrevet noget her endnu."),
      ...items.map((item) => itemView(exercise, item)),
      h("p", { class: "lr-when" }, items.length && left ? `Endnu åbne spørgsmål: ${left}. ` : "", link));
  };

  const card = h("div", { class: "lr-card" });
  const paint = () => card.replaceChildren(...model.get("exercises").map(exerciseView));
  const end = follow(paint);
  el.append(card);
  journal.refresh();
  return end;
}

export default { render };

// The card of one reflection exercise.

async function render({ model, el }) {
  const exercise = model.get("definition");
  const journal = await journalFor(model);
  const answers = new Map(model.get("answers").map((answer) => [Journal.slot(answer.exercise, answer.item, answer.occasion), answer]));
  model.get("answers").forEach((answer) => { journal.revision = Math.max(journal.revision, answer.revision); });
  const state = h("span", { class: "lr-saved", role: "status" });
  const views = new Map();

  const answer = (item, occasion = "") => {
    const unsent = journal.unsent(exercise.id, item, occasion);
    return unsent ?? answers.get(Journal.slot(exercise.id, item, occasion));
  };
  const paintState = () => {
    const unsent = journal.entries().filter(([, entry]) => entry.exercise === exercise.id).length;
    const newest = [...answers.values()].map((given) => given.saved_at).sort().pop();
    state.textContent = unsent ? (journal.problem ? "ikke gemt endnu" : "gemmer …")
      : newest ? (new Date(newest).toDateString() === new Date().toDateString() ? `gemt kl. ${clock(newest)}` : `gemt ${day(newest)}`) : "";
  };

  const itemView = (item, number) => {
    const prompt = h("h3", { id: newId("prompt"), class: "lr-prompt" }, `${number}. ${item.prompt}`);
    const back = h("div", { class: "lr-back", "aria-live": "polite" });
    const context = {
      labelledby: prompt.id,
      answer: (occasion = "") => answer(item.id, occasion),
      change: (value, occasion = "") => { journal.write(exercise.id, item.id, occasion, value); paintBack(); },
      flush: () => journal.flush(),
    };
    const view = kinds[item.kind](item, context);
    const paintBack = () => {
      const given = item.occasions ? context.answer(item.occasions.at(-1).id) : context.answer();
      back.replaceChildren(...(item.back && given ? paragraphs(item.back) : []));
    };
    paintBack();
    // Another page's answer is shown at once, but never under the reader's hands.
    let waiting = null;
    const show = (given) => {
      paintBack();
      waiting = document.hasFocus() && view.el.contains(document.activeElement) ? given : null;
      if (!waiting) view.set(given.value, given.occasion);
    };
    view.el.addEventListener("focusout", () => {
      if (waiting && !journal.unsent(exercise.id, item.id, waiting.occasion)) view.set(waiting.value, waiting.occasion);
      waiting = null;
    });
    views.set(item.id, show);
    return h("section", { class: "lr-item", "aria-labelledby": prompt.id }, prompt, view.el, back);
  };

  const listener = (given) => {
    if (given.exercise !== exercise.id) return;
    const slot = Journal.slot(given.exercise, given.item, given.occasion);
    const known = answers.get(slot);
    if (known && known.revision >= given.revision) return;
    answers.set(slot, given);
    paintState();
    if (!journal.unsent(given.exercise, given.item, given.occasion)) views.get(given.item)?.(given);
  };
  journal.listeners.add(listener);
  document.addEventListener("ledelsesrum:journal", paintState);

  const title = h("h2", { class: "lr-title", id: newId("title") }, exercise.title);
  el.append(h("section", { class: "lr-card", "aria-labelledby": title.id, "data-exercise": exercise.id },
    h("div", { class: "lr-kicker" }, h("span", {}, `Refleksion ${exercise.section} · ca. ${exercise.minutes} min.`), state),
    title, ...paragraphs(exercise.why, { class: "lr-why" }),
    ...exercise.items.map((item, i) => itemView(item, i + 1))));
  paintState();
  journal.refresh();
  return () => {
    journal.listeners.delete(listener);
    document.removeEventListener("ledelsesrum:journal", paintState);
  };
}

export default { render };

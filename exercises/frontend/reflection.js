// The card of one reflection exercise.

const uses = (item, { exercise, item: name }) => [...item.earlier, (item.item ?? item).rows_from].some((source) => source?.exercise === exercise && source.item === name);

async function render({ model, el }) {
  const exercise = model.get("definition");
  const journal = await journalFor(model);
  const state = h("span", { class: "lr-saved" });
  const saved = herald();
  const views = new Map();

  let written = false; // since the page was opened
  const now = exercise.occasion;
  const { answers, answer, source } = answerBook(journal, model.get("answers"), exercise.sources);
  // The browser may show one page what another has sent as still unsent for a moment: only a newer entry counts.
  const newerOnItsWay = (given) => {
    const unsent = journal.unsent(given.exercise, given.item, given.occasion);
    return unsent && Date.parse(unsent.typed_at) > Date.parse(given.typed_at); // each writes the time in its own way
  };
  const paintState = () => {
    const unsent = journal.entries().filter(([, entry]) => entry.exercise === exercise.id).length;
    const newest = [...answers.values()].filter((given) => given.exercise === exercise.id && (!now || given.occasion === now)).map((given) => given.saved_at).sort().pop();
    state.textContent = unsent ? (journal.problem ? "ikke gemt endnu" : "gemmer …")
      : newest ? (new Date(newest).toDateString() === new Date().toDateString() ? `gemt kl. ${clock(newest)}` : `gemt ${day(newest)}`) : "";
    if (unsent) written = true;
    if (written) saved.say(state.textContent);
  };

  const itemView = (item, number) => {
    const prompt = h("h3", { id: newId("prompt"), class: "lr-prompt" }, `${number}. ${item.prompt}`);
    const back = h("div", { class: "lr-back" });
    const replied = herald();
    const context = {
      labelledby: prompt.id,
      source,
      model,
      answer: (occasion = now) => answer(item.id, occasion, exercise.id),
      earlier: () => exercise.occasions.slice(0, Math.max(0, exercise.occasions.findIndex(({ id }) => id === now))) // the last of the occasions before
        .map(({ id }) => answer(item.id, id, exercise.id)).filter(Boolean).at(-1),
      change: (value, occasion = now) => { journal.write(exercise.id, item.id, occasion, value); paintBack(); replied.say(wordsOf(back)); context.look(); },
      flush: () => journal.flush(),
      look: () => { again.paint(); profile?.paint(); },
    };
    const paintBack = () => {
      const given = item.occasions ? context.answer(item.occasions.at(-1).id) : context.answer();
      back.replaceChildren(...replies(item, given, context));
    };
    const earlier = h("div", {});
    const paintEarlier = () => earlier.replaceChildren(...item.earlier.map(source).filter((known) => known.answer).map((known) =>
      h("details", { class: "lr-earlier" }, h("summary", {}, `Du svarede ${day(known.answer.typed_at)}: ${known.prompt}`), kinds[known.item.kind].given(known.item, known.answer.value, context))));
    const again = lookBack(item, exercise, context);
    const view = kinds[item.kind].view(item, context);
    again.paint();
    paintEarlier();
    paintBack();
    replied.know(wordsOf(back));
    // Another page's answer is shown at once, but never under the reader's hands, nor over a newer one on its way to the log.
    let waiting = null;
    const show = (given) => {
      paintBack();
      context.look();
      if (now && given.exercise === exercise.id && given.occasion !== now) return;
      if (given.exercise !== exercise.id || given.item !== item.id) { // an answer this item takes rows from or looks back on
        paintEarlier();
        view.refresh?.();
        return;
      }
      waiting = document.hasFocus() && view.el.contains(document.activeElement) ? given : null;
      if (!waiting) view.set(given.value, given.occasion);
    };
    view.el.addEventListener("focusout", () => {
      if (waiting && !newerOnItsWay(waiting)) view.set(waiting.value, waiting.occasion);
      waiting = null;
    });
    views.set(item.id, { show, again });
    return h("section", { class: "lr-item", "data-item": item.id }, prompt, earlier, view.el, back, replied.el, exercise.occasions.length ? again.el : null);
  };

  const listener = (given) => {
    if (given.exercise !== exercise.id && !Object.keys(exercise.sources).some((name) => name.startsWith(`${given.exercise}/`))) return;
    const slot = Journal.slot(given.exercise, given.item, given.occasion);
    const known = answers.get(slot);
    if (known && known.revision >= given.revision) return;
    answers.set(slot, given);
    paintState();
    if (newerOnItsWay(given)) return;
    for (const item of exercise.items) {
      const own = given.exercise === exercise.id && item.id === given.item;
      if (own || uses(item, given)) views.get(item.id).show(given);
    }
  };
  const kicker = h("span", { id: newId("kicker") }, exercise.kicker); // part of the name of what is asked: the same exercise may be asked twice
  const profile = exercise.profile && profileView(exercise, (item) => views.get(item)?.again.given() ?? [], { source }, kicker);
  journal.listeners.add(listener);
  document.addEventListener("ledelsesrum:journal", paintState);

  const title = h("h2", { class: "lr-title", id: newId("title") }, exercise.title);
  el.append(h("section", { class: "lr-card", "aria-labelledby": `${title.id} ${kicker.id}`, "data-exercise": exercise.id, "data-occasion": now || null },
    h("div", { class: "lr-kicker" }, kicker, state, saved.el),
    title, ...paragraphs(exercise.why, { class: "lr-why" }),
    ...exercise.items.map((item, i) => itemView(item, i + 1)), profile?.el ?? ""));
  profile?.paint();
  paintState();
  journal.refresh();
  return () => {
    journal.listeners.delete(listener);
    document.removeEventListener("ledelsesrum:journal", paintState);
  };
}

export default { render };

// The reader's answers as the views ask for them: what is on its way to the log first, then what the log has.

function answerBook(journal, saved, sources) {
  const answers = new Map(saved.map((given) => [Journal.slot(given.exercise, given.item, given.occasion), given]));
  journal.revision = Math.max(journal.revision, ...saved.map(({ revision }) => revision));
  const answer = (item, occasion, exercise) => journal.unsent(exercise, item, occasion) ?? answers.get(Journal.slot(exercise, item, occasion));
  // Another item's definition and its answer, as an item refers to it.
  const source = (reference) => {
    const { occasions, ...known } = sources[`${reference.exercise}/${reference.item}`];
    const given = (reference.occasion ? [reference.occasion] : [...occasions, ""]).map((occasion) => answer(reference.item, occasion, reference.exercise)).filter(Boolean);
    return { ...known, answer: given.sort((one, other) => one.typed_at.localeCompare(other.typed_at)).at(-1) };
  };
  // Paint now, and again for each newer answer, whoever gives it; gives what ends that.
  const follow = (paint) => {
    const listener = (given) => {
      const slot = Journal.slot(given.exercise, given.item, given.occasion);
      if ((answers.get(slot)?.revision ?? -1) >= given.revision) return;
      answers.set(slot, given);
      paint();
    };
    journal.listeners.add(listener);
    paint();
    return () => journal.listeners.delete(listener);
  };
  return { answers, answer, source, follow };
}

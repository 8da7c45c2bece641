// On a later occasion of an exercise: what was answered before stays hidden until the reader has answered anew and asks to see it.

const isGiven = (answer) => answer !== undefined && answer.value !== null && answer.value !== "";

// `given()` is what may be seen: [[occasion, answer]], the newest last.
function lookBack(item, exercise, context) {
  const asked = exercise.occasions.slice(0, 1 + exercise.occasions.findIndex(({ id }) => id === exercise.occasion));
  const now = asked.pop();
  const on = (occasion) => [occasion, context.answer(occasion?.id)];
  const answered = (occasions) => occasions.map(on).filter(([, answer]) => isGiven(answer));
  const compare = h("div", { class: "lr-compare", tabindex: "-1" });
  const hidden = h("p", { class: "lr-guidance" });
  const open = h("button", { type: "button", class: "lr-button", onclick: () => { opened = true; context.look(); compare.focus(); } });
  const el = h("div", { class: "lr-again" }, hidden, open, compare);
  let opened = isGiven(context.answer());
  const given = () => answered(opened ? [...asked, now] : [now]);
  const paint = () => {
    const [earlier, ready] = [answered(asked).at(-1), isGiven(context.answer())];
    open.hidden = !earlier || opened;
    open.disabled = !ready;
    hidden.hidden = !asked.length || open.hidden && (Boolean(earlier) || !ready);
    if (asked.length) hidden.textContent = earlier ? "Dit tidligere svar er skjult, til du har svaret igen." : `Du har intet svar fra »${asked.at(-1).label}« at holde det op mod.`;
    if (earlier) open.textContent = `Vis mit svar fra ${day(earlier[1].typed_at)}`;
    compare.replaceChildren(...(opened && earlier && ready ? comparison(item, given(), context) : []));
  };
  return { el, given, paint };
}

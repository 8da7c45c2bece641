// The same question on named occasions. What comes between is shown only when the answer before it is given.

kinds.before_after = {
  view(item, context) {
    const at = (occasion) => ({
      ...context,
      answer: () => context.answer(occasion.id) ?? copyOf(previous(occasion)),
      change: (value) => { context.change(value, occasion.id); paint(); changed.say(wordsOf(compare)); },
    });
    const previous = (occasion) => context.answer(item.occasions[item.occasions.indexOf(occasion) - 1]?.id ?? "none");
    // A new estimate starts from the last one; what was opened once is closed again.
    const copyOf = (answer) => answer && { ...answer, value: answer.value?.opened ? {} : answer.value };
    const parts = item.occasions.map((occasion, i) => ({ occasion, first: i === 0, el: h("div", {}), view: null }));
    const compare = h("div", { class: "lr-compare" });
    const changed = herald();

    const show = (part) => {
      const before = parts[parts.indexOf(part) - 1];
      if (before) before.el.replaceChildren(h("h4", {}, before.occasion.label), answerView(item.item, context.answer(before.occasion.id), context));
      part.view = kinds[item.item.kind].view(item.item, at(part.occasion));
      const between = h("div", { class: "lr-between", tabindex: "-1" });
      between.innerHTML = part.occasion.between_html; // made by our own charts.py and escaped there
      part.el.replaceChildren(...(part.first ? [] : [between]), h("h4", {}, part.occasion.label), part.view.el, opener(part));
      if (before) before.view = null;
      return between;
    };
    const opener = (part) => {
      const next = parts[parts.indexOf(part) + 1];
      part.open = next ? h("button", { type: "button", class: "lr-button", onclick: () => { show(next).focus(); paint(); } }, next.occasion.open_label) : null;
      return part.open ?? "";
    };
    const paint = () => {
      parts.forEach((part) => { if (part.open) part.open.disabled = !context.answer(part.occasion.id); });
      const answered = parts.map(({ occasion }) => [occasion, context.answer(occasion.id)]).filter(([, answer]) => answer);
      compare.replaceChildren(...(answered.length > 1 ? comparison(item.item, answered, context) : []));
    };
    show(parts[0]);
    for (const part of parts.slice(1)) if (context.answer(part.occasion.id)) show(part);
    paint();
    const refresh = () => parts.forEach((part) => part.view?.refresh?.());
    return { el: h("div", {}, ...parts.map((part) => part.el), compare, changed.el), refresh, set: (value, occasion) => {
      const part = parts.find((each) => each.occasion.id === occasion);
      if (part?.view) part.view.set(value);
      else if (part && parts[parts.indexOf(part) - 1]?.view) show(part);
      else if (part) part.el.replaceChildren(h("h4", {}, part.occasion.label), answerView(item.item, context.answer(occasion), context));
      paint();
    } };
  },
  figures(item, value, context) {
    const [first, last] = [context.answer(item.occasions[0].id), context.answer(item.occasions.at(-1).id)];
    const moved = item.item.kind === "scale" && first && last ? { shift: last.value - first.value } : {};
    return { ...kinds[item.item.kind].figures(item.item, value, context), ...moved };
  },
  chosen: (item, value, context) => kinds[item.item.kind].chosen?.(item.item, value, context) ?? [],
};

// Answers to the same question with the day of each: [[occasion, answer]], two or more.
const comparison = (item, answered, context) => [h("h4", {}, "Dine svar, og hvornår du gav dem"), shift(item, answered, context)];

// Points on one line for a scale, side by side for the rest, with what is different in words where the kind can tell.
function shift(item, answered, context) {
  if (item.kind === "scale") {
    return pointsOnLine({ min: item.min, max: item.max, ends: [item.low, item.high], said: endsSaid(item),
      points: answered.map(([{ label }, answer]) => ({ at: answer.value, label: `${label}: ${scaleText(item, answer.value)}, ${day(answer.typed_at)}` })) });
  }
  const changes = kinds[item.kind].changed?.(item, answered[0][1].value, answered.at(-1)[1].value, context) ?? [];
  return h("div", {}, h("div", { class: "lr-columns" }, ...answered.map(([{ label }, answer]) => h("div", {}, h("p", { class: "lr-guidance" }, label), answerView(item, answer, context)))),
    changes.length ? h("ul", { class: "lr-changes" }, ...changes.map((words) => h("li", {}, words))) : null);
}

// An answer as it was given, with its date: for looking back, never for editing.
const answerView = (item, answer, context) => h("div", {}, kinds[item.kind].given(item, answer.value, context), h("p", { class: "lr-when" }, day(answer.typed_at)));

// One view per kind of item. Each takes (item, context) and gives {el, set(value)}; context has
// labelledby (the prompt's id), change(value) and answer(occasion) of the same item.

const kinds = {
  text(item, context) {
    const guidance = h("span", { class: "lr-guidance", id: newId("guide") });
    const [low, high] = item.words ?? [];
    const paint = (text) => {
      const count = countWords(text);
      const target = low ? ` · ${low}–${high} er passende` : "";
      guidance.textContent = `${count} ord${target}`;
    };
    const area = h("textarea", {
      rows: item.rows ?? 5, "aria-labelledby": context.labelledby, "aria-describedby": guidance.id, spellcheck: "true", lang: "da",
    });
    const set = (value) => { area.value = value ?? ""; paint(area.value); };
    area.addEventListener("input", () => { paint(area.value); context.change(area.value); });
    area.addEventListener("blur", () => context.flush());
    set(context.answer()?.value);
    return { el: h("div", {}, area, h("div", { class: "lr-under" }, guidance, h("span", {}, "kun dig kan se det"))), set };
  },

  scale(item, context) {
    const view = slider({
      labelledby: context.labelledby, min: item.min, max: item.max, low: item.low, high: item.high,
      value: context.answer()?.value ?? null, show: (value) => `${value} af ${item.max}`, onpick: context.change,
    });
    return { el: view.el, set: view.set };
  },

  choice(item, context) {
    return radios({ labelledby: context.labelledby, options: item.options, value: context.answer()?.value, onpick: context.change });
  },

  allocate(item, context) {
    let shares = {};
    const left = h("p", { class: "lr-guidance", role: "status" });
    const rows = item.options.map((option) => {
      const id = newId("share");
      const view = slider({
        labelledby: id, min: 0, max: item.total, step: 5, value: 0, show: (value) => `${value}`,
        onpick: (value) => { shares = { ...shares, [option.id]: value }; paint(); context.change(shares); },
      });
      return { option, view, el: h("div", { class: "lr-share" }, h("span", { id }, option.label), view.el) };
    });
    const paint = () => {
      const rest = item.total - Object.values(shares).reduce((sum, share) => sum + share, 0);
      left.textContent = rest === 0 ? `Alle ${item.total} point er fordelt.`
        : rest > 0 ? `${rest} point tilbage.` : `${-rest} point for meget. Tag dem fra et af felterne.`;
      left.classList.toggle("lr-attention", rest < 0);
    };
    const set = (value) => {
      shares = value ?? {};
      rows.forEach(({ option, view }) => view.set(shares[option.id] ?? 0));
      paint();
    };
    set(context.answer()?.value);
    const group = h("div", { role: "group", "aria-labelledby": context.labelledby }, ...rows.map((row) => row.el), left);
    return { el: group, set };
  },

  dilemma(item, context) {
    const outcome = h("div", { class: "lr-back", "aria-live": "polite" });
    const paint = (chosen) => {
      outcome.replaceChildren();
      const option = item.options.find(({ id }) => id === chosen);
      if (!option) return;
      outcome.append(h("p", {}, h("strong", {}, "Det følger: "), option.consequence));
      outcome.append(h("details", {}, h("summary", {}, "Se, hvad de andre veje fører til"),
        ...item.options.filter(({ id }) => id !== chosen).map((other) =>
          h("p", {}, h("strong", {}, `${other.label} `), other.consequence))));
    };
    const view = radios({
      labelledby: context.labelledby, options: item.options, value: context.answer()?.value,
      onpick: (id) => { paint(id); context.change(id); },
    });
    paint(context.answer()?.value);
    const note = item.constructed ? h("p", { class: "lr-guidance" }, "Konstrueret eksempel") : null;
    return { el: h("div", {}, note, ...paragraphs(item.case), view.el, outcome), set: (value) => { view.set(value); paint(value); } };
  },

  commitment(item, context) {
    let plan = {};
    const fields = item.fields.map((field) => {
      const input = h("input", { type: "text", autocomplete: "off", oninput: () => {
        plan = { ...plan, [field.id]: input.value };
        context.change(plan);
      }, onblur: () => context.flush() });
      return { field, input };
    });
    const set = (value) => { plan = value ?? {}; fields.forEach(({ field, input }) => { input.value = plan[field.id] ?? ""; }); };
    set(context.answer()?.value);
    return {
      el: h("div", { class: "lr-fields", role: "group", "aria-labelledby": context.labelledby },
        ...fields.map(({ field, input }) => h("label", {}, h("span", {}, field.label), input))),
      set,
    };
  },

  // The same question on named occasions: what comes between is shown only when the first answer is given.
  before_after(item, context) {
    const [first, second] = item.occasions;
    const inner = (occasion, start) => kinds[item.item.kind](item.item, {
      ...context,
      answer: () => context.answer(occasion.id) ?? start,
      change: (value) => { context.change(value, occasion.id); paint(); },
    });
    const before = inner(first);
    const between = h("div", { class: "lr-between", tabindex: "-1" });
    const open = h("button", { type: "button", class: "lr-button", onclick: () => { reveal(); between.focus(); } }, item.open_label);
    const locked = h("div", {});
    const el = h("div", {}, h("h4", {}, first.label), before.el, open, locked);
    const compare = h("div", { class: "lr-compare" });
    let after = null;

    const reveal = () => {
      before.el.hidden = open.hidden = true;
      locked.replaceChildren(answerView(item.item, context.answer(first.id)));
      after = inner(second, context.answer(first.id));
      between.innerHTML = item.between_html; // made by our own charts.py and escaped there
      el.append(between, h("h4", {}, second.label), after.el, compare);
      paint();
    };
    const paint = () => {
      open.disabled = !context.answer(first.id);
      const [a, b] = [context.answer(first.id), context.answer(second.id)];
      compare.replaceChildren(...(after && b ? [h("h4", {}, "Dit svar før og nu"),
        h("div", { class: "lr-columns" }, answerView(item.item, a), answerView(item.item, b))] : []));
    };
    paint();
    if (context.answer(second.id)) reveal();
    return { el, set: (value, occasion) => {
      if (occasion === first.id) { before.set(value); if (after) locked.replaceChildren(answerView(item.item, context.answer(first.id))); }
      else if (after) after.set(value);
      else reveal();
      paint();
    } };
  },
};

// An answer as it was given, with its date: for comparing, never for editing.
function answerView(item, answer) {
  const when = h("p", { class: "lr-when" }, day(answer.typed_at));
  if (item.kind === "allocate") {
    return h("div", { class: "lr-given" }, ...item.options.map((option) => {
      const share = answer.value[option.id] ?? 0;
      const bar = h("span", { class: "lr-bar" });
      bar.style.setProperty("--lr-fill", `${(100 * share) / item.total}%`);
      return h("div", { class: "lr-given-row" }, h("span", {}, option.label), bar, h("span", { class: "lr-value" }, `${share}`));
    }), when);
  }
  const label = (item.options ?? []).find(({ id }) => id === answer.value)?.label;
  return h("blockquote", { class: "lr-given" }, ...paragraphs(label ?? String(answer.value)), when);
}

// One record per kind: `view(item, context)` gives {el, set(value)}; `given(item, value, context)` the answer as it was given,
// for looking back, and `brief` the same where there is little room; `figures(item, value, context)` what a reply may name; `chosen(item, value, context)` what it may ask for.
// context has labelledby (the prompt's id), answer(), change(value), flush(),
// source(reference) and, where the kernel can be asked, model.

const quoted = (text) => h("blockquote", { class: "lr-given" }, ...paragraphs(text));
const labelOf = (options, id) => options.find((option) => option.id === id)?.label;

const kinds = {
  text: {
    view(item, context) {
      const guidance = h("span", { class: "lr-guidance", id: newId("guide") });
      const [low, high] = item.words ?? [];
      const paint = (text) => { guidance.textContent = `${countWords(text)} ord${low ? ` · ${low}–${high} er passende` : ""}`; };
      const area = h("textarea", {
        rows: item.rows ?? 5, "aria-labelledby": context.labelledby, "aria-describedby": guidance.id, spellcheck: "true", lang: "da",
      });
      const set = (value) => { area.value = value ?? ""; paint(area.value); };
      area.addEventListener("input", () => { paint(area.value); context.change(area.value); });
      area.addEventListener("blur", () => context.flush());
      set(context.answer()?.value);
      return { el: h("div", {}, area, h("div", { class: "lr-under" }, guidance, h("span", {}, "bliver på din maskine"))), set };
    },
    given: (item, value) => quoted(value),
    figures: (item, value) => ({ words: countWords(value) }),
  },

  scale: {
    view(item, context) {
      const unit = item.unit ? ` ${item.unit}` : ` af ${item.max}`;
      const view = slider({
        labelledby: context.labelledby, min: item.min, max: item.max, step: item.step, low: item.low, high: item.high,
        value: context.answer()?.value ?? null, show: (value) => `${value}${unit}`, onpick: context.change,
      });
      return { el: view.el, set: view.set };
    },
    given: (item, value) => pointsOnLine({ min: item.min, max: item.max, ends: [item.low, item.high], said: endsSaid(item), points: [{ at: value, label: scaleText(item, value) }] }),
    figures: (item, value) => ({ value }),
  },

  choice: {
    view: (item, context) => radios({ labelledby: context.labelledby, options: item.options, value: context.answer()?.value, onpick: context.change }),
    given: (item, value) => quoted(labelOf(item.options, value) ?? ""),
    figures: (item, value) => ({ label: labelOf(item.options, value) }),
    chosen: (item, value) => [value],
  },

  multi: {
    view(item, context) {
      let ticked = [];
      const boxes = item.options.map((option) => h("input", { type: "checkbox", value: option.id, onchange: (event) => {
        ticked = item.options.map(({ id }) => id).filter((id) => (id === option.id ? event.target.checked : ticked.includes(id)));
        context.change(ticked);
      } }));
      const set = (value) => { ticked = value ?? []; boxes.forEach((box, i) => { box.checked = ticked.includes(item.options[i].id); }); };
      set(context.answer()?.value);
      return { el: h("div", { class: "lr-options", role: "group", "aria-labelledby": context.labelledby },
        ...item.options.map((option, i) => h("label", {}, boxes[i], h("span", {}, option.label)))), set };
    },
    given: (item, value) => (value.length ? h("ul", {}, ...value.map((id) => h("li", {}, labelOf(item.options, id)))) : quoted("ingen af dem")),
    figures: (item, value) => ({ count: value.length, labels: listed(value.map((id) => labelOf(item.options, id))) }),
    chosen: (item, value) => value,
  },

  dilemma: {
    view: (item, context) => composed(item, context, (tools) => {
      const outcome = h("div", { class: "lr-back", "data-heard": "" });
      const question = h("label", { for: newId("follow") });
      const area = h("textarea", { id: question.htmlFor, rows: 3, lang: "da", spellcheck: "true", value: tools.value.follow_up ?? "",
        oninput: () => tools.change({ follow_up: area.value }), onblur: tools.flush });
      const follow = h("div", { class: "lr-follow" }, question, area);
      const paint = () => {
        const option = item.options.find(({ id }) => id === tools.value.choice);
        const asked = option && (option.follow_up ?? item.follow_up);
        question.textContent = asked ?? "";
        follow.hidden = !asked;
        outcome.replaceChildren(...(option ? [h("p", {}, h("strong", {}, "Det følger: "), option.consequence),
          h("details", {}, h("summary", {}, "Se, hvad de andre veje fører til"), ...item.options.filter((other) => other !== option)
            .map((other) => h("p", {}, h("strong", {}, `${other.label} `), other.consequence)))] : []));
      };
      const view = radios({ labelledby: context.labelledby, options: item.options, value: tools.value.choice, onpick: (choice) => tools.change({ choice }) });
      const note = item.constructed ? h("p", { class: "lr-guidance" }, "Konstrueret eksempel") : null;
      return { nodes: [note, ...paragraphs(item.case), view.el, outcome, follow], paint };
    }),
    given: (item, value) => quoted([labelOf(item.options, value.choice), value.follow_up].filter(Boolean).join("\n\n")),
    figures: () => ({}),
    chosen: (item, value) => [value.choice],
  },

  commitment: {
    view: (item, context) => composed(item, context, (tools) => {
      const field = (id, label) => {
        const input = h("input", { type: "text", autocomplete: "off", value: tools.value[id] ?? "", oninput: () => tools.change({ [id]: input.value }), onblur: tools.flush });
        return h("label", {}, h("span", {}, label), input);
      };
      const written = context.answer();
      const later = written && !isToday(written.typed_at) || tools.value.happened;
      return { nodes: [h("div", { class: "lr-fields" }, ...item.fields.map(({ id, label }) => field(id, label)),
        later ? field("happened", `Du skrev dette ${day(written.typed_at)}. Hvad skete der?`) : null)] };
    }),
    given: (item, value) => h("dl", { class: "lr-given" }, ...item.fields.filter(({ id }) => value[id])
      .flatMap(({ id, label }) => [h("dt", {}, label), h("dd", {}, value[id])])),
    figures: (item, value) => Object.fromEntries(item.fields.map(({ id }) => [id, value[id]?.trim() || undefined])),
  },
};

const scaleText = (item, value) => (item.unit ? `${value} ${item.unit}` : `${value} af ${item.max}`);
const listed = (words) => new Intl.ListFormat("da", { type: "conjunction" }).format(words);

// A lowest and a highest estimate; the true values come when all are given, and then the estimates stand.

const rangeText = ([low, high]) => `${told(low)}${low < 0 ? " til " : "–"}${told(high)}`; // a dash beside a minus cannot be read
const isHit = ([low, high], { truth }) => low <= truth && truth <= high;

function intervalBars(item, value) {
  return item.questions.map((question) => {
    const range = value.ranges[question.id];
    const { truth, unit, decimals } = question;
    const [min, max] = [Math.min(range[0], truth), Math.max(range[1], truth)];
    const across = (at) => `${max > min ? 10 + (80 * (at - min)) / (max - min) : 50}%`;
    const bar = h("div", { class: "lr-range", "aria-hidden": "true" }, h("span", { class: "lr-range-bar" }), h("span", { class: "lr-range-truth" }));
    bar.style.setProperty("--lr-from", across(range[0]));
    bar.style.setProperty("--lr-to", across(range[1]));
    bar.style.setProperty("--lr-at", across(truth));
    const verdict = isHit(range, question) ? "Inden for dit bud" : "Uden for dit bud";
    return h("li", {}, h("p", {}, question.label), bar, h("p", { class: "lr-guidance" },
      `${verdict}: ${number(truth, decimals, true)} ${unit} (dit bud ${rangeText(range)}). ${question.source}`));
  });
}

const given = (item, value) => item.questions.filter(({ id }) => value.ranges?.[id]?.every((end) => end !== undefined && end !== null));
const inOrder = (item, value) => given(item, value).filter(({ id }) => value.ranges[id][0] <= value.ranges[id][1]);

kinds.interval = {
  view: (item, context) => composed(item, context, (tools) => {
    if (tools.value.opened) return { nodes: [kinds.interval.given(item, tools.value)] };
    const fields = item.questions.map((question) => {
      const end = (index, word) => numberField({
        key: `${question.id}-${index}`, label: `${question.label} ${word}`, value: tools.value.ranges?.[question.id]?.[index] ?? undefined, unit: question.unit, onblur: tools.flush,
        oninput: (amount) => {
          const range = [...(tools.value.ranges?.[question.id] ?? [null, null])];
          range[index] = amount ?? null;
          tools.change({ ranges: { ...tools.value.ranges, [question.id]: range } });
        },
      });
      return h("div", { class: "lr-question" }, h("p", {}, question.label),
        h("div", { class: "lr-claim-cells" }, ...["Laveste", "Højeste"].map((word, i) => h("div", {}, h("span", { "aria-hidden": "true" }, word), end(i, word.toLowerCase())))));
    });
    const open = h("button", { type: "button", class: "lr-button", "data-key": "open", onclick: () => { tools.change({ opened: true }, { redraw: true, focus: "opened" }); tools.flush(); } }, "Vis de rigtige tal");
    const left = h("p", { class: "lr-guidance", "data-heard": "" });
    const paint = () => {
      const [missing, turned] = [item.questions.length - given(item, tools.value).length, given(item, tools.value).length - inOrder(item, tools.value).length];
      open.disabled = missing + turned > 0;
      left.textContent = turned ? "Et sted er det laveste tal størst. Byt dem om." : missing ? `Du mangler ${missing} af ${item.questions.length}.` : "Når tallene er vist, kan du ikke ændre dine bud.";
    };
    return { nodes: [...fields, left, open], paint };
  }),
  given: (item, value) => (value.opened
    ? h("div", {}, h("p", { class: "lr-outcome", tabindex: "-1", "data-key": "opened" }, h("strong", {}, `${item.questions.filter((question) => isHit(value.ranges[question.id], question)).length} af ${item.questions.length} rigtige tal lå inden for dine bud.`),
      ` Med bud på ${item.level} pct. ville man vente omkring ${told((item.level * item.questions.length) / 100)}.`), h("ol", { class: "lr-ranges" }, ...intervalBars(item, value)))
    : h("ul", { class: "lr-given" }, ...inOrder(item, value).map(({ id, label, unit }) => h("li", {}, `${label} ${rangeText(value.ranges[id])} ${unit}`)))),
  figures(item, value) {
    if (!value.opened) return {};
    const widths = item.questions.filter(({ truth }) => truth).map(({ id, truth }) => (value.ranges[id][1] - value.ranges[id][0]) / Math.abs(truth));
    return {
      hits: item.questions.filter((question) => isHit(value.ranges[question.id], question)).length, count: item.questions.length,
      ...(widths.length ? { width: Math.round((100 * sum(widths)) / widths.length) } : {}),
    };
  },
};

// Things placed: on two axes, on a line, or in a grid of periods.

const LEVELS = [1, 2, 3, 4, 5];
const levelsOf = ({ low, high }) => LEVELS.map((level) =>
  ({ id: String(level), label: `${level}${{ 1: ` · ${low}`, 3: " · midt imellem", 5: ` · ${high}` }[level] ?? ""}` }));
const cornerOf = ([x, y]) => (x === 3 || y === 3 ? null : `${y > 3 ? "top" : "bottom"}_${x > 3 ? "right" : "left"}`);
const placed = (item, value, context) => things(item, value, context).filter((row) => row.named)
  .map((row, i) => ({ ...row, number: i + 1, at: value.places?.[row.id] ?? [] }));
const placeText = ({ x, y }, { at }) => `${x.low} til ${x.high} ${at[0]} af 5, ${y.low} til ${y.high} ${at[1]} af 5`;
const isPlaced = ({ at }) => Boolean(at[0] && at[1]);

// The plot: five by five fields, each holding the numbers of what stands in it.
function plot(item, rows, chip) {
  const fields = LEVELS.toReversed().flatMap((y) => LEVELS.map((x) => h("div", { class: "lr-field", "data-x": x, "data-y": y, "data-corner": cornerOf([x, y]) },
    ...rows.filter(({ at }) => at[0] === x && at[1] === y).map(chip))));
  const corner = (name) => h("span", { class: `lr-corner lr-${name.replace("_", "-")}`, "data-highlight": item.highlight === name }, item.corners[name]?.label ?? "");
  return h("div", { class: "lr-plot" }, h("p", { class: "lr-axis-y" }, `↑ ${item.y.high}`),
    h("div", { class: "lr-fields5" }, ...Object.keys(item.corners).map(corner), ...fields), h("p", { class: "lr-axis-y" }, `↓ ${item.y.low}`),
    h("div", { class: "lr-ends" }, h("span", {}, `← ${item.x.low}`), h("span", {}, `${item.x.high} →`)));
}

const tagClass = (item, value, row) => `lr-chip lr-tag-${item.tags.findIndex(({ id }) => id === value.tags?.[row.id]) + 1}`;

kinds.matrix = {
  view: (item, context) => composed(item, context, (tools) => {
    const rows = placed(item, tools.value, context);
    const place = (row, at) => tools.change({ places: { ...tools.value.places, [row.id]: at } }, { redraw: true });
    const chip = (row) => h("button", {
      type: "button", class: tagClass(item, tools.value, row), draggable: "true", "data-key": `chip-${row.id}`,
      "aria-label": `${row.number}. ${row.label}${isPlaced(row) ? `: ${placeText(item, row)}` : ": ikke placeret"}. Flyt med piletasterne.`,
      ondragstart: (event) => event.dataTransfer.setData("text/plain", row.id),
      onkeydown: (event) => {
        const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
        if (!by) return;
        event.preventDefault();
        place(row, [0, 1].map((axis) => Math.min(5, Math.max(1, (row.at[axis] ?? 3) + by[axis]))));
      },
    }, `${row.number}`);
    const board = plot(item, rows, chip);
    board.querySelectorAll(".lr-field").forEach((field) => {
      field.addEventListener("dragover", (event) => event.preventDefault());
      field.addEventListener("drop", (event) => {
        event.preventDefault();
        const row = rows.find(({ id }) => id === event.dataTransfer.getData("text/plain"));
        if (row) place(row, [Number(field.dataset.x), Number(field.dataset.y)]);
      });
    });
    const choice = (row, what, rest) => h("div", {}, h("span", { class: "lr-guidance", "aria-hidden": "true" }, what), chooser({ label: `${row.label}: ${what}`, ...rest }));
    const axis = (row, index, words) => choice(row, `${words.low} til ${words.high}`, { key: `axis${index}-${row.id}`, options: levelsOf(words),
      value: row.at[index], onpick: (level) => place(row, [0, 1].map((each) => (each === index ? Number(level) || undefined : row.at[each]))) });
    const list = h("ol", { class: "lr-places" }, ...rows.map((row) => h("li", {},
      h("span", { class: "lr-place-label" }, isPlaced(row) ? h("span", { class: tagClass(item, tools.value, row), "aria-hidden": "true" }, `${row.number}`) : chip(row), ` ${row.label}`),
      item.tags.length ? choice(row, "slags", { key: `tag-${row.id}`, options: item.tags, value: tools.value.tags?.[row.id],
        onpick: (tag) => tools.change({ tags: { ...tools.value.tags, [row.id]: tag } }, { redraw: true }) }) : null,
      axis(row, 0, item.x), axis(row, 1, item.y))));
    const seen = rows.filter((row) => isPlaced(row) && cornerOf(row.at) === item.highlight);
    const corner = item.corners[item.highlight];
    const back = corner?.text && seen.length ? h("div", { class: "lr-back", "data-heard": "" }, h("p", {}, h("strong", {}, `${corner.label}: ${listed(seen.map((row) => row.label))}. `), corner.text)) : null;
    return { nodes: [nameList(item, tools), emptyNote(item, context, rows), board, rows.length ? list : null, back] };
  }),
  given(item, value, context) {
    const rows = placed(item, value, context).filter(isPlaced);
    const tag = (row) => labelOf(item.tags, value.tags?.[row.id]);
    const picture = plot(item, rows, (row) => h("span", { class: tagClass(item, value, row) }, `${row.number}`));
    picture.setAttribute("aria-hidden", "true"); // the list says where each of them stands
    return h("div", {}, picture, h("ol", { class: "lr-legend" }, ...rows.map((row) => h("li", { value: row.number }, tag(row) ? `${row.label} (${tag(row)})` : row.label,
      h("span", { class: "lr-visually-hidden" }, `: ${placeText(item, row)}`)))));
  },
  figures(item, value, context) {
    const rows = placed(item, value, context).filter(isPlaced);
    const figures = {};
    for (const corner of ["top_left", "top_right", "bottom_left", "bottom_right"]) {
      const there = rows.filter(({ at }) => cornerOf(at) === corner);
      figures[`count.${corner}`] = there.length;
      figures[`labels.${corner}`] = there.length ? listed(there.map(({ label }) => label)) : undefined;
    }
    for (const { id } of item.tags) figures[`count.${id}`] = rows.filter((row) => value.tags?.[row.id] === id).length;
    return figures;
  },
  chosen: (item, value, context) => placed(item, value, context).filter(isPlaced).map(({ at }) => cornerOf(at)).filter(Boolean),
};

// ---- Marks on a line, or a grid of periods -------------------------------------------------------------------------

const ends = (line) => (line.stops.length ? { min: 0, max: line.stops.length - 1 } : { min: line.min, max: line.max });
const stopText = (line, at) => (line.stops.length ? line.stops[at] : `${told(at)}${line.unit ? ` ${line.unit}` : ""}`);

function lineOf(item, value, rows) {
  const { min, max } = ends(item.line);
  const points = rows.filter((row) => value.marks?.[row.id] !== undefined).sort((a, b) => value.marks[a.id] - value.marks[b.id])
    .map((row) => ({ at: value.marks[row.id], label: `${stopText(item.line, value.marks[row.id])}: ${row.label}${value.tags?.[row.id] ? ` (${labelOf(item.tags, value.tags[row.id])})` : ""}` }));
  return pointsOnLine({ min, max, ends: [stopText(item.line, min), stopText(item.line, max)], points });
}

const markControls = (item, tools) => tools.rows().filter((row) => row.named).map((row) => {
  const id = newId("mark");
  const { min, max } = ends(item.line);
  const view = slider({ labelledby: id, min, max, step: item.line.stops.length ? 1 : item.line.step, value: tools.value.marks?.[row.id] ?? null,
    show: (at) => stopText(item.line, at), onpick: (at) => tools.change({ marks: { ...tools.value.marks, [row.id]: at } }) });
  const tag = item.tags.length ? chooser({ key: `tag-${row.id}`, label: `${row.label}: slags`, options: item.tags, value: tools.value.tags?.[row.id],
    onpick: (next) => tools.change({ tags: { ...tools.value.tags, [row.id]: next } }) }) : null;
  return h("div", { class: "lr-share" }, h("span", { id }, row.label), h("div", {}, view.el, tag));
});

function periodRow(item, row, tools) {
  const cells = tools.value.cells?.[row.id] ?? {};
  const keep = (period, ticked) => {
    const now = tools.value.cells?.[row.id] ?? {};
    const periods = item.periods.map((_, i) => i).filter((i) => (i === period ? ticked : now.periods?.includes(i)));
    tools.change({ cells: { ...tools.value.cells, [row.id]: { ...now, periods } } });
  };
  return h("div", { class: "lr-period-row", role: "group", "aria-label": row.label }, row.own ? nameField(row, tools) : h("p", { class: "lr-claim-label" }, row.label),
    h("div", { class: "lr-periods" }, ...item.periods.map((period, i) => h("label", {},
      h("input", { type: "checkbox", "data-key": `${row.id}-${i}`, checked: cells.periods?.includes(i), onchange: (event) => keep(i, event.target.checked) }), h("span", {}, period)))),
    item.columns.length ? h("div", { class: "lr-claim-cells" }, ...item.columns.map((column) => h("div", {}, h("span", { "aria-hidden": "true" }, column.label), cell(column, row, tools)))) : null);
}

const periodsText = (item, value, row) => listed((value.cells?.[row.id]?.periods ?? []).map((i) => item.periods[i]));

kinds.timeline = {
  view: (item, context) => composed(item, context, (tools) => {
    const rows = tools.rows();
    if (item.periods.length) return { nodes: [emptyNote(item, context, rows), ...rows.map((row) => periodRow(item, row, tools)), addButton(item, tools)] };
    const picture = h("div", { "data-heard": "" });
    return { nodes: [nameList(item, tools), emptyNote(item, context, rows), ...markControls(item, tools), picture],
      paint: () => picture.replaceChildren(...(Object.keys(tools.value.marks ?? {}).length ? [lineOf(item, tools.value, tools.rows())] : [])) };
  }),
  given: (item, value, context) => (item.line ? lineOf(item, value, things(item, value, context))
    : h("dl", { class: "lr-given" }, ...things(item, value, context).flatMap((row) => [h("dt", {}, row.label), h("dd", {}, periodsText(item, value, row) || "intet")]))),
  figures(item, value, context) {
    if (item.periods.length) return { rows: things(item, value, context).filter((row) => value.cells?.[row.id]?.periods?.length).length };
    const marks = Object.entries(value.marks ?? {});
    return Object.fromEntries([...marks.map(([id, at]) => [`at.${id}`, stopText(item.line, at)]),
      ...marks.flatMap(([a, from]) => marks.map(([b, to]) => [`between.${a}.${b}`, to - from]))]);
  },
};

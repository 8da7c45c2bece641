// Rows by typed columns: a count of what was, and claims with what they rest on.

const steps = ({ min, max, low, high }) => Array.from({ length: max - min + 1 }, (_, i) => min + i)
  .map((value) => ({ id: String(value), label: value === min ? `${value} · ${low}` : value === max ? `${value} · ${high}` : `${value}` }));
const NUMBERS = ["hours", "number", "percent"];
const PICKED = ["choice", "remedy"];
const unitOf = (column) => ({ hours: "timer", percent: "pct." }[column.kind] ?? column.unit ?? "");

// The control of one cell.
function cell(column, row, tools) {
  const key = `${row.id}-${column.id}`;
  const label = `${row.label}: ${column.label}`;
  const value = tools.value.cells?.[row.id]?.[column.id];
  const keep = (next) => tools.change({ cells: { ...tools.value.cells, [row.id]: { ...tools.value.cells?.[row.id], [column.id]: next } } });
  if (NUMBERS.includes(column.kind)) {
    return numberField({ key, label, value, min: 0, max: column.kind === "percent" ? 100 : Infinity, unit: unitOf(column), oninput: keep, onblur: tools.flush });
  }
  if (column.kind === "tick") return h("input", { type: "checkbox", "data-key": key, "aria-label": label, checked: value, onchange: (event) => keep(event.target.checked) });
  if (PICKED.includes(column.kind)) return chooser({ key, label, options: column.options, value, onpick: keep });
  if (column.kind === "scale") return chooser({ key, label, options: steps(column), value, onpick: (next) => keep(next && Number(next)) });
  return h("input", { type: column.kind === "date" ? "date" : "text", autocomplete: "off", "data-key": key, "aria-label": label, value: value ?? "",
    oninput: (event) => keep(event.target.value), onblur: tools.flush });
}

const cellsOf = (value, rows, column) => rows.map((row) => [row, value.cells?.[row.id]?.[column.id]])
  .filter(([, given]) => given !== undefined && given !== "" && given !== false);

// The chance of each row before and after what is done about it, in per cent; the chances are this item's own, or those of its rows' source.
function remedied(item, column, value, rows, context) {
  const own = item.columns.some(({ id }) => id === column.of);
  const cells = own ? value.cells : context.source(item.rows_from)?.answer?.value.cells;
  return cellsOf({ cells }, rows, { id: column.of }).map(([row, before]) => {
    const remedy = column.options.find(({ id }) => id === value.cells?.[row.id]?.[column.id]);
    return { row, before, after: remedy ? 100 - 100 * remedy.left * ((100 - before) / 100) ** remedy.asked : before };
  });
}
const allTrue = (chances) => 100 * chances.reduce((chance, next) => (chance * next) / 100, 1);
const sum = (numbers) => numbers.reduce((total, next) => total + next, 0);

// What one column says as a whole, as bars.
function columnBars(item, column, rows, value, context) {
  const cells = cellsOf(value, rows, column);
  const heading = (text) => h("h4", {}, text);
  if (column.kind === "remedy") {
    const chances = remedied(item, column, value, rows, context);
    return chances.length === 0 ? [] : [heading(column.label), barRows(chances.map(({ row, before, after }) =>
      ({ label: told(before) === told(after) ? row.label : `${row.label} (før ${told(before)})`, value: after, text: told(after) })), 100)];
  }
  if (!cells.length || ["text", "date"].includes(column.kind)) return [];
  if (column.kind === "tick") {
    return [barRows([{ label: column.label, value: cells.length, text: `${cells.length} af ${rows.length}` }], rows.length)];
  }
  if (column.kind === "choice") {
    return [heading(column.label), barRows(column.options.map(({ id, label }) => {
      const count = cells.filter(([, given]) => given === id).length;
      return { label, value: count, text: `${count} af ${cells.length}` };
    }), cells.length)];
  }
  const total = sum(cells.map(([, given]) => given));
  const whole = column.kind === "scale" ? column.max : column.kind === "percent" ? 100 : total;
  const end = column.total ? ` · i alt ${told(total)} ${unitOf(column)}` : "";
  return [heading(`${column.label}${end}`), barRows(cells.map(([row, given]) => ({ label: row.label, value: given, text: told(given) })), whole)];
}

const tableBars = (item, value, rows, context) => item.columns.flatMap((column) => columnBars(item, column, rows, value, context));

function tableFigures(item, value, context) {
  const rows = things(item, value, context);
  const figures = { rows: rows.filter((row) => value.cells?.[row.id]).length };
  for (const column of item.columns) {
    const cells = cellsOf(value, rows, column);
    const put = (name, amount) => { figures[`${name}.${column.id}`] = amount; };
    if (column.kind === "tick") put("count", cells.length);
    if (PICKED.includes(column.kind)) {
      for (const { id } of column.options) {
        const count = cells.filter(([, given]) => given === id).length;
        figures[`count.${column.id}.${id}`] = count;
        figures[`share.${column.id}.${id}`] = cells.length ? Math.round((100 * count) / cells.length) : undefined;
      }
    }
    if (column.kind === "remedy") {
      const chances = remedied(item, column, value, rows, context);
      if (chances.length) {
        put("before", allTrue(chances.map(({ before }) => before)));
        put("product", allTrue(chances.map(({ after }) => after)));
        put("lowest", chances.reduce((low, next) => (next.after < low.after ? next : low)).row.label);
      }
    }
    if (![...NUMBERS, "scale"].includes(column.kind) || !cells.length) continue;
    const total = sum(cells.map(([, given]) => given));
    put("total", total);
    put("product", allTrue(cells.map(([, given]) => given)));
    put("lowest", cells.reduce((low, next) => (next[1] < low[1] ? next : low))[0].label);
    for (const [row, given] of cells) {
      figures[`value.${column.id}.${row.id}`] = given;
      figures[`share.${column.id}.${row.id}`] = total ? Math.round((100 * given) / total) : undefined;
      for (const [other, against] of cells) figures[`ratio.${column.id}.${row.id}.${other.id}`] = against ? given / against : undefined;
    }
  }
  return figures;
}

// The rows and their cells as a table, which stands on a phone row by row.
const gridOf = (item, rows, tools) => h("table", { class: "lr-grid" },
  h("thead", {}, h("tr", {}, h("td", {}), ...item.columns.map((column) => h("th", { scope: "col" }, column.label)))),
  h("tbody", {}, ...rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.own ? nameField(row, tools) : row.label),
    ...item.columns.map((column) => h("td", { "data-label": column.label }, cell(column, row, tools)))))));

kinds.audit = {
  view: (item, context) => composed(item, context, (tools) => {
    const rows = tools.rows();
    const summary = h("div", { class: "lr-summary", "data-heard": "" });
    return { nodes: [emptyNote(item, context, rows), rows.length ? gridOf(item, rows, tools) : null, addButton(item, tools), summary],
      paint: () => summary.replaceChildren(...tableBars(item, tools.value, tools.rows(), context)) };
  }),
  given: (item, value, context) => h("div", {}, ...tableBars(item, value, things(item, value, context), context)),
  figures: tableFigures,
};

function weakest(item, value, context) {
  const column = item.columns.find(({ id }) => id === item.strength);
  const cells = column ? cellsOf(value, things(item, value, context), column) : [];
  return cells.length > 1 ? cells.reduce((low, next) => (next[1] < low[1] ? next : low))[0] : null;
}

kinds.claim_evidence = {
  view: (item, context) => composed(item, context, (tools) => {
    const summary = h("div", { class: "lr-summary", "data-heard": "" });
    const rows = tools.rows();
    const cards = rows.map((row) => h("div", { class: "lr-claim", role: "group", "aria-label": row.label },
      row.own ? nameField(row, tools) : h("p", { class: "lr-claim-label" }, row.label),
      h("div", { class: "lr-claim-cells" }, ...item.columns.map((column) => h("div", {}, h("span", { "aria-hidden": "true" }, column.label), cell(column, row, tools))))));
    const paint = () => {
      const weak = weakest(item, tools.value, context);
      summary.replaceChildren(...(weak ? [h("p", { class: "lr-guidance" }, "Det svageste led"), h("blockquote", { class: "lr-weakest" }, h("p", {}, weak.label)),
        item.question ? h("p", {}, item.question) : ""] : []), ...tableBars(item, tools.value, tools.rows(), context));
    };
    return { nodes: [emptyNote(item, context, rows), ...cards, addButton(item, tools), summary], paint };
  }),
  given: kinds.audit.given,
  figures: (item, value, context) => ({ ...tableFigures(item, value, context), weakest: weakest(item, value, context)?.label }),
};

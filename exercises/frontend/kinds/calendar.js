// The hours of a week against the reader's own priorities, typed line by line.

const WEEK = 168; // hours

// The lines of the item that is named, then the rest; a line that is in both stands once.
function auditRows(item, value, context) {
  const all = things(item, value, context);
  const taken = all.slice(item.options.length);
  return taken.length ? [...taken, ...all.slice(0, item.options.length).filter(({ id }) => !taken.some((row) => row.id === id))] : [];
}

// Time and priority of each line in per cent, and how much of the two is the same: Σ min. Null until both are given.
// exercises/models/time_overlap.py counts the same.
function timeGap(item, value, context) {
  const shares = context.source(item.rows_from).answer?.value.shares ?? {};
  const rows = auditRows(item, value, context).map((row) => ({ ...row, hours: value.cells?.[row.id]?.timer ?? 0, points: shares[row.id] ?? 0 }));
  const [hours, points] = [sum(rows.map((row) => row.hours)), sum(rows.map((row) => row.points))];
  if (!hours || !points) return null;
  const lines = rows.map((row) => ({ label: row.label, id: row.id, hours: row.hours, time: (100 * row.hours) / hours, wanted: (100 * row.points) / points }));
  return { hours, lines, overlap: sum(lines.map(({ time, wanted }) => Math.min(time, wanted))) };
}

const apart = ({ time, wanted }) => time - wanted;

kinds.calendar_audit = {
  view: (item, context) => composed(item, context, (tools) => {
    const rows = auditRows(item, tools.value, context);
    const labels = Object.fromEntries(rows.map(({ id, label }) => [id, label]));
    const shares = context.source(item.rows_from).answer?.value.shares ?? {};
    const keep = ({ id }, hours) => tools.change({ cells: { ...tools.value.cells, [id]: { timer: hours } }, labels });
    const field = (row) => numberField({ key: `${row.id}-timer`, label: `${row.label}: timer`, value: tools.value.cells?.[row.id]?.timer, min: 0, max: WEEK, unit: "timer",
      oninput: (hours) => keep(row, hours), onblur: tools.flush });
    const table = h("table", { class: "lr-grid" },
      h("thead", {}, h("tr", {}, h("td", {}), h("th", { scope: "col" }, "Dine point"), h("th", { scope: "col" }, "Timer i ugen"))),
      h("tbody", {}, ...rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.label),
        h("td", { "data-label": "Dine point" }, row.id in shares ? told(shares[row.id]) : "–"), h("td", { "data-label": "Timer i ugen" }, field(row))))));
    const summary = h("div", { class: "lr-summary", "aria-live": "polite" });
    const paint = () => summary.replaceChildren(kinds.calendar_audit.given(item, tools.value, context));
    return { nodes: [emptyNote(item, context, rows), rows.length ? table : null, summary], paint };
  }),
  given(item, value, context) {
    const gap = timeGap(item, value, context);
    if (!gap) return h("p", { class: "lr-guidance" }, "Billedet kommer, når du har fordelt dine point og skrevet timer.");
    return h("div", {}, h("p", {}, `Du brugte ${Math.round(gap.overlap)} pct. af tiden, som du ville have gjort med dine egne ord.`));
  },
  figures(item, value, context) {
    const gap = timeGap(item, value, context);
    if (!gap) return {};
    const byGap = gap.lines.toSorted((one, other) => apart(one) - apart(other));
    const line = (name, found) => (found ? { [name]: found.label, [`${name}_points`]: Math.round(apart(found)) } : {});
    const [under, over] = [byGap[0], byGap.at(-1)];
    return {
      overlap: Math.round(gap.overlap), apart: 100 - Math.round(gap.overlap), hours: gap.hours,
      ...line("largest_gap", -apart(under) > apart(over) ? under : over),
      ...line("over", apart(over) > 0 ? over : null),
      ...(apart(under) < 0 ? { under: under.label, under_points: Math.round(-apart(under)) } : {}),
      ...Object.fromEntries(gap.lines.map(({ id, time }) => [`share.${id}`, Math.round(time)])),
    };
  },
};

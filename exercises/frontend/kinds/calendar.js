// The hours of a week against the reader's own priorities: typed line by line, or sorted from a calendar file.

const WEEK = 168; // hours

// The lines of the item that is named, then the rest; a line that is in both stands once.
function auditRows(item, value, context) {
  const all = things(item, value, context);
  const taken = all.slice(item.options.length);
  return taken.length ? [...taken, ...all.slice(0, item.options.length).filter(({ id }) => !taken.some((row) => row.id === id))] : [];
}

const hoursText = (hours) => hours.toLocaleString("da-DK", { maximumFractionDigits: 2 });
const hoursSaid = (hours) => `${hoursText(hours)} ${hours === 1 ? "time" : "timer"}`;
const pointsOf = (item, context) => context.source(item.rows_from).answer?.value.shares ?? {};

// Time and priority of each line in per cent, and how much of the two is the same: Σ min. Null until both are given.
// By the rule of exercises/models/time_overlap.py, so that the page answers without a kernel; test_calendar_audit.py holds the two equal.
function timeGap(item, value, context) {
  const points = pointsOf(item, context);
  const rows = auditRows(item, value, context).map(({ id, label }) => ({ id, label, hours: value.cells?.[id]?.timer ?? 0, points: points[id] ?? 0 }));
  const [hours, given] = [sum(rows.map((row) => row.hours)), sum(rows.map((row) => row.points))];
  if (!hours || !given) return null;
  const lines = rows.map((row) => ({ ...row, time: (100 * row.hours) / hours, wanted: (100 * row.points) / given }));
  return { hours, lines, overlap: sum(lines.map(({ time, wanted }) => Math.min(time, wanted))) };
}

// In whole percentage points, as the two are shown.
const tooMuch = ({ time, wanted }) => Math.round(time) - Math.round(wanted);
const signed = (value) => (value > 0 ? `+${value}` : told(value));
const overlapSentence = ({ overlap }) => `Du brugte ${Math.round(overlap)} pct. af tiden sådan, som du selv havde prioriteret.`;

kinds.calendar_audit = {
  view(item, context) {
    let audit;
    const keep = (cells, options) => audit.change({
      cells: { ...audit.value.cells, ...cells }, labels: Object.fromEntries(auditRows(item, audit.value, context).map(({ id, label }) => [id, label])),
    }, options);
    const file = calendarFile(context, (cells) => { keep(cells, { redraw: true }); context.flush(); });
    const table = composed(item, context, (tools) => {
      audit = tools;
      const points = pointsOf(item, context);
      const rows = sum(Object.values(points)) ? auditRows(item, tools.value, context) : []; // what matters is said before it is seen what was done
      const said = h("p", { class: "lr-guidance", "data-heard": "" });
      const picture = h("div", { class: "lr-summary" });
      const paint = () => {
        const gap = timeGap(item, tools.value, context);
        said.replaceChildren(...(gap ? [`I alt ${hoursText(gap.hours)} timer. `, h("span", { class: "lr-visually-hidden" }, overlapSentence(gap))]
          : ["Billedet kommer, når du har fordelt dine point og skrevet timer."]));
        const open = picture.querySelector("details")?.open; // 'Vis tal' stays as the reader left it
        picture.replaceChildren(...(gap ? [gapFigure(gap)] : []));
        if (open && gap) picture.querySelector("details").open = true;
      };
      file.show(rows);
      return { nodes: [emptyNote(item, context, rows), rows.length ? hoursTable(rows, points, tools, keep) : null, rows.length ? said : null, picture], paint };
    });
    return { el: h("div", {}, file.el, table.el), set: table.set, refresh: table.refresh };
  },
  brief(item, value, context) {
    const gap = timeGap(item, value, context);
    if (!gap) return kinds.calendar_audit.given(item, value, context);
    return barRows(gap.lines.map(({ label, time, wanted }) => ({ label: `${label} (prioritet ${Math.round(wanted)})`, value: time, text: `${Math.round(time)}` })), 100);
  },
  given(item, value, context) {
    const gap = timeGap(item, value, context);
    if (gap) return gapFigure(gap);
    const spent = auditRows(item, value, context).map(({ id, label }) => [label, value.cells?.[id]?.timer]).filter(([, hours]) => hours !== undefined);
    return h("ul", { class: "lr-given" }, ...spent.map(([label, hours]) => h("li", {}, `${label}: ${hoursText(hours)} timer`)));
  },
  figures(item, value, context) {
    const gap = timeGap(item, value, context);
    if (!gap) return {};
    const [under, ...others] = gap.lines.toSorted((one, other) => tooMuch(one) - tooMuch(other));
    const over = others.at(-1) ?? under;
    const largest = -tooMuch(under) > tooMuch(over) ? under : over;
    return {
      overlap: Math.round(gap.overlap), apart: 100 - Math.round(gap.overlap), hours: gap.hours,
      ...(tooMuch(largest) ? { largest_gap: largest.label, largest_gap_points: tooMuch(largest) } : {}),
      ...(tooMuch(over) > 0 ? { over: over.label, over_points: tooMuch(over) } : {}),
      ...(tooMuch(under) < 0 ? { under: under.label, under_points: -tooMuch(under) } : {}),
      ...Object.fromEntries(gap.lines.map(({ id, time }) => [`share.${id}`, Math.round(time)])),
    };
  },
};

function hoursTable(rows, points, tools, keep) {
  const field = ({ id, label }) => numberField({ key: `${id}-timer`, label: `${label}: timer`, value: tools.value.cells?.[id]?.timer ?? undefined, min: 0, max: WEEK,
    oninput: (hours) => keep({ [id]: { timer: hours } }), onblur: tools.flush });
  const row = (line) => h("tr", {}, h("th", { scope: "row" }, line.label),
    h("td", { "data-label": "Dine point" }, line.id in points ? told(points[line.id]) : "–"), h("td", { "data-label": "Timer i ugen" }, field(line)));
  return h("table", { class: "lr-grid" },
    h("thead", {}, h("tr", {}, h("td", {}), h("th", { scope: "col" }, "Dine point"), h("th", { scope: "col" }, "Timer i ugen"))), h("tbody", {}, ...rows.map(row)));
}

// A map of the reader's room to lead: who presses its walls and who holds them, from above, beside and below.

const PULLS = { presses_hard: -2, presses: -1, both: 0, supports: 1, supports_strongly: 2 }; // how far the wall moves, outward above 0
const ROOM_WIDE = { width: 680, height: 470, half: [150, 82], chip: 13, far: [256, 178], band: 250, reach: 21, names: 17 };
const ROOM_NARROW = { width: 320, height: 370, half: [78, 58], chip: 12, far: [136, 138], band: 104, reach: 15, names: 0 };
const WALLS = ["above", "right", "below", "left"];
const SMOOTH = 0.16; // of a wall's length: how wide a stretch one actor moves

const optionsOf = (item, column) => item.columns.find(({ id }) => id === column).options;
const cellLabel = (item, row, column) => labelOf(optionsOf(item, column), row[column]);

// Those who have been placed, numbered; those beside stand on the right and the left by turns.
function mapped(item, value, context) {
  let beside = 0;
  return things(item, value, context).map((row) => ({ ...row, ...value.cells?.[row.id] })).filter(({ side, pull }) => side && pull)
    .map((row, i) => ({ ...row, number: i + 1, wall: row.side === "beside" ? ["right", "left"][beside++ % 2] : row.side, by: PULLS[row.pull] }));
}

// How far a wall is moved at a place from 0 to 1: the mean of those who stand near it, nothing at its ends. It starts gently there: of two
// steep ones that press at the same corner, each would cross the other.
function moved(rows, at) {
  const near = rows.map(({ place, by }) => [Math.exp(-(((at - place) / SMOOTH) ** 2)), by]);
  return (sum(near.map(([weight, by]) => weight * by)) / Math.max(1, sum(near.map(([weight]) => weight)))) * Math.min(1, 4 * at, 4 * (1 - at));
}

// A point of a wall, `out` units outside where it stands when nobody moves it.
function onWall({ width, height, half: [x, y] }, wall, at, out) {
  const [across, down] = [(2 * at - 1) * x, (2 * at - 1) * y];
  const [dx, dy] = { above: [across, -y - out], right: [x + out, down], below: [-across, y + out], left: [-x - out, -down] }[wall];
  return [width / 2 + dx, height / 2 + dy];
}

// Where those of a wall stand, and where their arrows meet it.
function standing(rows, wall, size) {
  const here = rows.filter((row) => row.wall === wall);
  const placed = here.map((row, i) => ({ ...row, place: (i + 0.5) / here.length }));
  const flat = ["above", "below"].includes(wall);
  const step = (2 * (flat ? size.band : size.half[1] + 20)) / Math.max(1, here.length);
  return placed.map((row, i) => {
    const along = (2 * row.place - 1) * (flat ? size.band : size.half[1] + 20) * ({ below: -1, left: -1 }[wall] ?? 1);
    const out = size.far[flat ? 1 : 0] + (step < 2 * size.chip + 2 ? (i % 2) * (2 * size.chip + 2) : 0);
    const [dx, dy] = { above: [along, -out], right: [out, along], below: [along, out], left: [-out, along] }[wall];
    return { ...row, step, chip: [size.width / 2 + dx, size.height / 2 + dy], end: onWall(size, wall, row.place, size.reach * moved(placed, row.place)) };
  });
}

const tokenOf = ({ by }) => (by < 0 ? "warm" : by > 0 ? "accent" : "ink-quiet");

// An arrow's line and its heads: inward from those who press, outward to those who support, both ways for both.
function arrow({ chip, end, by, known }, size, colour) {
  const long = Math.hypot(end[0] - chip[0], end[1] - chip[1]);
  const [ux, uy] = [(end[0] - chip[0]) / long, (end[1] - chip[1]) / long];
  const [from, to] = [[chip[0] + ux * (size.chip + 3), chip[1] + uy * (size.chip + 3)], [end[0] - ux * 4, end[1] - uy * 4]];
  const token = colour(tokenOf({ by }));
  const thick = Math.abs(by) === 2 ? 4.5 : 2;
  const head = ([x, y], way) => svgNode("path", { style: `fill: ${token}`,
    d: `M${x} ${y} L${x - way * ux * 11 - uy * 6} ${y - way * uy * 11 + ux * 6} L${x - way * ux * 11 + uy * 6} ${y - way * uy * 11 - ux * 6} Z` });
  const line = svgNode("line", { x1: from[0] + ux * 6, y1: from[1] + uy * 6, x2: to[0] - ux * 6, y2: to[1] - uy * 6, "stroke-width": thick,
    style: `stroke: ${token}`, ...(known === "guess" ? { "stroke-dasharray": "5 5" } : {}) });
  return [line, ...(by <= 0 ? [head(to, 1)] : []), ...(by >= 0 ? [head(from, -1)] : [])];
}

// The nodes of the map, `top` down; `colour(name)` gives a token's colour.
function roomNodes(item, rows, size, colour, top = 0) {
  const standings = Object.fromEntries(WALLS.map((wall) => [wall, standing(rows, wall, size)]));
  const steps = Array.from({ length: 25 }, (_, i) => i / 24);
  const path = (wall) => steps.map((at) => onWall(size, wall, at, size.reach * moved(standings[wall], at)).map((each) => each.toFixed(1)).join(" ")).join(" L");
  const text = ([x, y], words, token, { weight = 400, anchor = "middle", at = 13 } = {}) =>
    svgNode("text", { x, y, "font-size": at, "font-weight": weight, "text-anchor": anchor, style: `fill: ${colour(token)}` }, words);
  const empty = (wall) => !rows.some(({ side }) => side === ({ right: "beside", left: "beside" }[wall] ?? wall));
  const zones = [["above", [8, 22]], ["beside", [8, size.height / 2 - size.half[1] - 26]], ["below", [8, size.height - 12]]];
  const person = (row) => {
    const sure = row.known !== "guess";
    const token = colour(tokenOf(row));
    const [x, y] = row.chip;
    const letters = Math.min(size.names, Math.floor((["above", "below"].includes(row.wall) ? row.step : 126) / 7.4));
    const lines = letters < 9 || row.step < 44 ? [] : wrapped(row.label, letters);
    const shown = lines.length > 2 ? [lines[0], `${lines[1].slice(0, letters - 1)}…`] : lines;
    const first = row.wall === "above" ? y - size.chip - 8 - 15 * (shown.length - 1) : y + size.chip + 16;
    return [...arrow(row, size, colour),
      svgNode("circle", { cx: x, cy: y, r: size.chip, "stroke-width": 2, style: `stroke: ${token}; fill: ${sure ? token : colour("card")}`, ...(sure ? {} : { "stroke-dasharray": "4 3" }) }),
      text([x, y + 4.5], `${row.number}`, sure ? "card" : tokenOf(row), { weight: 600 }), ...shown.map((line, i) => text([x, first + 15 * i], line, "ink"))];
  };
  return svgNode("g", { transform: `translate(0 ${top})` },
    svgNode("path", { d: `M${WALLS.map(path).join(" L")} Z`, style: `fill: ${colour("accent")}; fill-opacity: .12` }),
    ...WALLS.map((wall) => svgNode("path", { d: `M${path(wall)}`, fill: "none", "stroke-width": 2.5, style: `stroke: ${colour("ink")}`, ...(empty(wall) ? { "stroke-dasharray": "2 6" } : {}) })),
    ...zones.map(([id, at]) => text(at, labelOf(optionsOf(item, "side"), id), "ink-quiet", { anchor: "start", weight: 600 })),
    text([size.width / 2, size.height / 2 + 5], item.center, "ink", { weight: 600, at: 15 }), ...WALLS.flatMap((wall) => standings[wall].flatMap(person)));
}

const ROOM_KEY = "Pil ind: presser rummet. Pil ud: støtter det. Tyk: stærkt. Stiplet: dit gæt. Prikket væg: ingen nævnt. Billedet viser dine egne svar; det måler ikke noget.";
const rowText = (item, row) => `${row.label}: ${cellLabel(item, row, "side")}, ${cellLabel(item, row, "pull")}${row.known ? ` (${cellLabel(item, row, "known")})` : ""}`;

function roomSvg(item, rows, size) {
  return svgNode("svg", { viewBox: `0 0 ${size.width} ${size.height}`, role: "img", "aria-label": `Kort over ledelsesrummet. ${rows.map((row) => rowText(item, row)).join(". ")}.` },
    roomNodes(item, rows, size, (name) => `var(--lr-${name})`));
}

function roomFigure(item, rows, { small = false } = {}) {
  const picture = small ? [h("div", { class: "lr-room-small" }, roomSvg(item, rows, ROOM_NARROW))]
    : [h("div", { class: "lr-figure-wide" }, roomSvg(item, rows, ROOM_WIDE)), h("div", { class: "lr-figure-narrow" }, roomSvg(item, rows, ROOM_NARROW))];
  return h("figure", { class: "lr-figure lr-room", "aria-label": "Kort over ledelsesrummet" }, ...picture, h("ol", { class: "lr-legend" }, ...rows.map((row) => h("li", { value: row.number }, rowText(item, row)))),
    h("figcaption", {}, ROOM_KEY), saveButton(() => roomPoster(item, rows), "ledelsesrum", "Udskriv siden i stedet."));
}

// The map on white paper with its names and its date, whatever the page looks like.
function roomPoster(item, rows) {
  const colour = (name) => LIGHT[name];
  const below = 90 + ROOM_WIDE.height;
  const lines = rows.flatMap((row) => wrapped(`${row.number}. ${rowText(item, row)}`, 84).map((words) => [words, 14, "ink"]));
  const foot = wrapped(`${ROOM_KEY} Lavet ${today()} i Ledelsesrum.`, 96).map((words) => [words, 13, "ink-quiet"]);
  const [width, height] = [ROOM_WIDE.width, below + 22 * (lines.length + foot.length) + 40];
  return svgNode("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": PICTURE_FONT },
    svgNode("rect", { width, height, fill: "#FFFFFF" }), svgNode("text", { x: 24, y: 50, "font-size": 24, "font-weight": 600, fill: colour("ink") }, "Kort over mit ledelsesrum"),
    roomNodes(item, rows, ROOM_WIDE, colour, 70),
    ...[...lines, ...foot].map(([words, size, token], i) => svgNode("text", { x: 24, y: below + 22 * i + (i >= lines.length ? 12 : 0), "font-size": size, fill: colour(token) }, words)));
}

// What is different between two maps, by the actors' names.
function mapChanges(item, before, now) {
  const name = ({ label }) => label.trim().toLowerCase();
  const pairs = now.map((row) => [before.find((other) => name(other) === name(row)), row]);
  const gone = before.filter((row) => !now.some((other) => name(other) === name(row)));
  const told = (rows) => listed(rows.map(({ label }) => label));
  const added = pairs.filter(([earlier]) => !earlier).map(([, row]) => row);
  const turned = pairs.filter(([earlier, row]) => earlier && (earlier.pull !== row.pull || earlier.side !== row.side));
  const same = pairs.filter(([earlier]) => earlier).length - turned.length;
  const place = (earlier, row, column) => (earlier[column] === row[column] ? [] : [`${cellLabel(item, earlier, column)} → ${cellLabel(item, row, column)}`]);
  return [
    ...(added.length ? [`Kommet til: ${told(added)}.`] : []), ...(gone.length ? [`Ikke på kortet mere: ${told(gone)}.`] : []),
    ...turned.map(([earlier, row]) => `Flyttet: ${row.label} (${[...place(earlier, row, "side"), ...place(earlier, row, "pull")].join(", ")}).`),
    ...(same ? [`Står, hvor de stod: ${same}.`] : []),
    `Gæt: ${before.filter(({ known }) => known === "guess").length} dengang, ${now.filter(({ known }) => known === "guess").length} nu.`,
  ];
}

kinds.room_map = {
  view(item, context) {
    // On a later occasion the names are there, but not where they stood.
    const earlier = () => context.earlier?.()?.value;
    const start = () => (context.answer() ?? (earlier() && { value: { rows: earlier().rows, labels: earlier().labels } }));
    return composed(item, { ...context, answer: start }, (tools) => {
      const picture = h("div", { class: "lr-summary" });
      const paint = () => {
        const rows = mapped(item, tools.value, context);
        picture.replaceChildren(rows.length ? roomFigure(item, rows) : h("p", { class: "lr-guidance" }, "Kortet tegnes her, når du har sat den første på plads."));
        tools.say(rows.length ? `På kortet: ${rows.length}. Presser: ${rows.filter(({ by }) => by < 0).length}. Støtter: ${rows.filter(({ by }) => by > 0).length}.` : "");
      };
      const rows = tools.rows();
      const note = earlier() && !context.answer() ? h("p", { class: "lr-guidance" }, "Navnene er fra dit tidligere kort. Sæt dem, hvor de står nu, slet dem, der er ude af billedet, og tilføj nye.") : null;
      return { nodes: [emptyNote(item, context, rows), note, rows.length ? gridOf(item, rows, tools) : null, addButton(item, tools), picture], paint };
    });
  },
  // Where there is little room: the drawing says where they stand, so the list only says who they are.
  brief(item, value, context) {
    const rows = mapped(item, value, context);
    if (!rows.length) return "";
    return h("div", { class: "lr-room" }, h("div", { class: "lr-room-small" }, roomSvg(item, rows, ROOM_NARROW)),
      h("ol", { class: "lr-legend" }, ...rows.map(({ number, label }) => h("li", { value: number }, label))));
  },
  given: (item, value, context) => roomFigure(item, mapped(item, value, context), { small: true }),
  changed: (item, before, now, context) => mapChanges(item, mapped(item, before, context), mapped(item, now, context)),
  figures(item, value, context) {
    const rows = mapped(item, value, context);
    const groups = { pressing: rows.filter(({ by }) => by < 0), supporting: rows.filter(({ by }) => by > 0), guessed: rows.filter(({ known }) => known === "guess") };
    const empty = optionsOf(item, "side").filter(({ id }) => !rows.some(({ side }) => side === id)).map(({ label }) => label);
    return {
      ...tableFigures(item, value, context), ...(rows.length ? { placed: rows.length, ...(empty.length ? { empty: listed(empty) } : {}) } : {}),
      ...Object.fromEntries(Object.entries(rows.length ? groups : {}).flatMap(([name, of]) =>
        [[`count.${name}`, of.length], ...(of.length ? [[`labels.${name}`, listed(of.map(({ label }) => label))]] : [])])),
    };
  },
};

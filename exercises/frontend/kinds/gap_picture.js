// The picture of the gap between priority and time: on the page in its colours, and as a PNG file that stands by itself.

const GAP_WIDE = 680, GAP_NARROW = 320; // units of about one CSS pixel

// Each line's label and its two bars, from `top` down: the nodes, and where they end. `colour(name)` gives a token's colour.
function gapBars(lines, { width, top = 0, left = 0, colour }) {
  const room = width - (width < 500 ? 118 : 190); // the rest is for the words at the bars' ends
  const scale = room / Math.max(...lines.flatMap(({ time, wanted }) => [time, wanted]), 1);
  const nodes = [];
  let y = top;
  const text = (x, at, words, token, weight = 400, size = 14) => nodes.push(
    svgNode("text", { x: left + x, y: at, "font-size": size, "font-weight": weight, style: `fill: ${colour(token)}` }, words));
  for (const line of lines) {
    for (const part of wrapped(line.label, Math.floor(width / 8.2))) text(0, (y += 19), part, "ink", 600, 15);
    const bars = [["wanted", "prioritet", "control-line", "ink-quiet"], ["time", "tid", "accent", "accent"]];
    for (const [name, word, fill, token] of bars) {
      const long = line[name] * scale;
      nodes.push(svgNode("rect", { x: left, y: y + 7, width: Math.max(long, 1.5), height: 14, style: `fill: ${colour(fill)}` }));
      text(long + 6, y + 19, `${Math.round(line[name])} pct. ${word}`, token, name === "time" ? 600 : 400);
      y += 18;
    }
    const gap = tooMuch(line);
    text(0, (y += 20), gap ? `${signed(gap)} procentpoint` : "som du ville", gap ? "warm" : "ink-quiet", 600, 13);
    y += 16;
  }
  return { nodes, end: y };
}

function gapSvg(gap, width) {
  const { nodes, end } = gapBars(gap.lines, { width, colour: (name) => `var(--lr-${name})` });
  const said = gap.lines.map(({ label, time, wanted }) => `${label}: prioritet ${Math.round(wanted)} pct., tid ${Math.round(time)} pct.`).join(" ");
  return svgNode("svg", { viewBox: `0 0 ${width} ${end}`, role: "img", "aria-label": `To bjælker for hver linje. ${said}` }, ...nodes);
}

function gapFigure(gap) {
  const rows = gap.lines.map((line) => h("tr", {}, h("th", { scope: "row" }, line.label),
    ...[hoursText(line.hours), Math.round(line.wanted), Math.round(line.time), signed(tooMuch(line))].map((cell) => h("td", {}, `${cell}`))));
  const head = ["Timer", "Prioritet, pct.", "Tid, pct.", "Forskel, procentpoint"].map((name) => h("th", { scope: "col" }, name));
  return h("figure", { class: "lr-figure lr-gap", "aria-label": "Prioriteter og tid" },
    h("p", { class: "lr-overlap" }, h("strong", {}, `${Math.round(gap.overlap)} pct.`), h("span", {}, overlapSentence(gap))),
    h("div", { class: "lr-figure-wide" }, gapSvg(gap, GAP_WIDE)), h("div", { class: "lr-figure-narrow" }, gapSvg(gap, GAP_NARROW)),
    h("figcaption", {}, "Overlappet er summen af det mindste af de to procenttal i hver linje. Det siger ikke, om ugen var god."),
    h("details", {}, h("summary", {}, "Vis tal"), h("div", { class: "lr-table", tabindex: "0", role: "group", "aria-label": "Tabel" },
      h("table", {}, h("thead", {}, h("tr", {}, h("td", {}), ...head)), h("tbody", {}, ...rows)))),
    saveButton(() => gapPoster(gap), "tid-og-prioriteter", "Brug »Vis tal«, eller udskriv siden."));
}

// The picture on white paper with its title, its overlap and its date, whatever the page looks like.
function gapPoster(gap) {
  const [width, edge] = [GAP_WIDE + 80, 40];
  const colour = (name) => LIGHT[name];
  const text = (y, words, size, token = "ink", weight = 400) => svgNode("text", { x: edge, y, "font-size": size, "font-weight": weight, fill: colour(token) }, words);
  const { nodes, end } = gapBars(gap.lines, { width: GAP_WIDE, top: 172, left: edge, colour });
  const foot = wrapped(`Overlappet er summen af det mindste af de to procenttal i hver linje. ${hoursText(gap.hours)} timer i alt. Lavet ${today()} i Ledelsesrum.`, 100);
  const height = end + 30 + 18 * foot.length;
  return svgNode("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": PICTURE_FONT },
    svgNode("rect", { width, height, fill: "#FFFFFF" }),
    text(58, "Prioriteter og tid", 24, "ink", 600), text(124, `${Math.round(gap.overlap)} pct.`, 52, "accent", 600), text(154, overlapSentence(gap), 16),
    ...nodes, ...foot.map((line, i) => text(end + 24 + 18 * i, line, 13, "ink-quiet")));
}

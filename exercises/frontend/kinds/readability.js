// Texts of the reader's own with their LIX, counted in the page: what is pasted here is saved as an answer and goes nowhere else.

kinds.readability = {
  view: (item, context) => composed(item, context, (tools) => {
    const compared = h("div", { class: "lr-summary" });
    const fields = item.texts.map((option) => legibleText(item, option, tools, context));
    const paint = () => compared.replaceChildren(...textsCompared(item, tools.value));
    return { nodes: [h("div", { class: `lr-texts lr-texts-${item.texts.length}` }, ...fields), compared], paint };
  }),
  given: (item, value) => h("div", {}, ...item.texts.filter(({ id }) => value.texts?.[id]?.trim())
    .flatMap(({ id, label }) => [h("p", { class: "lr-guidance" }, `${label}: ${counts(readability(value.texts[id]))}`), quoted(value.texts[id])])),
  figures(item, value) {
    const all = measured(item, value).filter(([, counted]) => counted.words.length);
    const of = ([{ id }, counted]) => ({
      [`lix.${id}`]: counted.lix, [`level.${id}`]: lixLevel(counted.lix), [`words.${id}`]: counted.words.length, [`sentences.${id}`]: counted.sentences,
      [`long.${id}`]: counted.longWords.length, [`longest.${id}`]: counted.longest,
    });
    const against = ([{ id }, counted]) => {
      const others = new Set(all.filter(([other]) => other.id !== id).flatMap(([, { words }]) => words.map(lower)));
      const only = [...new Set(counted.words.map(lower))].filter((word) => !others.has(word));
      const numbers = only.filter((word) => /\p{N}/u.test(word));
      return { [`only.${id}`]: few(only.filter((word) => isLongWord(word) && !numbers.includes(word))), [`numbers.${id}`]: few(numbers) };
    };
    const differences = all.flatMap(([a, one]) => all.filter(([b]) => b !== a).map(([b, other]) => [`difference.${a.id}.${b.id}`, one.lix - other.lix]));
    return Object.assign(Object.fromEntries(differences), ...all.map(of), ...(all.length === item.texts.length && all.length > 1 ? all.map(against) : []));
  },
};

const lower = (word) => word.toLocaleLowerCase("da");
const measured = (item, value) => item.texts.map((option) => [option, readability(value.texts?.[option.id] ?? "")]);
const few = (words) => (words.length ? listed(words.length > 8 ? [...words.slice(0, 8), `${words.length - 8} andre`] : words) : undefined);
const lixText = ({ lix }) => `lix ${number(lix, 1)}, ${lixLevel(lix)}`;
const many = (amount, one, more) => `${told(amount)} ${amount === 1 ? one : more}`;
const counts = (counted) => (counted.words.length ? [lixText(counted), many(counted.words.length, "ord", "ord"),
  many(counted.sentences, "sætning", "sætninger"), many(counted.longWords.length, "langt ord", "lange ord")].join(" · ") : "0 ord");

const MARK_AFTER_MS = 200; // a long letter has thousands of marks; they follow when the hands rest

function legibleText(item, option, tools, context) {
  const label = h("label", { id: newId("text") }, option.label);
  const guidance = h("span", { class: "lr-guidance", id: newId("counts") });
  const marked = h("div", { class: "lr-marked", dir: "auto", lang: "da", tabindex: "0", role: "group", "aria-label": `${option.label}, med markeringer` });
  const legend = h("p", { class: "lr-guidance" });
  const fold = h("details", { class: "lr-fold", open: true, ontoggle: () => mark() }, h("summary", {}, "Se lange ord og lange sætninger i teksten"), legend, marked);
  const area = h("textarea", {
    rows: item.rows, dir: "auto", lang: "da", spellcheck: "true", "aria-labelledby": `${context.labelledby} ${label.id}`, "aria-describedby": guidance.id,
    value: tools.value.texts?.[option.id] ?? "", onblur: tools.flush,
    oninput: () => { tools.change({ texts: { ...tools.value.texts, [option.id]: area.value } }); count(); },
  });
  let counted, timer;
  const mark = () => {
    if (!fold.open) return;
    const long = counted.parts.filter(({ words }) => words > item.limit).length;
    legend.textContent = `Understreget: ${many(counted.longWords.length, "langt ord", "lange ord")}. Farvet: `
      + `${many(long, "sætning", "sætninger")} på over ${item.limit} ord. Den længste er på ${told(counted.longest)} ord.`;
    marked.replaceChildren(...counted.parts.map((part) => h("span", { class: part.words > item.limit ? "lr-long-sentence" : null }, ...markedWords(part.text))));
  };
  const count = () => {
    counted = readability(area.value);
    const [low, high] = item.words ?? [];
    guidance.textContent = counts(counted) + (low ? ` · ${low}–${high} ord er passende` : "");
    fold.hidden = !counted.words.length;
    clearTimeout(timer);
    timer = setTimeout(mark, MARK_AFTER_MS);
  };
  count();
  return h("div", { class: "lr-text" }, label, area, h("div", { class: "lr-under" }, guidance, h("span", {}, "bliver på din maskine")), fold);
}

// A sentence as text and marks, never as HTML.
function markedWords(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(WORD)) {
    if (!isLongWord(found[0])) continue;
    nodes.push(text.slice(from, found.index), h("mark", { class: "lr-long-word" }, found[0]));
    from = found.index + found[0].length;
  }
  return [...nodes, text.slice(from)];
}

// The texts side by side: the same counts in each, and LIX as a bar.
function textsCompared(item, value) {
  const all = measured(item, value).filter(([, counted]) => counted.words.length);
  if (all.length < 2) return [];
  const rows = [
    ["Lix", (counted) => number(counted.lix, 1)], ["Ord", ({ words }) => told(words.length)], ["Sætninger", ({ sentences }) => told(sentences)],
    ["Ord pr. sætning", ({ perSentence }) => number(perSentence, 1)], ["Lange ord, pct.", ({ longShare }) => number(longShare, 1)],
    ["Længste sætning, ord", ({ longest }) => told(longest)],
  ];
  const head = h("tr", {}, h("td", {}), ...all.map(([{ label }]) => h("th", { scope: "col" }, label)));
  const cells = ([name, tell]) => h("tr", {}, h("th", { scope: "row" }, name), ...all.map(([, counted]) => h("td", {}, tell(counted))));
  return [
    h("h4", {}, "Side om side"),
    barRows(all.map(([{ label }, counted]) => ({ label, value: counted.lix, text: number(counted.lix, 1) })), 80),
    h("div", { class: "lr-table", tabindex: "0", role: "group", "aria-label": "Tabel" },
      h("table", { class: "lr-counts" }, h("thead", {}, head), h("tbody", {}, ...rows.map(cells)))),
  ];
}

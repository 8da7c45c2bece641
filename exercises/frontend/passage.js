// One field of the plan: the answers that may be taken along, and what the reader writes of them. Its answer is described in kinds.py.

const sameDrawn = (one, other) => ["exercise", "item", "occasion"].every((part) => one[part] === other[part]);
const isNewer = (drawn, taken) => Boolean(drawn.typed_at) && Date.parse(drawn.typed_at) > Date.parse(taken.typed_at);

// A block that comes along whole, as it will stand in the document.
function blockView({ svg, caption, headers, rows, items, text }) {
  if (svg) {
    const picture = h("div", { class: "lr-plan-picture" });
    picture.innerHTML = svg; // drawn by our own pictures.py and escaped there
    return h("figure", { class: "lr-figure" }, picture, h("figcaption", {}, caption));
  }
  if (rows) {
    return h("div", { class: "lr-table", tabindex: "0", role: "group", "aria-label": caption }, h("table", { class: "lr-plan-table" },
      h("thead", {}, h("tr", {}, ...headers.map((header) => h("th", { scope: "col" }, header)))),
      h("tbody", {}, ...rows.map(([name, ...cells]) => h("tr", {}, h("th", { scope: "row" }, name), ...cells.map((cell) => h("td", {}, cell)))))));
  }
  return items ? h("ul", {}, ...items.map((item) => h("li", {}, item))) : quoted(text);
}

// The words of an answer put into a text, replaced there, or taken out again; gives null where they no longer stand as they were.
const textWith = (text, words) => [text.trim(), words].filter(Boolean).join("\n\n");
function textWithout(text, words) {
  const at = text.indexOf(words);
  return at < 0 ? null : [text.slice(0, at).trim(), text.slice(at + words.length).trim()].filter(Boolean).join("\n\n");
}

function passageView(item, context) {
  const name = h("h3", { id: newId("passage"), tabindex: "-1" }, item.heading);
  const status = h("p", { class: "lr-guidance", role: "status" });
  const answers = h("div", { class: "lr-drawn-list" });
  const left = h("div", { class: "lr-drawn-left" });
  const writing = item.fields.length ? linesView(item, context, name) : textView(item, context, name);
  const value = () => context.value();
  const taken = () => value().taken ?? [];
  const takenAs = (drawn) => taken().find((one) => sameDrawn(one, drawn));
  const noteOf = ({ exercise, item: of, occasion, typed_at, words }) => ({ exercise, item: of, occasion, typed_at, words });
  const inText = (drawn) => drawn.text && !item.fields.length;
  const edit = (drawn, next, text, said) => { // `text` is null where the words were rewritten: then they are the reader's own
    context.change({ taken: next, ...(inText(drawn) && text !== null ? { text } : {}) });
    writing.paint();
    paint();
    status.textContent = said;
  };

  const take = (drawn) => edit(drawn, [...taken(), noteOf(drawn)], textWith(value().text ?? "", drawn.words), inText(drawn) ? "Dine ord står nu i feltet nedenfor." : "Det kommer med.");
  const drop = (drawn) => {
    const text = textWithout(value().text ?? "", takenAs(drawn).words);
    edit(drawn, taken().filter((one) => !sameDrawn(one, drawn)), text, inText(drawn) && text === null ? "Du har rettet i ordene, så de bliver stående i feltet. Slet dem selv, hvis de skal ud." : "Det er taget ud.");
  };
  const fetchAnew = (drawn) => {
    const text = textWithout(value().text ?? "", takenAs(drawn).words);
    const next = text === null ? textWith(value().text ?? "", drawn.words) : value().text.replace(takenAs(drawn).words, () => drawn.words);
    edit(drawn, taken().map((one) => (sameDrawn(one, drawn) ? noteOf(drawn) : one)), next, text === null ? "Det nye svar står nederst i feltet. Dine egne rettelser er ikke rørt." : "Det nye svar er hentet.");
  };

  const answerCard = (drawn) => {
    const one = takenAs(drawn);
    const key = JSON.stringify([drawn.exercise, drawn.item, drawn.occasion]);
    const tick = h("input", { type: "checkbox", "data-key": key, checked: Boolean(one), onchange: () => (tick.checked ? take(drawn) : drop(drawn)) });
    const changed = one && isNewer(drawn, one) ? h("p", { class: "lr-plan-changed" }, `Du har siden ændret svaret. Planen har det fra ${day(one.typed_at)}. `,
      h("button", { type: "button", class: "lr-link", "data-key": key, onclick: () => fetchAnew(drawn) }, "Hent det nye")) : null;
    return h("div", { class: drawn.text ? "lr-drawn" : "lr-drawn lr-drawn-wide" },
      h("div", { class: "lr-options" }, h("label", {}, tick, h("span", {}, `Tag med: ${drawn.label}`))),
      ...(drawn.text ? [quoted(drawn.words)] : drawn.blocks.map(blockView)),
      h("p", { class: "lr-when" }, `Skrevet ${day(drawn.typed_at)} i `, h("a", { href: drawn.page }, drawn.where)), changed);
  };
  const linkTo = ({ label, page, where }) => h("li", {}, h("a", { href: page }, label), ` (${where})`);
  const listOf = (said, some) => (some.length ? h("details", { class: "lr-guidance" }, h("summary", {}, `${said} (${some.length})`), h("ul", {}, ...some.map(linkTo))) : "");
  // What is shown already is left alone: a tick that is redrawn between press and release is never set.
  let shown = "";
  const paint = () => {
    const now = JSON.stringify([context.drawn(), taken()]);
    if (now === shown) return;
    shown = now;
    const { dataset: { key } = {} } = answers.contains(document.activeElement) ? document.activeElement : {};
    const known = context.drawn();
    answers.replaceChildren(...known.filter(({ typed_at: given }) => given).map(answerCard));
    if (key) answers.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
    left.replaceChildren(listOf("Skjult, til du har svaret igen ved kursets slutning", known.filter(({ sealed }) => sealed)),
      listOf("Ikke besvaret endnu", known.filter(({ typed_at: given, sealed }) => !given && !sealed)));
  };

  const el = h("section", { class: "lr-item lr-passage", "aria-labelledby": name.id, "data-item": item.id }, name, ...paragraphs(item.prompt, { class: "lr-why" }),
    answers, left, status, writing.el);
  const set = () => { writing.paint(); paint(); };
  set();
  let waits = false; // something newer from another window, while this field is being written in
  el.addEventListener("focusout", ({ relatedTarget }) => { if (waits && !el.contains(relatedTarget)) { waits = false; set(); } });
  const follow = () => { waits = document.hasFocus() && el.contains(document.activeElement); if (!waits) set(); };
  return { el, paint, follow, focus: () => name.focus() };
}

// The text of a field, with its words counted against what is enough.
function textView(item, context, name) {
  const counted = h("span", { class: "lr-guidance", id: newId("counted") });
  const area = h("textarea", { rows: Math.max(4, Math.round((item.words ?? 60) / 15)), "aria-labelledby": name.id, "aria-describedby": counted.id, spellcheck: "true", lang: "da" });
  const count = () => {
    const words = countWords(area.value);
    counted.textContent = `${words} ord${item.words ? ` · højst ${item.words}` : ""}${item.words && words > item.words ? `, altså ${words - item.words} for mange` : ""}`;
  };
  area.addEventListener("input", () => { context.change({ text: area.value }); count(); });
  area.addEventListener("blur", context.flush);
  const paint = () => { if (area.value !== (context.value().text ?? "")) area.value = context.value().text ?? ""; count(); };
  return { el: h("div", {}, area, h("div", { class: "lr-under" }, counted, h("span", {}, "bliver på din maskine"))), paint };
}

// The lines of a field, each with the same few inputs.
function linesView(item, context, name) {
  const line = (n) => item.fields.map(({ id, label }) => {
    const input = h("textarea", { rows: 2, "aria-label": `${label} (${n + 1})`, spellcheck: "true", lang: "da", onblur: context.flush, oninput: () => {
      const lines = Array.from({ length: item.lines }, (_, at) => ({ ...context.value().lines?.[at] }));
      lines[n][id] = input.value;
      context.change({ lines });
    } });
    return { id, n, label, input };
  });
  const all = Array.from({ length: item.lines }, (_, n) => line(n));
  const paint = () => all.flat().forEach(({ id, n, input }) => {
    const given = context.value().lines?.[n]?.[id] ?? "";
    if (input.value !== given) input.value = given;
  });
  return { el: h("div", { class: "lr-plan-lines", role: "group", "aria-labelledby": name.id }, ...all.map((inputs) =>
    h("div", { class: "lr-claim-cells" }, ...inputs.map(({ label, input }) => h("div", {}, h("span", { "aria-hidden": "true" }, label), input))))), paint };
}

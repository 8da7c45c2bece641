// What is ranked, placed or counted: given options, the reader's own rows, and rows of another exercise.
// Each is {id, label, named, own}; a row
// of one's own is called by its number until it has a name.

function things(item, value, context) {
  const source = item.rows_from && context.source(item.rows_from);
  const taken = source ? things(source.item, source.answer?.value ?? {}, context).filter((row) => row.named).map((row) => ({ ...row, own: false })) : [];
  return [...item.options.map((option) => ({ ...option, named: true })), ...taken, ...ownRows(item, value)];
}

function ownRows(item, value) {
  const count = item.own ? value.rows ?? item.own.start : 0;
  return Array.from({ length: count }, (_, i) => {
    const id = `own_${i + 1}`;
    const called = `${item.own.label} ${i + 1}`;
    const name = value.labels?.[id]?.trim();
    return { id, called, label: name || called, named: Boolean(name), own: true };
  });
}

// The frame of a kind whose answer is made of parts. `draw(tools)` gives {nodes, paint}: the controls as they stand, and
// what is repainted after each change. `tools.change(part)` keeps a part of the answer; with `redraw` the controls follow, and the focus goes to
// the control whose `data-key` is `focus`, else stays. `tools.say(text)` is for those who do not see what moved; parts marked `data-heard` are
// said when they have changed.
function composed(item, context, draw) {
  const parts = h("div", {});
  const status = h("p", { class: "lr-visually-hidden", role: "status" });
  const changed = herald();
  const el = h("div", { role: "group", "aria-labelledby": context.labelledby }, parts, status, changed.el);
  const heard = () => [...parts.querySelectorAll("[data-heard]")].map(wordsOf).join(" ");
  const tools = {
    value: {},
    say: (text) => { if (status.textContent !== text) status.textContent = text; },
    rows: () => things(item, tools.value, context),
    flush: () => context.flush(),
    change(part, { redraw = false, focus } = {}) {
      tools.value = { ...tools.value, ...part };
      context.change(tools.value);
      if (redraw) lay(tools.value, focus);
      else tools.paint();
      changed.say(heard());
    },
  };
  const lay = (value, focus) => {
    tools.value = value ?? {};
    const { dataset, selectionStart: caret } = parts.contains(document.activeElement) ? document.activeElement : {};
    const key = focus ?? dataset?.key;
    const { nodes, paint = () => {} } = draw(tools);
    tools.paint = paint;
    parts.replaceChildren(...nodes.filter(Boolean));
    paint();
    const active = key && parts.querySelector(`[data-key="${CSS.escape(key)}"]`);
    active?.focus();
    if (active?.type === "text") active.setSelectionRange(caret, caret);
  };
  const show = (value) => { lay(value); changed.know(heard()); };
  show(context.answer()?.value);
  // What is shown already is left alone: a button that is redrawn between press and release is never clicked.
  return { el, set: (value) => sameValue(value ?? {}, tools.value) || show(value), refresh: () => show(tools.value) };
}

// Equal as JSON, whatever the order of the keys.
const sameValue = (one, other) => sorted(one) === sorted(other);
const sorted = (value) => JSON.stringify(value, (_, part) =>
  (part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part));

// The name of a row of one's own; the controls follow as it is written.
function nameField(row, tools) {
  const input = h("input", { type: "text", autocomplete: "off", "data-key": `name-${row.id}`, value: tools.value.labels?.[row.id] ?? "" });
  const keep = (redraw) => tools.change({ labels: { ...tools.value.labels, [row.id]: input.value } }, { redraw });
  input.addEventListener("input", (event) => keep(!event.isComposing)); // a redrawn field would break off an é
  input.addEventListener("compositionend", () => keep(true));
  input.addEventListener("blur", tools.flush);
  return h("label", { class: "lr-name" }, h("span", {}, row.called), input);
}

function addButton(item, tools) {
  const count = ownRows(item, tools.value).length;
  if (!item.own || count >= item.own.max) return null;
  return h("button", { type: "button", class: "lr-link", "data-key": "add", onclick: () => tools.change({ rows: count + 1 }, { redraw: true, focus: `name-own_${count + 1}` }) }, "Tilføj en mere");
}

// Names for the rows of one's own, above the controls that use them.
function nameList(item, tools) {
  if (!item.own) return null;
  return h("div", { class: "lr-names" }, ...ownRows(item, tools.value).map((row) => nameField(row, tools)), addButton(item, tools));
}

// Where the rows should have come from, when nothing has been written there yet.
function emptyNote(item, context, rows) {
  if (rows.length || !item.rows_from) return null;
  const { title, section } = context.source(item.rows_from);
  return h("p", { class: "lr-guidance" }, `Her står dine egne ord fra øvelsen »${title}« (afsnit ${section}), når du har skrevet dem.`);
}

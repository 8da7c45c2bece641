// Small helpers shared by every view. The files of this folder are joined into one module per widget (__init__.py).

function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// Every widget is a module of its own, so a counter alone would name two things on a page the same.
const MODULE = crypto.randomUUID().slice(0, 8);
let lastId = 0;
const newId = (prefix) => `lr-${prefix}-${MODULE}-${++lastId}`;

// Course text is plain: a blank line makes a new paragraph. Never parsed as HTML.
const paragraphs = (text, attributes = {}) => text.trim().split(/\n\s*\n/).map((part) => h("p", attributes, part));

const clock = (iso) => new Date(iso).toLocaleTimeString("da-DK", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
const isToday = (iso) => new Date(iso).toDateString() === new Date().toDateString();
function day(iso) {
  const date = new Date(iso);
  if (isToday(iso)) return `i dag kl. ${clock(iso)}`;
  return date.toLocaleDateString("da-DK", { day: "numeric", month: "long", year: "numeric" });
}
const number = (value, decimals, grouped) =>
  value.toLocaleString("da-DK", { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: grouped }).replace("-", "−");
const countWords = (text) => (text.trim().match(/\S+/g) ?? []).length;

// What is said to those who do not see the page change: the newest of it, once, when the reader has been still for a moment. What is said
// is gone from the page again when it has been heard, for it stands there already.
const STILL_MS = 1200, HEARD_MS = 8000;
function herald() {
  const el = h("span", { class: "lr-visually-hidden lr-herald", role: "status" });
  let known = "", timer = null;
  const say = (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (text !== known) el.textContent = text;
      known = text;
      timer = setTimeout(() => { el.textContent = ""; }, HEARD_MS);
    }, STILL_MS);
  };
  return { el, say, know: (text) => { known = text; } }; // what stands there from the beginning is not news
}

// The words of a part of the page, as they would be read aloud.
function wordsOf(part) {
  const words = [], walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const folded = walker.currentNode.parentElement.closest("[aria-hidden=true], [hidden], details:not([open]) > :not(summary)");
    if (!folded && walker.currentNode.data.trim()) words.push(walker.currentNode.data.trim());
  }
  return words.join(" ");
}

// A native range with both ends named. While unanswered it has no thumb and says so.
function slider({ labelledby, label, min, max, step = 1, value = null, low, high, show, onpick }) {
  const output = h("span", { class: "lr-value" }); // no <output>: the slider says its value itself, and would be heard twice
  const input = h("input", { type: "range", min, max, step, "aria-labelledby": labelledby, "aria-label": label });
  const paint = (answered) => {
    input.classList.toggle("lr-unanswered", !answered);
    const text = answered ? show(Number(input.value)) : "ikke besvaret endnu";
    output.textContent = text;
    input.setAttribute("aria-valuetext", text);
    input.style.setProperty("--lr-fill", answered ? `${(100 * (input.value - min)) / (max - min)}%` : "0%");
  };
  const pick = () => { paint(true); onpick(Number(input.value)); };
  const set = (next) => { input.value = next ?? min; paint(next !== null && next !== undefined); };
  input.addEventListener("input", pick);
  // A click or Enter on the very place where the hidden thumb rests moves nothing, but is an answer.
  input.addEventListener("pointerup", () => input.classList.contains("lr-unanswered") && pick());
  input.addEventListener("keydown", (event) => {
    if (["Enter", " "].includes(event.key) && input.classList.contains("lr-unanswered")) pick();
  });
  set(value);
  const ends = low === undefined ? null : h("div", { class: "lr-ends", "aria-hidden": "true" }, h("span", {}, low), h("span", {}, high));
  const description = low === undefined ? null : h("span", { class: "lr-visually-hidden", id: newId("ends") }, endsSaid({ min, max, low, high }));
  if (description) input.setAttribute("aria-describedby", description.id);
  return { el: h("div", { class: "lr-slider" }, input, ends, description, output), input, set };
}

// Radio buttons in a group that is named by the prompt.
function radios({ labelledby, options, value, onpick }) {
  const name = newId("radio");
  const inputs = options.map((option) =>
    h("input", { type: "radio", name, value: option.id, onchange: () => onpick(option.id) }));
  const set = (next) => inputs.forEach((input) => { input.checked = input.value === next; });
  set(value);
  const el = h("div", { class: "lr-options", role: "radiogroup", "aria-labelledby": labelledby },
    ...options.map((option, i) => h("label", {}, inputs[i], h("span", {}, option.label))));
  return { el, set };
}

// A list to choose from; the empty choice takes an answer back.
function chooser({ key, label, labelledby, options, value, onpick, empty = "Vælg" }) {
  const el = h("select", { "data-key": key, "aria-label": label, "aria-labelledby": labelledby, onchange: () => onpick(el.value || undefined) },
    h("option", { value: "" }, empty), ...options.map((option) => h("option", { value: option.id }, option.label)));
  el.value = value ?? "";
  return el;
}

// A number as Danes write it; undefined when it is none. A point before three digits groups them, any other is a decimal point.
function readNumber(text) {
  const plain = text.trim().replace(/\.(?=\d{3}(?!\d))/g, "").replace(",", ".");
  return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}
const writeNumber = (value) => (value === undefined ? "" : String(value).replace(".", ","));
const told = (value) => (typeof value === "number" ? number(value, Number.isInteger(value) ? 0 : 1, true) : value);

// A field for a number. What is no number, or outside its limits, is said and not kept.
function numberField({ key, label, value, min = -Infinity, max = Infinity, unit = "", oninput, onblur }) {
  const problem = h("span", { class: "lr-attention lr-problem", id: newId("problem"), role: "status" });
  const check = () => {
    const given = readNumber(input.value);
    const wrong = input.value.trim() === "" ? ""
      : given === undefined ? "Skriv et tal, fx 2,5" : given < min || given > max ? `Skriv et tal fra ${told(min)} til ${told(max)}` : "";
    if (problem.textContent !== wrong) problem.textContent = wrong; // said once, not at every stroke
    input.setAttribute("aria-invalid", String(Boolean(wrong)));
    return wrong ? undefined : given;
  };
  const input = h("input", {
    type: "text", inputmode: "decimal", autocomplete: "off", class: "lr-number", "data-key": key, "aria-label": label,
    "aria-describedby": problem.id, value: writeNumber(value), oninput: () => oninput(check()), onblur,
  });
  return h("span", { class: "lr-number-field" }, input, unit ? h("span", { class: "lr-unit" }, unit) : null, problem);
}

// Amounts as bars, each with its own words: [{label, value, text}], all against the same whole.
function barRows(rows, whole) {
  return h("div", { class: "lr-given" }, ...rows.map(({ label, value, text }) => {
    const bar = h("span", { class: "lr-bar", "aria-hidden": "true" });
    bar.style.setProperty("--lr-fill", `${whole > 0 ? Math.min(100, (100 * value) / whole) : 0}%`);
    return h("div", { class: "lr-given-row" }, h("span", {}, label), bar, h("span", { class: "lr-value" }, text));
  }));
}

// What the ends of a line mean, for those who do not see where on it a point is.
const endsSaid = ({ min, max, low, high }) => `${min} er ${low}, ${max} er ${high}.`;

// Points on a line from min to max: [{at, label}], each numbered on the line and told below it; `said` is what the ends mean, where they are numbers.
function pointsOnLine({ min, max, ends, points, said }) {
  const places = new Map(); // equal points share a mark
  points.forEach(({ at }, i) => places.set(at, [...(places.get(at) ?? []), i + 1]));
  const track = h("div", { class: "lr-line", "aria-hidden": "true" }, ...[...places].map(([at, numbers]) => {
    const mark = h("span", { class: "lr-mark" }, numbers.join(", "));
    mark.style.setProperty("--lr-at", `${(100 * (at - min)) / (max - min)}%`);
    return mark;
  }));
  return h("div", { class: "lr-points" }, track, h("div", { class: "lr-ends", "aria-hidden": "true" }, ...ends.map((end) => h("span", {}, end))),
    said ? h("p", { class: "lr-visually-hidden" }, said) : null, h("ol", { class: "lr-legend" }, ...points.map(({ label }) => h("li", {}, label))));
}

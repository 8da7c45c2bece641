// The one door for HTML. What comes has been sanitized where it was read, and is rebuilt here all the same: parsed in a document
// that runs and fetches nothing, and copied element by element, so that only what is named below can be on the page.

const TAGS = new Set(`abbr b blockquote br caption code col colgroup dd del div dl dt em figcaption figure hr i img ins kbd li mark ol p pre q s samp small
  span strong sub sup table tbody td tfoot th thead tr u ul var a h1 h2 h3 h4 h5 h6`.split(/\s+/));
const DROPPED = new Set(`script style iframe object embed template noscript form input button textarea select option link meta base title audio video source
  frame frameset canvas dialog`.split(/\s+/));
const NUMBERS = { ol: ["start"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"], col: ["span"] };
const PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/;
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;
const OPENED = ["http:", "https:", "mailto:"];
const HTML = "http://www.w3.org/1999/xhtml";
const policy = globalThis.trustedTypes?.createPolicy("ledelsesrum-parse", { createHTML: (html) => html });

// The HTML as elements, its headings from the level that is next on the page.
export function safe(html, heading = 3) {
  const parsed = parse(html);
  const fragment = document.createDocumentFragment();
  copy(parsed.body, fragment, headings(parsed.body, heading));
  return fragment;
}

// A document that runs and fetches nothing, and is never shown.
export const parse = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html");

function copy(from, to, levels) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(document.createTextNode(node.data));
    if (node.nodeType !== Node.ELEMENT_NODE || node.namespaceURI !== HTML || DROPPED.has(node.localName)) continue;
    if (!TAGS.has(node.localName)) { copy(node, to, levels); continue; }
    const made = make(node, levels);
    to.append(made.outer ?? made);
    if (node.localName !== "img") copy(node, made, levels);
    if (made.localName === "a") to.append(...addressOf(made));
  }
}

function make(node, levels) {
  const name = node.localName;
  if (name === "img") return picture(node);
  const made = document.createElement(levels.get(node) ?? (name === "a" ? link(node) : name));
  if (made.localName === "a") Object.assign(made, { href: new URL(node.getAttribute("href")).href, target: "_blank", rel: "noopener noreferrer nofollow" });
  for (const attribute of NUMBERS[name] ?? []) {
    const value = Number.parseInt(node.getAttribute(attribute), 10);
    if (value > 0 && value < 1000) made.setAttribute(attribute, value);
  }
  if (LANGUAGE.test(node.lang)) made.lang = node.lang;
  if (name === "table") made.outer = scrolled(made);
  return made;
}

function link(node) {
  const href = node.getAttribute("href") ?? "";
  return URL.canParse(href) && OPENED.includes(new URL(href).protocol) ? "a" : "span";
}

// Where a link leads is seen before it is followed.
function addressOf(made) {
  const address = decoded(made.href);
  if (made.textContent.trim() === address) return [];
  if (!made.textContent.trim()) made.append("henvisning");
  const shown = document.createElement("span");
  shown.className = "address";
  shown.textContent = ` (${address.length > 80 ? `${address.slice(0, 80)}…` : address})`;
  return [shown];
}

function decoded(address) {
  try { return decodeURI(address); } catch { return address; }
}

function picture(node) {
  const source = node.getAttribute("src") ?? "";
  if (!PICTURE.test(source)) {
    const instead = document.createElement("span");
    instead.className = "quiet";
    instead.textContent = "[et billede er ikke vist]";
    return instead;
  }
  return Object.assign(document.createElement("img"), { src: source, alt: node.getAttribute("alt") || "Billede uden beskrivelse" });
}

function scrolled(table) {
  const box = document.createElement("div");
  box.className = "scrolled";
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Tabel");
  box.append(table);
  return box;
}

// Whatever levels a writer used, the page's outline has no holes.
function headings(body, first) {
  const found = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const used = [...new Set(found.map((node) => node.localName))].sort();
  let last = first - 1;
  return new Map(found.map((node) => {
    last = Math.min(first + used.indexOf(node.localName), last + 1, 6);
    return [node, `h${last}`];
  }));
}

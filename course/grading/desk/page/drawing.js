// The door for a drawing: the desk's own, sanitized where it was made, and rebuilt here shape by shape all the same.

import { parse } from "./safe.js";

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = new Set("svg g path rect circle ellipse line polyline polygon text tspan".split(" "));
const NUMBERS = /^[-\d.eE,%\s]+(?:px)?$/;
const TRANSFORM = /^(?:(?:translate|rotate|scale|matrix)\([-\d.eE,\s]+\)\s*)+$/;
const PAINT = /^(?:none|#[0-9a-f]{3,8}|var\(--lr-[a-z-]+(?:, #[0-9a-f]{6})?\))$/i;
const WORDS = /^[\w\s"',.-]+$/;
const MEASURED = "x y x1 x2 y1 y2 cx cy r rx ry dx dy width height opacity fill-opacity stroke-opacity stroke-width stroke-dasharray font-size";
const NAMED = "font-weight text-anchor dominant-baseline stroke-linecap stroke-linejoin fill-rule";
const all = (names, fits) => Object.fromEntries(names.split(" ").map((name) => [name, fits]));
const ATTRIBUTES = {
  d: /^[MmLlHhVvCcSsQqTtAaZz\d\s.,eE+-]+$/, points: NUMBERS, transform: TRANSFORM, fill: PAINT, stroke: PAINT, viewBox: NUMBERS,
  ...all(MEASURED, NUMBERS), ...all(NAMED, WORDS),
};

// The drawing as an element that says ``alt`` to those who do not see it.
export function drawing(svg, alt, attributes = {}) {
  const from = parse(svg).querySelector("svg");
  return from && shape(from, { role: "img", "aria-label": alt, ...attributes });
}

// A shape of a drawing.
export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function shape(from, more = {}) {
  const told = Object.entries(ATTRIBUTES).filter(([name, fits]) => fits.test(from.getAttribute(name) ?? "")).map(([name]) => [name, from.getAttribute(name)]);
  const children = [...from.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return from.localName.startsWith("t") && node.data.trim() ? [node.data] : [];
    return node.namespaceURI === SVG && SHAPES.has(node.localName) ? [shape(node)] : [];
  });
  return svg(from.localName, { ...Object.fromEntries(told), ...more }, ...children);
}

// The ways of an assignment, at the top of its pages, with how much there is to do.

import * as api from "./api.js";
import { address, el, number } from "./dom.js";

// ``here`` is the name of the page that is open: laes, anden, enige, enighed, overblik or kalibrering.
export function paths(assignment, here) {
  const of = (...parts) => address(assignment, ...parts);
  const ways = [
    ...(assignment ? [["laes", "Læs", of()], ["anden", "Læs igen", of("anden")], ["enige", "Bliv enige", of("enige")], ["enighed", "Enighed", of("enighed")],
      ["overblik", "Overblik", of("overblik")]] : []),
    ["kalibrering", "Kalibrering", address("kalibrering")],
  ];
  const links = Object.fromEntries(ways.map(([name, text, href]) => [name, el("a", { href, "aria-current": name === here ? "page" : null }, text)]));
  count(links, assignment);
  return el("nav", { class: "paths", "aria-label": "Det, der er at gøre" }, el("ul", {}, ...Object.values(links).map((link) => el("li", {}, link))));
}

// What is left is told when it is known; where it cannot be had, nothing is told here.
async function count(links, assignment) {
  const left = ({ questions }) => questions.reduce((sum, question) => sum + question.left, 0);
  const asked = {
    laes: () => api.overview(assignment).then(left), anden: () => api.overview(assignment, "second").then(left),
    enige: () => api.together(assignment, "agreeing").then((queue) => queue.left), kalibrering: () => api.calibration().then((view) => view.left),
  };
  for (const [name, ask] of Object.entries(asked)) {
    const found = links[name] && await ask().catch(() => 0);
    if (found) links[name].append(" ", el("span", { class: "left" }, number(found), el("span", { class: "lr-visually-hidden" }, " tilbage")));
  }
}

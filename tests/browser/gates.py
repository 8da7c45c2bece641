"""The gates every page must pass. Each looks at a page as it stands and gives what is wrong as sentences; none means that it passes.

The tests of the pages (``test_every_page.py``) and those that seed a fault (``test_gates.py``) share them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]  # all that a dark page can change
LANGUAGE = yaml.safe_load((Path(__file__).parent / "english.yaml").read_text(encoding="utf-8"))


# ---- Accessible: axe-core, at WCAG 2.2 AA ------------------------------------------------------------------------


def inaccessible(page: Page) -> list[str]:
    """What axe finds on the page, light and dark. The script comes through the browser's own channel: the page's policy stands."""
    found = _axe(page, "light", {"type": "tag", "values": STANDARD}) + _axe(page, "dark", {"type": "rule", "values": OF_COLOURS})
    return list(dict.fromkeys(found))


def _axe(page: Page, theme: str, rules: dict) -> list[str]:
    former = page.evaluate("(name) => { const { dataset } = document.documentElement, former = dataset.theme; dataset.theme = name; return former; }", theme)
    results = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response
    page.evaluate("(name) => { document.documentElement.dataset.theme = name; }", former)
    return [
        f"{violation['id']} ({theme}): {violation['help']} {' '.join(map(str, node['target']))} {node['html'][:200]} {node['failureSummary']}"
        for violation in results["violations"] for node in violation["nodes"]
    ]


# ---- Danish: no English where it is not marked as English ----------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A text that a reader sees or hears, and where."""

    place: str
    text: str


TEXTS = """(apart) => {
  const named = ["aria-label", "aria-roledescription", "aria-valuetext", "aria-description", "title", "alt", "placeholder"];
  const blocks = new Map();
  const isApart = (el) => el.closest(apart) || (el.closest("[lang]")?.lang ?? "da") !== "da";
  const placed = (el) => el.tagName.toLowerCase() + (el.id ? `#${el.id}` : "") + [...el.classList].map((name) => `.${name}`).join("");
  const shown = [["title", document.title]];
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE && node.data.trim()) {
      const el = node.parentElement, block = el.closest("p,li,td,th,h1,h2,h3,h4,h5,dt,dd,label,button,option,summary,figcaption,text,div,section,a") ?? el;
      blocks.set(block, `${blocks.get(block) ?? ""} ${node.data}`);
    }
    if (node.nodeType !== Node.ELEMENT_NODE || isApart(node)) return;
    for (const name of named) if (node.getAttribute(name)) shown.push([`${placed(node)} [${name}]`, node.getAttribute(name)]);
    if (node.matches("input[type=submit], input[type=button]")) shown.push([placed(node), node.value]);
    node.childNodes.forEach(visit);
    if (node.shadowRoot) node.shadowRoot.childNodes.forEach(visit);
  };
  visit(document.body);
  for (const el of document.querySelectorAll("*")) {
    for (const pseudo of ["::before", "::after"]) {
      const { content } = getComputedStyle(el, pseudo);
      if (/^".*[a-z]{2}/i.test(content) && !isApart(el)) shown.push([`${placed(el)}${pseudo}`, content]);
    }
  }
  return [...shown, ...[...blocks].map(([el, text]) => [placed(el), text])];
}"""


def shown_texts(page: Page) -> list[Shown]:
    """Every text and accessible name of the page, folded ones too, but not what is marked as another language or is code."""
    return [Shown(place, " ".join(text.split())) for place, text in page.evaluate(TEXTS, ", ".join(LANGUAGE["apart"]))]


def english(texts: Iterable[Shown]) -> list[str]:
    """The texts in which an English word stands, those allowed by ``english.yaml`` left out."""
    return [f"»{' '.join(found)}« i {shown.place}: {shown.text[:200]}" for shown in texts if (found := _english_words(shown.text))]


def _english_words(text: str) -> list[str]:
    for allowed in LANGUAGE["allowed"]:
        text = text.replace(allowed["text"], " ")
    return [word for word in re.findall(r"[\w'’]+", text) if word.lower() in WORDS]


WORDS = frozenset(LANGUAGE["words"].split())

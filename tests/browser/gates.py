"""The gates every page must pass. Each looks at a page as it stands and gives what is wrong as sentences; none means that it passes.

The tests of the pages (``test_every_page.py``) and those that seed a fault (``test_gates.py``) share them.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.conftest import until

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]  # all that a dark page can change
LANGUAGE = yaml.safe_load((Path(__file__).parent / "english.yaml").read_text(encoding="utf-8"))
WORDS = frozenset(LANGUAGE["words"].split())
OPENS = "^(Vis|Gem|Tjek|Giv mig et vink|Næste vink|Tilføj|Kør)"


def problems(page: Page) -> list[str]:
    """What is wrong with the page as it stands, by every gate that a screen must pass."""
    return [*too_wide(page), *english(shown_texts(page)), *said_twice(page), *inaccessible(page)]


# ---- Accessible: axe-core, at WCAG 2.2 AA ------------------------------------------------------------------------


def inaccessible(page: Page) -> list[str]:
    """What axe finds on the page, light and dark. The script comes through the browser's own channel: the page's policy stands."""
    found = _axe(page, "light", {"type": "tag", "values": STANDARD}) + _axe(page, "dark", {"type": "rule", "values": OF_COLOURS})
    return list(dict.fromkeys(found))


def _axe(page: Page, theme: str, rules: dict) -> list[str]:
    former = page.evaluate("(name) => { const { dataset } = document.documentElement, former = dataset.theme; dataset.theme = name; return former; }", theme)
    found = axe(page, rules)
    page.evaluate("(name) => { document.documentElement.dataset.theme = name; }", former)
    return [fault.replace(":", f" ({theme}):", 1) for fault in found]


AXE, AGAIN = Axe(), Axe(axe_script="0")  # a page that has the script already is not given it again: to read it takes as long as a small page


def axe(page: Page, rules: dict = {"type": "tag", "values": STANDARD}, within: str | None = None) -> list[str]:
    """What axe finds by these rules on the page as it is, or within a part of it (CSS)."""
    known = AGAIN if page.evaluate("typeof globalThis.axe?.run === 'function'") else AXE
    results = known.run(page, context=within, options={"runOnly": rules, "resultTypes": ["violations"]}).response
    return [
        f"{violation['id']}: {violation['help']} {' '.join(map(str, node['target']))} {node['html'][:200]} {node['failureSummary']}"
        for violation in results["violations"] for node in violation["nodes"]
    ]


# ---- Danish: no English where it is not marked as English ----------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A text that a reader sees or hears, and where."""

    place: str
    text: str


TEXTS = """([apart, tips]) => {
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
    for (const name of named) if (!(name === "title" && node.matches(tips)) && node.getAttribute(name)) shown.push([`${placed(node)} [${name}]`, node.getAttribute(name)]);
    if (node.matches("input[type=submit], input[type=button]")) shown.push([placed(node), node.value]);
    node.childNodes.forEach(visit);
    if (node.shadowRoot) node.shadowRoot.childNodes.forEach(visit);
  };
  visit(document.body);
  for (const el of document.querySelectorAll("*")) {
    for (const pseudo of ["::before", "::after"]) {
      const { content } = getComputedStyle(el, pseudo);
      if (/^".*[a-z]{2}/i.test(content) && !isApart(el)) shown.push([`${placed(el)}${pseudo}`, content.slice(1, -1)]);
    }
  }
  return [...shown, ...[...blocks].map(([el, text]) => [placed(el), text])];
}"""


def shown_texts(page: Page) -> list[Shown]:
    """Every text and accessible name of the page, folded ones too, but not what is marked as another language or is code."""
    return [Shown(place, " ".join(text.split())) for place, text in page.evaluate(TEXTS, [", ".join(LANGUAGE["apart"]), ", ".join(LANGUAGE["tips"])])]


def english(texts: Iterable[Shown]) -> list[str]:
    """The texts in which an English word stands, those allowed by ``english.yaml`` left out."""
    return [f"»{' '.join(found)}« i {shown.place}: {shown.text[:200]}" for shown in texts if (found := _english_words(shown.text))]


def _english_words(text: str) -> list[str]:
    text = re.sub(r'"[^"]*"|\S*\w[._\[(]\w\S*', " ", text)  # code within a sentence; Danish quotes are »«
    for allowed in LANGUAGE["allowed"]:
        text = text.replace(allowed["text"], " ")
    return [word for word in re.findall(r"[\w'’]+", text) if word.lower() in WORDS]


# ---- Nothing said twice -------------------------------------------------------------------------------------------

TITLES = """() => [...document.querySelectorAll("h1, h2")].filter((el) => el.checkVisibility()).map((el) => [el.textContent.trim(), el.matches(".lr-title")])"""


def said_twice(page: Page) -> list[str]:
    """The headings of the page whose words the exercise under them says again; an exercise that is asked twice says its own both times."""
    return [f"the title »{text}« is said twice" for (former, of_exercise), (text, _) in pairwise(page.evaluate(TITLES)) if text == former and not of_exercise]


# ---- Everything in view -------------------------------------------------------------------------------------------


def open_folds(page: Page) -> None:
    """Open everything that is folded; of folded code only the first, for it all looks alike and axe looks at each word of it."""
    page.evaluate("""() => {
      const [first, ...others] = [...document.querySelectorAll("details.hide")].filter((fold) => fold.checkVisibility());
      for (const fold of document.querySelectorAll("details")) fold.open ||= !others.includes(fold);
    }""")


ANSWER = """(opens) => {
  const within = ".lr-card, .lr-task, .lr-controls, .lr-code";
  const say = (el, ...names) => names.forEach((name) => el.dispatchEvent(new Event(name, { bubbles: true })));
  const usable = (what) => [...document.querySelectorAll(what)].filter((el) => el.closest(within) && el.checkVisibility() && !el.disabled);
  for (const el of usable("input, textarea, select")) {
    if (el.type === "range") { el.stepUp(); say(el, "input", "change"); }
    else if (el.matches("input[type=text], textarea") && !el.readOnly) { el.value = "3"; say(el, "input", "change"); }
    else if (el.matches("select")) { el.selectedIndex = 1; say(el, "input", "change"); }
    else if (el.matches("[type=radio], [type=checkbox]") && !el.checked) el.click();
  }
  for (const el of usable("button")) if (new RegExp(opens).test(el.textContent.trim()) && el.isConnected) el.click();
}"""


def answer_everything(page: Page) -> None:
    """Answer every item and task of a live page with whatever comes, press what shows more, run the code, and open what is folded."""
    for _ in range(4):  # what is shown may bring more to answer and to press
        open_folds(page)
        page.evaluate(ANSWER, OPENS)
        until(lambda: page.evaluate("!document.querySelector('.lr-code button[aria-disabled=true]')"))  # the page's policy forbids wait_for_function
    open_folds(page)


# ---- Reflow: nothing is wider than a phone, or than a page at 400 per cent -------------------------------------------

WIDE = """(width) => {
  const placed = (el) => `${el.tagName.toLowerCase()}${el.id ? `#${el.id}` : ""}${[...el.classList].map((name) => `.${name}`).join("")}`;
  const seen = (el) => el.checkVisibility() && !el.closest(".lr-visually-hidden, .lr-skip");
  const scrolls = (el) => /auto|scroll/.test(getComputedStyle(el).overflowX);
  const held = (el) => { for (let up = el.parentElement; up; up = up.parentElement) if (scrolls(up)) return true; return false; };
  const found = [];
  const page = document.documentElement.scrollWidth;
  if (page > width) found.push(`the page is ${page} px wide in a window of ${width}`);
  for (const el of document.body.querySelectorAll("*")) {
    if (!seen(el) || el.closest("svg")?.contains(el.parentElement)) continue;
    const { right, left } = el.getBoundingClientRect();
    if ((right > width + 1 || left < -1) && !held(el)) found.push(`${placed(el)} reaches from ${Math.round(left)} to ${Math.round(right)} px`);
    const cut = el.scrollWidth > el.clientWidth + 1 && el.clientWidth;
    if (cut && getComputedStyle(el).overflowX === "hidden" && el.textContent.trim()) found.push(`${placed(el)} is cut off: ${el.textContent.trim().slice(0, 60)}`);
    const label = el.getAttribute("aria-label") ?? el.getAttribute("aria-labelledby") ?? el.labels?.length;
    if (cut && scrolls(el) && !(el.matches("textarea, select, input") || (label && el.tabIndex === 0))) found.push(`${placed(el)} scrolls sideways and is not a labelled region one can reach by keyboard`);
  }
  return found;
}"""


def too_wide(page: Page, width: int = 320) -> list[str]:
    """What does not fit in a window of ``width`` CSS pixels; what must be wide may scroll within a region of its own."""
    former = page.viewport_size
    page.set_viewport_size({"width": width, "height": 640})
    page.evaluate("() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
    found = page.evaluate(WIDE, width)
    page.set_viewport_size(former)
    return found


# ---- On paper ------------------------------------------------------------------------------------------------------


def printed(page: Page, path: Path) -> str:
    """Print the page to a PDF file; gives its text."""
    page.pdf(path=path, format="A4", prefer_css_page_size=True)
    return subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode("utf-8")


SHOWN_ON_PAPER = {"title", "why", "heading", "prompt", "label", "low", "high", "case", "question", "follow_up", "consequence", "between", "text", "periods", "stops"}
NOT_ON_PAPER = {"back", "profile", "earlier", "bars", "rows_from", "answers", "wrong", "hints"}  # replies, columns of tables, and what is told on request


def wanted_on_paper(content: object) -> Iterator[str]:
    """The words of an exercise or a task, as its file holds them, that must stand in the printed page."""
    for key, value in content.items() if isinstance(content, dict) else []:
        if key in SHOWN_ON_PAPER:
            yield from [value] if isinstance(value, str) else value if isinstance(value, list) else []
        if key not in NOT_ON_PAPER:
            for part in value if isinstance(value, list) else [value]:
                yield from wanted_on_paper(part)


def missing_on_paper(text: str, wanted: Iterable[str]) -> list[str]:
    """Those of the wanted texts that are not in a printed one; line breaks and hyphens do not count."""
    paper = _letters(text)
    return [f"»{part}« is not on paper" for part in wanted if _letters(part) not in paper]


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


EMPTY = """() => {
  const found = [];
  const sized = (el) => el && el.getBoundingClientRect().height > 20;
  for (const cell of document.querySelectorAll("div.tag_figure")) {
    if (![...cell.querySelectorAll("svg, table")].some(sized)) found.push(`a figure is empty: ${cell.textContent.trim().slice(0, 60)}`);
  }
  for (const [what, parts] of [["a reflection", "div.tag_reflection"], ["a task", "div.tag_answer"]]) {
    for (const cell of document.querySelectorAll(parts)) if (!sized(cell.querySelector(".lr-twin"))) found.push(`${what} has no twin`);
  }
  for (const ruled of document.querySelectorAll(".lr-ruled")) if (!sized(ruled)) found.push("no room to write");
  const state = document.querySelector(".lr-state");
  if (!state || !sized(state) || !state.textContent.includes("course read")) found.push("the page does not say how it is made live");
  return found;
}"""


def empty_on_paper(page: Page) -> list[str]:
    """Cells of an exercise page that show nothing when printed, and whether the page says how it is made live."""
    page.emulate_media(media="print")
    found = page.evaluate(EMPTY)
    page.emulate_media(media="null")
    return found

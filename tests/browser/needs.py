"""What a page owes those who use no mouse, enlarge it, space its text, hear it, want no motion, or choose their own few colours.

As in ``gates.py``, each looks at a page as it stands and gives what is wrong as sentences.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page

LARGE = {"width": 320, "height": 256}  # a window of 1280 by 1024 at 400 per cent


# ---- By keyboard: what has focus is seen, and seen to have it (WCAG 2.4.7, 2.4.11, 1.4.11) -----------------------------

FOCUSED = """() => {
  const el = document.activeElement;
  if (!el || el === document.body) return null;
  const channels = (colour) => {
    const found = /^color\\(srgb/.test(colour) ? colour.match(/[\\d.]+/g).map((part) => part * 255) : colour.match(/[\\d.]+/g).map(Number);
    return { rgb: found.slice(0, 3), alpha: found[3] ?? 1 };
  };
  const luminance = ({ rgb }) => {
    const [r, g, b] = rgb.map((part) => { const c = part / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const shown = getComputedStyle(el).opacity === "0" && el.labels?.length ? el.nextElementSibling : el; // a control that is drawn by its label
  let behind = shown.parentElement;
  while (behind.parentElement && channels(getComputedStyle(behind).backgroundColor).alpha < 1) behind = behind.parentElement;
  const ground = luminance(channels(getComputedStyle(behind).backgroundColor));
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(shown);
  const ring = luminance(channels(outlineColor));
  const ratio = (Math.max(ring, ground) + 0.05) / (Math.min(ring, ground) + 0.05);
  const { left, right, top, bottom } = shown.getBoundingClientRect();
  const seen = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + x * (right - left), top + y * (bottom - top)])).some(([x, y]) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (shown.contains(hit) || hit.contains(shown) && !/sticky|fixed/.test(getComputedStyle(hit).position));
  });
  const faults = [];
  if (!/solid|dashed/.test(outlineStyle) || parseFloat(outlineWidth) < 2) faults.push(`has an outline that is ${outlineStyle} and ${outlineWidth}`);
  else if (ratio < 3) faults.push(`has an outline with a contrast of ${ratio.toFixed(1)}`);
  if (!seen) faults.push(`is out of sight (from ${Math.round(top)} to ${Math.round(bottom)} px)`);
  const kind = el.tagName.toLowerCase() + (el.type ? `[${el.type}]` : "") + [...el.classList].map((name) => `.${name}`).join("");
  el.dataset.passed = Number(el.dataset.passed ?? 0) + 1;
  return { kind, name: (el.ariaLabel ?? el.labels?.[0]?.textContent ?? el.textContent ?? "").trim().slice(0, 40), faults, again: el.dataset.passed > 1 };
}"""


def walk(page: Page, key: str) -> Iterator[dict]:
    """Press a key until the focus has been round the page; gives every stop on the way."""
    page.evaluate("() => { for (const el of document.querySelectorAll('[data-passed]')) delete el.dataset.passed; document.activeElement.blur(); }")
    for _ in range(1000):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUSED)
        if stop and stop["again"]:
            return
        if stop:  # else the focus is the window's own, between the last and the first
            yield stop
    raise AssertionError("the focus never came round")


def unseen_focus(page: Page, key: str = "Tab") -> tuple[list[str], set[str]]:
    """Stops of the focus that a reader would lose sight of, and the kinds of control it stopped at."""
    stops = list(walk(page, key))
    return [f"{stop['kind']} »{stop['name']}« {fault}" for stop in stops for fault in stop["faults"]], {stop["kind"] for stop in stops}


# ---- Text set wider (WCAG 1.4.12) ----------------------------------------------------------------------------------------

SPACING = """(on) => {
  const sheet = new CSSStyleSheet();
  const spaced = "line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important";
  sheet.replaceSync(`* { ${spaced} } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = on ? [sheet] : [];
}"""
CLIPPED = """() => [...document.body.querySelectorAll("*")].filter((el) => el.checkVisibility() && !el.closest("svg, .lr-visually-hidden, .lr-skip")).flatMap((el) => {
  const { overflowX, overflowY } = getComputedStyle(el);
  const [isTall, isWide] = [el.scrollHeight > el.clientHeight + 1, el.scrollWidth > el.clientWidth + 1];
  const cut = (/hidden|clip/.test(overflowY) && isTall) || (/hidden|clip/.test(overflowX) && isWide);
  const spilt = el.matches("button, .lr-button, .lr-chip, .lr-mark") && el.scrollWidth > el.clientWidth + 4;
  return (cut || spilt) && el.textContent.trim() && !el.matches("textarea, select, input")
    ? [`${el.tagName.toLowerCase()}.${el.className} has no room for »${el.textContent.trim().slice(0, 40)}«`] : [];
})"""


def cramped(page: Page) -> list[str]:
    """Text that is cut off or runs out of its control when lines, words and letters are set as far apart as a reader may ask."""
    page.evaluate(SPACING, True)
    found = page.evaluate(CLIPPED)
    page.evaluate(SPACING, False)
    return found


# ---- Heard, not seen: tables, links, and what changes (WCAG 1.3.1, 2.4.4, 4.1.3) -----------------------------------------

HEADLESS = """() => [...document.querySelectorAll("table")].filter((el) => el.checkVisibility()).flatMap((table) => {
  const rows = [...table.tBodies].flatMap(({ rows }) => [...rows]).map(({ cells }) => cells).filter((cells) => cells.length > 1);
  const [first, said] = [[...(table.tHead?.rows[0]?.cells ?? [])], (cell) => cell.textContent.trim()];
  const faults = [];
  if (!first.length || first.slice(1).some((cell) => said(cell) && cell.tagName !== "TH")) faults.push("has no heads of columns");
  if (rows.every(([cell]) => said(cell)) && rows.some(([cell]) => cell.tagName !== "TH")) faults.push("has no heads of rows");
  return faults.map((fault) => `the table »${said(table).replace(/\\s+/g, " ").slice(0, 60)}« ${fault}`);
})"""


def headless(page: Page) -> list[str]:
    """Tables whose cells are read aloud without what they are about."""
    return page.evaluate(HEADLESS)


LINKS = """() => [...document.querySelectorAll("main a[href]")].filter((el) => el.checkVisibility()).map((el) => {
  const named = (el.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();
  return [(named || el.ariaLabel || el.textContent).replace(/\\s+/g, " ").trim().toLowerCase(), el.href.split("#")[0]];
})"""


def vague(page: Page) -> list[str]:
    """Links of one page that are called the same and lead to different places, as one who goes from link to link hears them."""
    led: dict[str, set[str]] = {}
    for name, place in page.evaluate(LINKS):
        led.setdefault(name, set()).add(place)
    return [f"»{name}« leads to {len(places)} places" for name, places in led.items() if len(places) > 1]


LISTEN = """() => {
  const regions = "[role=status], [role=alert], [role=log], output, [aria-live]:not([aria-live=off])";
  globalThis.heard = [];
  new MutationObserver((changes) => {
    const spoken = new Set(changes.map(({ target }) => (target.closest ? target : target.parentElement)?.closest(regions)).filter(Boolean));
    for (const { textContent } of spoken) if (textContent.trim()) globalThis.heard.push(textContent.replace(/\\s+/g, " ").trim());
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def listen(page: Page) -> None:
    """Begin to note what a screen reader is asked to say of itself."""
    page.evaluate(LISTEN)


def heard(page: Page) -> list[str]:
    """What it has been asked to say since, in order."""
    return page.evaluate("() => globalThis.heard")


# ---- Names in tables ----------------------------------------------------------------------------------------------------

BROKEN = """() => [...document.querySelectorAll(":is(td, th) code")].filter((el) => el.checkVisibility()).flatMap((code) => {
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT), range = document.createRange(), broken = [];
  while (walker.nextNode()) {
    for (const { 0: word, index } of walker.currentNode.data.matchAll(/[\\p{L}\\p{N}_.]+/gu)) {
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(`»${word}« is broken over two lines`);
    }
  }
  return broken;
})"""


def broken_names(page: Page) -> list[str]:
    """Names of files and commands that a table breaks, so that they can be taken for two."""
    return page.evaluate(BROKEN)


# ---- Enlarged: nothing that stays put takes the page away from the reader ------------------------------------------------

STUCK = """(height) => [...document.body.querySelectorAll("*")].filter((el) => /sticky|fixed/.test(getComputedStyle(el).position) && el.checkVisibility())
  .map((el) => [el.className || el.tagName, el.getBoundingClientRect().height]).filter(([, tall]) => tall > height / 3)
  .map(([name, tall]) => `${name} stays put and takes ${Math.round(tall)} of ${height} px`)"""


def in_the_way(page: Page) -> list[str]:
    """What stays in the window while one scrolls, and takes more than a third of it."""
    return page.evaluate(STUCK, page.viewport_size["height"])


# ---- No motion ----------------------------------------------------------------------------------------------------------

MOVING = """() => [...document.querySelectorAll("*")].flatMap((el) => [null, "::before", "::after", "::marker", "::details-content", "::backdrop"].flatMap((part) => {
  const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(el, part);
  const changes = transitionDuration.split(", ").some((time) => parseFloat(time) > 0);
  const moves = changes || animationName !== "none" || scrollBehavior === "smooth";
  return moves ? [`${el.tagName.toLowerCase()}.${el.className}${part ?? ""} moves`] : [];
}))"""


def moving(page: Page) -> list[str]:
    """What would move although the reader has asked for less motion."""
    page.emulate_media(reduced_motion="reduce")
    return page.evaluate(MOVING)


# ---- The reader's own few colours (forced colours, as Windows' contrast themes) --------------------------------------------


def drawn(part: Locator) -> np.ndarray:
    """A part of the page as its reader sees it: the luminance of each pixel, from 0 to 1."""
    pixels = np.asarray(Image.open(io.BytesIO(part.screenshot())).convert("RGB")) / 255
    return np.where(pixels <= 0.04045, pixels / 12.92, ((pixels + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]


def standing_out(part: Locator) -> int:
    """How many pixels stand out by 3:1 or more from what most of the part is."""
    found = drawn(part)
    values, counts = np.unique(found.round(3), return_counts=True)
    ground = values[counts.argmax()]
    return int(((np.maximum(found, ground) + 0.05) / (np.minimum(found, ground) + 0.05) >= 3).sum())


def differing(before: np.ndarray, after: np.ndarray) -> int:
    """How many pixels of a part stand out by 3:1 or more from what they were; a part that has become wider or narrower is compared from its left."""
    tall, wide = np.minimum(before.shape, after.shape)
    before, after = before[:tall, :wide], after[:tall, :wide]
    return int(((np.maximum(before, after) + 0.05) / (np.minimum(before, after) + 0.05) >= 3).sum())

"""A page of the course as it stands where nothing runs: what only a live page can use is left out."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

# The state line of a live page, setup and checks, folded code, the figure drawn for phones, and what waits for a click in the text twin.
ONLY_LIVE = (
    "script", "template", "style[not(ancestor::svg)]", "nav", "button", "*[contains(@class, 'headerlink')]",
    "div[contains(@class, 'lr-state')]", "div[contains(@class, 'lr-figure-narrow')]", "details[contains(@class, 'hide')]",
    "div[contains(@class, 'cell') and (contains(@class, 'tag_setup') or contains(@class, 'tag_check'))]",
)
SPOKEN_TO = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")
LOCAL = re.compile(r"url\(#([^)]+)\)")


def make_plain(main: HtmlElement) -> None:
    """Take out, in place, what only a live page can use, and the ids that nothing points to within a drawing."""
    for element in main.xpath(" | ".join(f".//{what}" for what in ONLY_LIVE)):
        if element.getparent() is not None:
            element.drop_tree()
    for link in main.xpath(".//a[contains(@href, 'genindex')]"):  # a page that is made for searching, and not taken along
        link.drop_tag()
    for number, drawing in enumerate(main.iter("svg")):
        _name_drawing(drawing, f"svg-{number}-")


def _name_drawing(drawing: HtmlElement, prefix: str) -> None:
    """Matplotlib names every stroke, the same in every figure; only what is used is kept, under a name of its own."""
    used = {name for element in drawing.iter() for value in element.attrib.values() for name in (*LOCAL.findall(value), value.removeprefix("#"))
            if value.startswith("#") or "url(#" in value}
    for element in drawing.iter():
        if element.get("id") not in used | {None}:
            del element.attrib["id"]
    rename_ids(drawing, prefix)


def rename_ids(element: HtmlElement, prefix: str) -> None:
    """Put ``prefix`` before every id below the element and before what refers to one, links left alone."""
    for one in element.iter():
        for name, value in one.attrib.items():
            if name == "id" or (name.endswith("href") and one.tag != "a" and value.startswith("#")):
                one.set(name, value.replace("#", f"#{prefix}", 1) if "#" in value else prefix + value)
            elif name in SPOKEN_TO:
                one.set(name, " ".join(prefix + part for part in value.split()))
            elif "url(#" in value:
                one.set(name, LOCAL.sub(rf"url(#{prefix}\1)", value))

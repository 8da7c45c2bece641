"""The built book as one HTML document to print: a cover, the contents, and every page with its own running head."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from lxml import html
from lxml.html import HtmlElement

from course import __version__
from course.editions.contents import Leaf, entry_name, leaves
from course.editions.plain import make_plain, rename_ids
from course.site.sphinx_extension import running_head

STYLES = ("book/_static/tokens.css", "book/_static/widgets.css", "book/_static/book.css", "course/editions/pdf.css")
TITLE = "Ledelsesrum"
SUBTITLE = "Et kursus i offentlig topledelse"
COLOPHON = (
    f"Udgave {__version__}. Ledelsesrum er et selvstændigt kursus om debatoplægget <cite>Opbrud i offentlig topledelse?</cite>"
    " (Offentligt Toplederforum, 2017). Teksten må deles efter CC BY 4.0. Øvelserne bliver levende, når kurset kører på din egen maskine; her er der plads til at skrive i hånden."
)
ROOM = "M0 0H300V300H0Z M105 95H195V185H105Z M0 0L105 95 M300 0L195 95 M300 300L195 185 M0 300L105 185"  # seen from its door
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Chapter:
    """A page of the built book, cleaned of what only a live page can use."""

    leaf: Leaf
    main: HtmlElement

    @property
    def anchor(self) -> str:
        return anchor(self.leaf.name)

    @cached_property
    def title(self) -> str:
        """What it is called in the contents."""
        return entry_name(self.leaf, " ".join(self.main.find(".//h1").text_content().split()))


def anchor(name: str, fragment: str = "") -> str:
    """What a page, or a place in it, is called in the joined document."""
    return "--".join(filter(None, [name.replace("/", "-"), fragment]))


def chapters_of(root: Path, book: Path) -> list[Chapter]:
    """Every page of the built book in reading order, its links to the others bound together."""
    chapters = [_chapter(book, leaf) for leaf in leaves(root)]
    names = {chapter.leaf.name for chapter in chapters}
    for chapter in chapters:
        _bind_together(chapter, names)
    return chapters


def join(root: Path, chapters: list[Chapter], pages_of: Mapping[str, int]) -> str:
    """All of them as one document that fetches nothing and runs nothing.

    Parameters
    ----------
    pages_of : Mapping[str, int]
        The printed page that each chapter begins on, by its anchor; what is not there gets an empty space in the contents.
    """
    style = "\n".join((root / path).read_text(encoding="utf-8") for path in STYLES) + "".join(map(_head_of, chapters))
    return (
        '<!DOCTYPE html><html lang="da"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{TITLE}</title><style>{style}</style></head><body class=\"lr-whole\">{_cover()}{_contents(chapters, pages_of)}"
        f"<main>{''.join(map(_text_of, chapters))}</main></body></html>"
    )


def _chapter(book: Path, leaf: Leaf) -> Chapter:
    main = html.parse(str(book / f"{leaf.name}.html"), html.HTMLParser(encoding="utf-8")).getroot().find(".//main")
    make_plain(main)
    return Chapter(leaf, main)


def _bind_together(chapter: Chapter, names: set[str]) -> None:
    """Make links between pages links within the document, and fit the headings in below those of the parts."""
    rename_ids(chapter.main, f"{chapter.anchor}--")
    for link in chapter.main.iter("a"):
        if (target := link.get("href")) and not urlsplit(target).scheme:
            link.set("href", f"#{_place(target, chapter.leaf.name, names) or chapter.anchor}")
    for heading in chapter.main.iter(*HEADINGS):
        heading.set("aria-level", str(min(int(heading.tag[1]) + chapter.leaf.depth, 6)))


def _place(target: str, page: str, names: set[str]) -> str:
    """The anchor of what a link on a page points to; empty where that is not in the document."""
    path, fragment = urldefrag(unquote(target))
    name = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)).removesuffix(".html") if path else page
    return anchor(name, fragment) if name in names else ""


def _head_of(chapter: Chapter) -> str:
    name = f"p-{chapter.anchor}"
    head = running_head(chapter.leaf.name, chapter.main.find(".//h1").text_content())
    return f"#{chapter.anchor} {{ page: {name}; }} @page {name} {{ @top-left {{ content: {head}; }} }}\n"


def _text_of(chapter: Chapter) -> str:
    inner = (chapter.main.text or "") + "".join(html.tostring(child, encoding="unicode") for child in chapter.main)
    part = f'<h1 class="lr-part" aria-level="1">{escape(chapter.leaf.part)}</h1>' if chapter.leaf.part else ""
    return f'<article class="lr-main" id="{chapter.anchor}">{part}{inner}</article>'


def _cover() -> str:
    return (
        f'<header class="lr-cover"><p class="lr-cover-title">{TITLE}</p><p class="lr-cover-subtitle">{SUBTITLE}</p>'
        f'<svg viewBox="0 0 300 300" aria-hidden="true"><path d="{ROOM}"/></svg>'
        f'<p class="lr-colophon">{COLOPHON}</p></header>'
    )


def _contents(chapters: list[Chapter], pages_of: Mapping[str, int]) -> str:
    lines = []
    for chapter in chapters:
        if chapter.leaf.part:
            lines.append(f"<p>{escape(chapter.leaf.part)}</p>")
        name, number = escape(chapter.title), pages_of.get(chapter.anchor, "")
        line = f'<span>{name}</span><span class="lr-page">{number}</span>'
        lines.append(f'<a class="lr-depth-{chapter.leaf.depth}" href="#{chapter.anchor}">{line}</a>')
    return f'<nav class="lr-toc"><h1>Indhold</h1>{"".join(lines)}</nav>'

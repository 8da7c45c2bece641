"""Sphinx extension of the e-book: its theme, its order, and pages that an e-reader can read. Loaded when the EPUB is built, never else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree, html
from lxml.html import HtmlElement
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.config import Config

from course.editions.contents import entry_name, leaves
from course.editions.plain import make_plain

SVG_NAMES = {name.lower(): name for name in ("viewBox", "clipPath", "clipPathUnits", "preserveAspectRatio", "textLength", "lengthAdjust")}
VARIABLE = re.compile(r"var\(--[\w-]+, *([^()]+)\)")  # an old e-reader knows no variables, but each has its colour beside it
FEATURES = {  # what a reader who needs to know can ask the book (schema.org)
    "accessMode": ["textual", "visual"], "accessModeSufficient": ["textual"], "accessibilityHazard": ["none"],
    "accessibilityFeature": ["alternativeText", "readingOrder", "structuralNavigation", "tableOfContents"],
    "accessibilitySummary": ["Figurerne har en tekst, som siger, hvad man ser, og deres tal som tabel. Overskrifter, tabeller og engelske ord er mærket."],
}
COVER = "_static/cover.png"
OURS = {"_static/epub.css", COVER}


class CourseEpub(Epub3Builder):
    """Sphinx' e-book in the order of ``_toc.yml``; its own way to it takes for granted that the front page lies in the topmost folder."""

    guide_titles = {"toc": "Indhold", "cover": "Omslag"}

    def get_toc(self) -> None:
        titles = {name: title.astext() for name, title in self.env.titles.items()}
        self.refnodes = list(_entries(Path(self.srcdir), titles, self.out_suffix))

    def build_content(self) -> None:
        """Leave out of the list of files what only a browser needs, and say in it which pages have drawings, and what the book offers."""
        static = {path.relative_to(self.outdir).as_posix() for path in Path(self.outdir, "_static").rglob("*") if path.is_file()}
        self.config.epub_exclude_files = sorted(static - OURS)
        super().build_content()
        listed = Path(self.outdir, "content.opf")
        listed.write_bytes(_completed(listed.read_bytes(), Path(self.outdir)))


def _completed(listed: bytes, folder: Path) -> bytes:
    package = etree.fromstring(listed)
    for item in package.iter("{*}item"):
        if item.get("href").endswith(".xhtml") and (page := folder / item.get("href")).is_file() and "<svg" in page.read_text(encoding="utf-8"):
            item.set("properties", "svg")
        elif item.get("href") == COVER:
            item.set("properties", "cover-image")
    about = package.find("{*}metadata")
    for name, values in FEATURES.items():
        for value in values:
            etree.SubElement(about, f"{{{about.nsmap[None]}}}meta", property=f"schema:{name}").text = value
    return etree.tostring(package, encoding="utf-8", xml_declaration=True)


def _entries(root: Path, titles: dict[str, str], suffix: str) -> Iterator[dict]:
    within = 0
    for leaf in leaves(root):
        name, place = f"{leaf.name}{suffix}", ""
        if leaf.part:  # begins where its first page does, and no two entries may lead to the same place
            within, place = 1, "#top"
            yield {"level": 1, "refuri": name, "text": leaf.part}
        yield {"level": max(leaf.depth, 1) + within, "refuri": name + place, "text": entry_name(leaf, titles[leaf.name])}


def make_readable(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Turn a page's HTML into XHTML without anything that is only for a live page."""
    if "body" not in context or not doctree:
        return
    main = html.fragment_fromstring(context["body"], create_parent="section")
    main.set("id", "top")
    make_plain(main)
    for drawing in main.iter("svg"):
        _make_svg(drawing)
    for caption in list(main.iter("figcaption")):
        caption.getparent().append(caption)  # where a strict reader lets it stand
    for link in main.iter("a"):
        if (target := link.get("href")) and not urlsplit(target).scheme:  # an exercise's own link to another page
            link.set("href", re.sub(r"\.html(?=#|$)", ".xhtml", target))
    for element in main.iter():
        if "style" in element.attrib:
            element.set("style", VARIABLE.sub(r"\1", element.get("style")))
    context["body"] = etree.tostring(main, encoding="unicode", method="xml")


def _make_svg(drawing: HtmlElement) -> None:
    """Give a drawing its names back, which HTML has in small letters, and say that it is one."""
    for element in drawing.iter():
        element.tag = SVG_NAMES.get(element.tag, element.tag)
        for name in set(element.attrib) & set(SVG_NAMES):
            element.set(SVG_NAMES[name], element.attrib.pop(name))
    drawing.set("xmlns", "http://www.w3.org/2000/svg")
    drawing.set("xmlns:xlink", "http://www.w3.org/1999/xlink")


def set_cover(app: Sphinx, config: Config) -> None:
    """Name the cover, here since Sphinx wants a tuple, which YAML has not."""
    config.epub_cover = (COVER, "epub-cover.html")


def setup(app: Sphinx) -> dict:
    """Register the theme, the builder and the page hook."""
    app.add_html_theme("ledelsesrum-epub", str(Path(__file__).parent / "theme"))
    app.add_builder(CourseEpub, override=True)
    app.connect("config-inited", set_cover)
    app.connect("html-page-context", make_readable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

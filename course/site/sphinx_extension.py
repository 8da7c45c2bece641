"""Sphinx extension of the book: its theme, its markup, its Danish bibliography, its overviews, and which pages are live.

Loaded by Jupyter Book through ``local_extensions`` in ``_config.yml``.
"""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path

from docutils.nodes import bullet_list, container, document, raw, section
from sphinx.application import Sphinx

from course.site import bibliography, index, language, markup
from course.site.assignments import AssignmentFacts, AssignmentTable, RubricTable
from course.site.course_map import MAP, CourseMap, CoverageMap
from course.site.glossary import CourseGlossary
from course.site.sheets import EmptyRoom, Ruled
from course.site.timing import TimingTable

LIVE_FOLDER = "notebooks/"
SECTION = re.compile(r"\w+/(\d)-(\d)-")
DIRECTIVES = {
    "course-glossary": CourseGlossary, "course-map": CourseMap, "coverage-map": CoverageMap, "timing": TimingTable,
    "ruled": Ruled, "empty-room": EmptyRoom, "assignment": AssignmentFacts, "assignments": AssignmentTable, "rubric-table": RubricTable,
}


def mark_live_pages(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give exercise pages the script that makes them live, and pages with a map the one that shows progress; others none."""
    if pagename.startswith(LIVE_FOLDER):
        context["page_scripts"] = ["live.js"]
    elif doctree and any(MAP in node.get("classes", []) for node in doctree.findall(bullet_list)):
        context["map_scripts"] = ["progress.js"]


def mark_titled_exercises(app: Sphinx, doctree: document, docname: str) -> None:
    """Mark an exercise that stands under a heading with its own words, below the page's: its card need not say them again."""
    for cell in doctree.findall(lambda node: isinstance(node, container) and "tag_reflection" in node["classes"] and isinstance(node.parent.parent, section)):
        heading = f'<h2 class="lr-title">{escape(cell.parent[0].astext())}</h2>'
        if any(heading in shown.astext() for shown in cell.findall(raw)):
            cell["classes"].append("lr-titled")


def set_running_head(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give a page what stands at the top of each of its printed pages."""
    context["running_head"] = running_head(pagename, unescape(re.sub("<.*?>", "", context.get("title", ""))))


def running_head(pagename: str, title: str) -> str:
    """The course, and a page's title after the number of its section, as a CSS string."""
    section = SECTION.match(pagename)
    name = f"{section[1]}.{section[2]} {title}" if section else title
    head = " · ".join(dict.fromkeys(["Ledelsesrum", name]))  # the front page is called what the course is
    escaped = "".join(letter if letter.isalnum() or letter in " .,:?–" else f"\\{ord(letter):x} " for letter in head)
    return f'"{escaped}"'


def setup(app: Sphinx) -> dict:
    """Register the theme, the bibliography styles, the directives and the hooks."""
    app.add_html_theme("ledelsesrum", str(Path(__file__).parent / "theme"))
    app.add_transform(language.MarkTranslations)
    app.add_transform(index.IndexUses)
    markup.register(app)
    bibliography.register()
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.connect("doctree-resolved", mark_titled_exercises)
    app.connect("html-page-context", mark_live_pages)
    app.connect("html-page-context", set_running_head)
    app.connect("html-page-context", index.order_index)
    app.add_config_value("comments_config", {}, "env")  # Jupyter Book always sets it; the extension it is for is not loaded
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""Sphinx extension of the book: its theme, its Danish bibliography, its overviews, and which pages are live.

Loaded by Jupyter Book through ``local_extensions`` in ``_config.yml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sphinxcontrib.bibtex.plugin
from docutils.nodes import bullet_list
from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.template import FieldIsMissing, field, first_of, join, node, optional, sentence
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from course.site.course_map import MAP, CourseMap, CoverageMap
from course.site.glossary import CourseGlossary

LIVE_FOLDER = "notebooks/"


@node
def short_names(children, context, role: str):
    """Names in the running text: one or two in full, more as 'm.fl.'; a last one being 'others' means more."""
    if role not in context["entry"].persons:
        raise FieldIsMissing(role, context["entry"])
    person, people = context["style"].person, context["entry"].persons[role]
    named = [person.style_plugin.format(each, person.abbreviate) for each in people if str(each) != "others"]
    if len(named) == len(people) <= 2:
        return join(sep=" og ")[named].format_data(context)
    return join[named[0], " m.fl."].format_data(context)


@dataclass
class DanishPersonStyle(PersonStyle):
    """Surnames with Danish joining words."""

    def names(self, role: str, full: bool):
        return short_names(role=role)

    def author_or_editor_or_title(self, full: bool):
        return first_of[optional[short_names(role="author")], optional[short_names(role="editor")], field("title")]


class DanishReferenceStyle(AuthorYearReferenceStyle):
    """Author and year in the text, in round brackets and with Danish joining words."""

    def __init__(self):
        round_brackets = BracketStyle(left="(", right=")")
        super().__init__(
            bracket_textual=round_brackets,
            bracket_parenthetical=round_brackets,
            person=DanishPersonStyle(),
        )


@node
def danish_names(children, context, role: str):
    """The persons in a role, joined in Danish; the last one being 'others' means that there were more."""
    style, people = context["style"], context["entry"].persons[role]
    named = [style.format_name(person, style.abbreviate_names) for person in people if str(person) != "others"]
    together = join(sep=", ", sep2=" og ", last_sep=" og ")[named].format_data(context)
    return together if len(named) == len(people) else together + " m.fl."


class DanishStyle(PlainStyle):
    """The list of references, sorted by author: Danish joining words, titles as their authors wrote them."""

    def format_names(self, role, as_sentence=True):
        people = danish_names(role)
        return sentence[people] if as_sentence else people

    def format_title(self, e, which_field, as_sentence=True):
        title = field(which_field)
        return sentence[title] if as_sentence else title


def mark_live_pages(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give exercise pages the script that makes them live, and pages with a map the one that shows progress; others none."""
    if pagename.startswith(LIVE_FOLDER):
        context["page_scripts"] = ["live.js"]
    elif doctree and any(MAP in node.get("classes", []) for node in doctree.findall(bullet_list)):
        context["map_scripts"] = ["progress.js"]


def setup(app: Sphinx) -> dict:
    """Register the theme, the bibliography styles, the directives and the page hook."""
    app.add_html_theme("ledelsesrum", str(Path(__file__).parent / "theme"))
    register_plugin("pybtex.style.formatting", "ledelsesrum", DanishStyle)
    sphinxcontrib.bibtex.plugin.register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "author_year", DanishReferenceStyle, force=True
    )
    for name, directive in (("course-glossary", CourseGlossary), ("course-map", CourseMap), ("coverage-map", CoverageMap)):
        app.add_directive(name, directive)
    app.connect("html-page-context", mark_live_pages)
    app.add_config_value("comments_config", {}, "env")  # Jupyter Book always sets it; the extension it is for is not loaded
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""The Danish bibliography: short references in the running text, and the list of what a page cites."""

from __future__ import annotations

from dataclasses import dataclass

import sphinxcontrib.bibtex.plugin
from pybtex.plugin import register_plugin
from pybtex.richtext import Text
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.sorting.author_year_title import SortingStyle
from pybtex.style.template import FieldIsMissing, Node, field, first_of, join, node, optional, sentence
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from course.site import language
from exercises.danish_order import danish_order

WORDS = {
    "pages": "s.", "chapter": "kapitel", "Volume": "Bind", "volume": "bind", "Number": "Nr.", "number": "nr.", "of": "af", "in": "i", "In": "I",
    "editor": "red.", "editors": "red.", "edition": "udgave", "PhD thesis": "Ph.d.-afhandling", "Master's thesis": "Speciale",
    "Technical Report": "Rapport", "URL:": "Adresse:", " (visited on ": " (set ",
}
"""The English words of pybtex's templates, and ours."""
UNDATED = "u.å."
TITLES = {"title", "booktitle"}
SPOKEN = TITLES | {"journal", "series", "howpublished", "institution", "organization", "publisher", "school", "note"}


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


@node
def danish_year(children, context):
    """The year of a work; one without says so as Danish lists do: »uden år«."""
    return Text(context["entry"].fields.get("year", UNDATED))


def with_danish_year(template: object) -> object:
    """Put our year in place of the one of sphinxcontrib-bibtex, whose word for none is English."""
    if isinstance(template, Node):
        template.children = [danish_year if getattr(child, "name", "") == "year" else with_danish_year(child) for child in template.children]
    return template


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

    def inner(self, role_name: str) -> Node:
        return with_danish_year(super().inner(role_name))


@node
def danish_names(children, context, role: str):
    """The persons in a role, joined in Danish; the last one being 'others' means that there were more."""
    if role not in context["entry"].persons:
        raise FieldIsMissing(role, context["entry"])
    style, people = context["style"], context["entry"].persons[role]
    named = [style.format_name(person, style.abbreviate_names) for person in people if str(person) != "others"]
    together = join(sep=", ", sep2=" og ", last_sep=" og ")[named].format_data(context)
    return together if len(named) == len(people) else together + " m.fl."


@node
def spoken(children, context, name: str):
    """A field of an entry, marked when it is English; what is no title may be English between two commas."""
    [written] = (child.format_data(context) for child in children)
    if name not in TITLES:
        return Text(", ").join(language.marked(part) for part in written.split(", "))
    told = context["entry"].fields.get("langid")
    return language.marked(written, told == "english" if told else None)


def in_danish(template: object) -> object:
    """Put Danish words in place of the English ones of a reference's template, and have its fields marked."""
    if isinstance(template, str):
        return WORDS.get(template, template)
    if isinstance(template, Node):
        template.children = [in_danish(child) for child in template.children]
        if template.name in {"field", "optional_field"} and template.args[0] in SPOKEN:
            return spoken(template.args[0])[template]
    return template


class DanishSorting(SortingStyle):
    """By author, year and title, as in a Danish dictionary."""

    def sorting_key(self, entry):
        return tuple(map(danish_order, super().sorting_key(entry)))


class DanishStyle(PlainStyle):
    """The list of references, sorted by author: Danish joining words, titles as their authors wrote them."""

    default_sorting_style = "ledelsesrum"

    def format_names(self, role, as_sentence=True):
        people = danish_names(role)
        return sentence[people] if as_sentence else people

    def format_title(self, e, which_field, as_sentence=True):
        title = field(which_field)
        return sentence[title] if as_sentence else title

    def format_entry(self, label: str, entry, bib_data=None):
        """As pybtex does it; each kind of reference has a method that gives its template."""
        method = f"get_{entry.type}_template"
        original = getattr(type(self), method)
        setattr(self, method, lambda one: in_danish(original(self, one)))
        return super().format_entry(label, entry, bib_data)


def register() -> None:
    """Make the styles known by the names in ``_config.yml``."""
    register_plugin("pybtex.style.formatting", "ledelsesrum", DanishStyle)
    register_plugin("pybtex.style.sorting", "ledelsesrum", DanishSorting)
    sphinxcontrib.bibtex.plugin.register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "author_year", DanishReferenceStyle, force=True
    )

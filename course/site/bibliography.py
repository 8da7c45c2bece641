"""The Danish bibliography: short references in the running text, and the list of what a page cites."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_lowercase

import sphinxcontrib.bibtex.plugin
from pybtex.database import Entry, Person
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
    """The year of a work in the running text, as the page's list has it."""
    return Text(getattr(context["formatted_entry"], "year", UNDATED))  # a work that lacks a field has none, and a warning


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
        round_brackets = BracketStyle(left="(", right=")", sep="; ")
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
def listed_year(children, context):
    """The year of a work in the list, unless a date before it has just told it."""
    year, before = context["style"].years[context["entry"].key], context["entry"].fields.get("howpublished", "")
    return Text("" if re.search(rf"{re.escape(year)}(?![-–\w])", before) else year)


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
        if template.name == "field" and template.args[0] == "year":
            return listed_year
        if template.name in {"field", "optional_field"} and template.args[0] in SPOKEN:
            return spoken(template.args[0])[template]
    return template


class DanishSortingStyle(SortingStyle):
    """By author, year and title, as in a Danish dictionary; an organisation, in braces, stands among the persons."""

    def sorting_key(self, entry: Entry) -> tuple[str, ...]:
        return tuple(map(danish_order, super().sorting_key(entry)))

    def person_key(self, person: Person) -> str:
        return super().person_key(person).strip("{} ")


class DanishStyle(PlainStyle):
    """The list of references, sorted by author: Danish joining words, titles as their authors wrote them."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self.years: dict[str, str] = {}
        self.sorting_style, self.sort = DanishSortingStyle(), self.sort_and_date

    def sort_and_date(self, entries: Iterable[Entry]) -> list[Entry]:
        """Sort what a page cites, and give works that would be cited alike a letter each: 2020a and 2020b."""
        entries, alike = self.sorting_style.sort(entries), defaultdict(list)
        for entry in entries:
            alike[cited_as(entry)].append(entry.key)
        for (*_, year), keys in alike.items():
            self.years |= {key: year + letter * (len(keys) > 1) for key, letter in zip(keys, ascii_lowercase)}
        return entries

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
        formatted = super().format_entry(label, entry, bib_data)
        formatted.year = self.years[entry.key]
        return formatted


def cited_as(entry: Entry) -> tuple[str, ...]:
    """What the running text says of a work: whose it is, as far as they are named there, and the year."""
    people = [" ".join(person.prelast_names + person.last_names) for person in entry.persons.get("author") or entry.persons.get("editor") or ()]
    named = people if len(people) <= 2 and "others" not in people else [people[0], "m.fl."]
    return *(named or [entry.fields.get("title", "")]), entry.fields.get("year", UNDATED)


def register() -> None:
    """Make the styles known by the names in ``_config.yml``."""
    register_plugin("pybtex.style.formatting", "ledelsesrum", DanishStyle)
    sphinxcontrib.bibtex.plugin.register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "author_year", DanishReferenceStyle, force=True
    )

"""What is English on a page is marked as English, in the text, in the glossary and in the list of references; nothing else is."""

from __future__ import annotations

import re

import pytest
from pybtex.backends.html import Backend
from pybtex.database import parse_string
from pybtex_docutils import Backend as Docutils

from course.site.bibliography import DanishStyle
from course.site.language import is_danish, is_english
from tests.browser.gates import Shown, english

KINDS = {
    "article": "@article{a, author = {Bo, A.}, title = {Tal}, journal = {Avis}, pages = {1--2}, year = 2020}",
    "book": "@book{a, editor = {Bo, A. and Ib, C.}, title = {Tal}, publisher = {Forlag}, volume = 3, series = {Serie}, edition = {2.}, year = 2020}",
    "chapter": "@incollection{a, author = {Bo, A.}, title = {Tal}, booktitle = {Bog}, editor = {Ib, C.}, chapter = 4, pages = {5}, publisher = {F}, year = 2020}",
    "thesis": "@phdthesis{a, author = {Bo, A.}, title = {Tal}, school = {KU}, year = 2020}",
    "report": "@techreport{a, author = {Bo, A.}, title = {Tal}, institution = {VIVE}, number = 7, year = 2020}",
    "web page": "@misc{a, author = {Bo, A.}, title = {Tal}, url = {https://the.example/of/and}, urldate = {1. maj 2020}, year = 2020}",
}


def formatted(entry: str):
    [found] = DanishStyle().format_entries(parse_string(entry, "bibtex").entries.values())
    return found.text


@pytest.mark.parametrize("kind", KINDS)
def test_a_reference_of_any_kind_is_joined_by_danish_words(kind):
    text = re.sub(r"https?://\S+", "", formatted(KINDS[kind]).render_as("text"))
    assert english([Shown(kind, text)]) == []
    assert not re.search(r"\b(pages|volume|editors?|edition|chapter|thesis|report|number|in)\b", text, re.IGNORECASE)


def languages(entry: str) -> list[str]:
    return [node.astext() for part in formatted(entry).render(Docutils()) for node in part.findall(lambda node: "language-en" in node.get("classes", []) if hasattr(node, "get") else False)]


def test_what_is_english_between_two_commas_is_marked():
    assert languages("@misc{a, author = {Bo, A.}, title = {Tal}, howpublished = {Oplæg, Future of Journalism, Cardiff}, year = 2020}") == ["Future of Journalism"]


def test_english_titles_and_journals_in_a_reference_are_marked():
    entry = "@article{a, author = {Bo, A.}, title = {The state of trust}, journal = {Journal of Risk}, year = 2020}"
    assert languages(entry) == ["The state of trust", "Journal of Risk"]
    assert "The state of trust" in formatted(entry).render(Backend())  # where there are no languages it is plain text


@pytest.mark.parametrize(("fields", "marked"), [
    ("title = {Opbrud i offentlig topledelse?}", []),
    ("title = {Bowling Alone}", []),
    ("title = {Bowling Alone}, langid = {english}", ["Bowling Alone"]),
    ("title = {The Killing}, langid = {danish}", []),
])
def test_the_words_of_a_title_tell_its_language_or_its_langid_does(fields, marked):
    assert languages(f"@book{{a, author = {{Bo, A.}}, publisher = {{Forlag}}, {fields}, year = 2020}}") == marked


def test_a_translation_in_brackets_and_the_glossarys_english_are_marked(book):
    page = (book / "book" / "1-1-svaekkede-autoriteter.html").read_text(encoding="utf-8")
    assert '(<em lang="en">epistemic authority</em>)' in page
    assert "<em>Opbrud i offentlig topledelse?</em>" in page
    assert re.search(r'<span lang="en"><em>Trust\.</em></span>', (book / "book" / "ordliste.html").read_text(encoding="utf-8"))


def test_folded_code_is_named_by_what_stands_on_it(book):
    page = (book / "notebooks" / "1-1-svaekkede-autoriteter.html").read_text(encoding="utf-8")
    assert '<summary><span class="collapsed">Vis koden</span>' in page and "Toggle" not in page


@pytest.mark.parametrize(("text", "which"), [("trust in others", "english"), ("tillid til andre", "danish"), ("omtale", "neither"), ("Håb", "danish")])
def test_small_words_and_letters_tell_the_language(text, which):
    assert (is_english(text), is_danish(text)) == (which == "english", which == "danish")

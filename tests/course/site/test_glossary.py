"""The glossary's page is made of its data file."""

from __future__ import annotations

import re

from course.site.glossary import FILE, Term, Terms
from exercises.content import read_yaml
from tests.conftest import ROOT


def test_terms_stand_as_in_a_danish_dictionary():
    terms = Terms(terms=[Term(term=word, text="Noget.") for word in ("årgang", "øje", "ære", "Bog", "aftale", "§ 20-spørgsmål", "zebra")])
    assert [entry.term for entry in terms.in_order()] == ["§ 20-spørgsmål", "aftale", "Bog", "zebra", "ære", "øje", "årgang"]


def test_every_term_is_on_the_page_with_its_meaning_and_can_be_linked_to(book):
    page = (book / "book" / "ordliste.html").read_text(encoding="utf-8")
    terms = read_yaml(ROOT / FILE, Terms).in_order()
    assert re.findall(r'<dt id="term-[^"]+">([^<]+)', page) == [entry.term for entry in terms]
    assert all(entry.text.split(".")[0] in page for entry in terms)

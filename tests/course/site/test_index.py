"""The general index: the glossary's words in Danish order, each with the pages that use it, and a way there from every page."""

from __future__ import annotations

import re

from course.site.glossary import FILE, Terms
from course.site.index import in_danish
from exercises.content import read_yaml
from tests.conftest import ROOT


def test_letters_and_words_stand_as_in_a_danish_dictionary():
    def word(text):
        return text, ([], [], None)

    sphinx = [("A", [word("årgang"), word("accept")]), ("O", [word("øje")]), ("Z", [word("zebra")]), ("Æ", [word("ære"), word("Ægte")])]
    assert [(letter, [found for found, _ in words]) for letter, words in in_danish(sphinx)] == [
        ("A", ["accept"]), ("Z", ["zebra"]), ("Æ", ["Ægte", "ære"]), ("Ø", ["øje"]), ("Å", ["årgang"]),
    ]


def test_a_word_with_capitals_is_one_entry_with_its_uses():
    sphinx = [("S", [("SØM", ([("main", "ordliste.html#term-SOM")], [], None)), ("søm", ([], [("2.2 Snak", [("", "2-2.html#a")])], None))])]
    assert in_danish(sphinx) == [("S", [("SØM", ([("main", "ordliste.html#term-SOM")], [("2.2 Snak", [("", "2-2.html#a")])], None))])]


def test_the_index_has_every_term_in_order_and_the_pages_that_use_it(book):
    page = (book / "genindex.html").read_text(encoding="utf-8")
    found = [re.sub(r"\s+", " ", text).strip() for text in re.findall(r"<strong>([^<]+)</strong>\s*</a>\s*(?=<ul>|</li>)", page)]
    assert found == [entry.term for entry in read_yaml(ROOT / FILE, Terms).in_order()]
    uses = re.findall(r"<strong>\s*filterboble\s*</strong>\s*</a>\s*<ul>(.*?)</ul>", page, re.S)
    assert "book/1-7-smalsporede-ekkorum.html#" in uses[0]


def test_every_term_is_used_on_some_page(book):
    page = (book / "genindex.html").read_text(encoding="utf-8")
    for entry in read_yaml(ROOT / FILE, Terms).terms:
        assert re.search(rf"<strong>\s*{re.escape(entry.term)}\s*</strong>\s*</a>\s*<ul>", page), entry.term


def test_every_page_leads_to_the_index_by_a_danish_name(book):
    page = (book / "book" / "oversigt.html").read_text(encoding="utf-8")
    assert '<a href="../genindex.html">Indeks</a>' in page


def test_a_page_in_the_index_keeps_its_name_in_the_contents(book):
    contents = re.search(r"<nav.*?</nav>", (book / "book" / "oversigt.html").read_text(encoding="utf-8"), re.S)[0]
    assert ">Smalsporede ekkorum</a>" in contents and not re.search(r"<a [^>]*></a>", contents)

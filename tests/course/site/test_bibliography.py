"""References in the running text are Danish, dated or not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pybtex.database import Entry, Person
from pybtex.style.template import Node

from course.site.bibliography import DanishReferenceStyle, DanishStyle, register


def year_of(role: str, **fields: str) -> str:
    """The year that a role's template shows for a work."""
    entry = Entry("book", fields={"title": "Om rum", **fields}, persons={"author": [Person("Holm, Else")]})
    [shown] = {node for node in nodes(DanishReferenceStyle().inner(role)) if node.name in {"year", "danish_year"}}
    return str(shown.format_data({"entry": entry}))


def nodes(template) -> Iterator[Node]:
    if isinstance(template, Node):
        yield template
        for child in template.children:
            yield from nodes(child)


@pytest.mark.parametrize("role", ["p", "t"])
def test_a_work_has_its_year_and_one_without_says_so_in_danish(role):
    assert year_of(role, year="2017") == "2017"
    assert year_of(role) == "u.å."


def test_no_page_of_the_book_has_the_english_word(book):
    pages = [page.read_text(encoding="utf-8") for folder in ("book", "notebooks") for page in (book / folder).glob("*.html")]
    assert any("u.å." in page for page in pages)
    assert not any("n.d." in page for page in pages)


def test_works_are_listed_by_author_in_danish_order():
    register()
    authors = ["Bruns", "Brødsgaard", "Bæk", "Zetland", "Økonomistyrelsen", "Aarhus"]
    works = [Entry("article", persons={"author": [Person(f"{{{name}}}")]}) for name in sorted(authors)]
    assert [str(work.persons["author"][0]).strip("{}") for work in DanishStyle().sort(works)] == authors

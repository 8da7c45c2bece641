"""References are Danish, dated or not, and lead to one work in the list at the end of the page."""

from __future__ import annotations

import pytest
from pybtex.database import parse_string

from course.site.bibliography import DanishReferenceStyle, DanishStyle


def page(*works: str) -> list:
    """The list of references of a page that cites the works, each given as its author and fields."""
    entries = (f"@misc{{work{number}, author = {{{author}}}, {fields}}}" for number, (author, _, fields) in enumerate(work.partition(": ") for work in works))
    return list(DanishStyle().format_entries(parse_string("\n".join(entries), "bibtex").entries.values()))


def listed(*works: str) -> list[str]:
    return [formatted.text.render_as("text") for formatted in page(*works)]


def year_of(role: str, formatted) -> str:
    """The year that a role's template shows for a work of the list."""
    [shown] = {node for node in nodes(DanishReferenceStyle().inner(role)) if node.name in {"year", "danish_year"}}
    return str(shown.format_data({"formatted_entry": formatted}))


def nodes(template):
    if hasattr(template, "children"):
        yield template
        for child in template.children:
            yield from nodes(child)


@pytest.mark.parametrize("role", ["p", "t"])
def test_a_work_has_its_year_and_one_without_says_so_in_danish(role):
    dated, undated = page("Holm, Else: title = {Om rum}, year = 2017", "Juhl, Bo: title = {Om tid}")
    assert (year_of(role, dated), year_of(role, undated)) == ("2017", "u.å.")
    assert (dated.text.render_as("text"), undated.text.render_as("text")) == ("Else Holm. Om rum. 2017.", "Bo Juhl. Om tid. u.å.")


@pytest.mark.parametrize("role", ["p", "t"])
def test_works_that_would_be_cited_alike_have_a_letter_each(role):
    works = page("{Rigsrevisionen}: title = {Om tid}, year = 2020", "{Rigsrevisionen}: title = {Om rum}, year = 2020", "{Rigsrevisionen}: title = {Om tal}, year = 2019")
    assert [year_of(role, work) for work in works] == ["2019", "2020a", "2020b"]
    assert [work.text.render_as("text") for work in works] == ["Rigsrevisionen. Om tal. 2019.", "Rigsrevisionen. Om rum. 2020a.", "Rigsrevisionen. Om tid. 2020b."]


def test_it_is_the_names_in_the_running_text_that_count():
    first, second, third = page(
        "Bo, A. and Ib, C. and Ax, D.: title = {Et}, year = 2024", "Bo, A. and Ax, D. and Ib, C.: title = {To}, year = 2024", "Bo, A. and Ib, C.: title = {Tre}, year = 2024")
    assert {work.text.render_as("text").split(". ")[-1] for work in (first, second, third)} == {"2024a.", "2024b.", "2024."}


def test_the_list_is_in_danish_order_with_organisations_among_the_persons():
    works = listed(*(f"{name}: title = {{Om}}, year = 2020" for name in ("{Økonomistyrelsen}", "Aagaard, Bo", "Østergaard, Ib", "{KL}", "Madsen, Else", "{Ældre Sagen}", "Berg, Ida")))
    assert [work.split(".")[0] for work in works] == ["Ida Berg", "KL", "Else Madsen", "Ældre Sagen", "Økonomistyrelsen", "Ib Østergaard", "Bo Aagaard"]


@pytest.mark.parametrize(("where", "told"), [
    ("digst.dk, 29. april 2024", "digst.dk, 29. april 2024."),
    ("digst.dk", "digst.dk, 2024."),
    ("Folketinget 2024--25", "Folketinget 2024–25, 2024."),
])
def test_a_year_that_a_date_has_told_is_not_told_again(where, told):
    assert listed(f"{{KL}}: title = {{Om}}, howpublished = {{{where}}}, year = 2024") == [f"KL. Om. {told}"]


def test_no_page_of_the_book_has_the_english_word(book):
    pages = [page.read_text(encoding="utf-8") for folder in ("book", "notebooks") for page in (book / folder).glob("*.html")]
    assert any("u.å." in page for page in pages)
    assert not any("n.d." in page for page in pages)

"""Pages read enlarged, spaced out, by keyboard alone, without motion and in few colours; and each fault such a reader could meet is found."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import gates, needs

READING, EXERCISES = "book/1-1-svaekkede-autoriteter.html", "notebooks/1-1-svaekkede-autoriteter.html"
SAMPLES = ["book/index.html", READING, EXERCISES, "book/opgave-a1.html", "search.html?q=tillid"]


@pytest.fixture(scope="module")
def window(chromium) -> Page:
    context = chromium.new_context(locale="da-DK", viewport=needs.LARGE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", SAMPLES)
def test_a_page_serves_those_who_enlarge_it_space_it_use_no_mouse_and_want_no_motion(window, book, path):
    window.set_viewport_size(needs.LARGE)
    window.goto(f"{book.as_uri()}/{path}")
    window.wait_for_load_state("networkidle")
    gates.open_folds(window)
    found = [*needs.in_the_way(window), *gates.too_wide(window), *needs.cramped(window), *needs.moving(window), *needs.headless(window), *needs.vague(window)]
    for key in ("Tab", "Shift+Tab"):
        faults, kinds = needs.unseen_focus(window, key)
        found += faults
        assert {"a.lr-name", "input[search]"} <= kinds
    assert found == []


FAULTS = {
    "no outline": ("<a href='#' style='outline: none'>Et sted</a>", lambda page: needs.unseen_focus(page)[0], "has an outline that is none"),
    "a pale outline": ("<a href='#' style='outline: 3px solid #ddd'>Et sted</a>", lambda page: needs.unseen_focus(page)[0], "has an outline with a contrast of 1."),
    "a link under what stays put": (
        "<div style='position: fixed; inset: 0 0 60% 0; background: white; z-index: 9'>Altid her</div>" + "<p><a href='#'>Et sted</a></p>" * 20,
        lambda page: needs.unseen_focus(page, "Shift+Tab")[0], "is out of sight"),
    "something large that stays put": (
        "<div style='position: fixed; height: 90%; inset: auto 0 0 0'>Altid her</div>", needs.in_the_way, "takes 230 of 256 px"),
    "a line of fixed height": ("<p style='height: 1.2em; line-height: 1.2em; overflow: hidden'>En linje</p>", needs.cramped, "has no room for »En linje«"),
    "a table without heads": ("<table><tr><td>År</td><td>Pct.</td></tr><tr><td>2013</td><td>86</td></tr></table>", needs.headless, "has no heads of columns"),
    "rows without heads": (
        "<table><thead><tr><th>År</th><th>Pct.</th></tr></thead><tbody><tr><td>2013</td><td>86</td></tr></tbody></table>", needs.headless, "has no heads of rows"),
    "links called the same": ("<a href='a.html'>øvelser</a> <a href='b.html'>øvelser</a>", needs.vague, "»øvelser« leads to 2 places"),
    "a name in two pieces": (
        "<table style='width: 4em; table-layout: fixed'><tr><td><code style='overflow-wrap: anywhere'>journal.sqlite3</code></td></tr></table>", needs.broken_names,
        "»journal.sqlite3« is broken"),
    "what moves": ("<p style='transition: color .2s !important'>Tal</p>", needs.moving, "p. moves"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_would_be_lost_for_such_a_reader_is_found(window, book, fault):
    html, gate, said = FAULTS[fault]
    window.set_viewport_size(needs.LARGE)
    window.goto(f"{book.as_uri()}/book/om-tilgaengelighed.html")
    assert gate(window) == []
    window.evaluate("(html) => document.querySelector('main').insertAdjacentHTML('afterbegin', html)", html)
    assert any(said in problem for problem in gate(window)), gate(window)


def test_no_table_breaks_the_name_of_a_file_or_a_command(window, book):
    window.set_viewport_size({"width": 1100, "height": 900})
    tables = re.compile(r"<t[dh]\b[^>]*>(?:(?!</t[dh]>).)*<code", re.S)
    pages = [path for path in sorted(book.glob("book/*.html")) if tables.search(path.read_text(encoding="utf-8"))]
    assert "om-privatliv" in {path.stem for path in pages}
    for path in pages:
        window.goto(path.as_uri())
        assert needs.broken_names(window) == [], path.stem


def test_a_search_says_how_many_it_found_and_not_each_of_them(window, book):
    window.goto(f"{book.as_uri()}/search.html?q=tillid")
    expect(window.get_by_role("status")).to_have_text(re.compile(r"\d+$"))
    expect(window.locator("main [aria-live], main [role=status]")).to_have_count(1)


def test_a_figure_and_the_line_of_the_pages_state_are_there_in_few_colours(chromium, book):
    context = chromium.new_context(locale="da-DK", forced_colors="active", color_scheme="dark", viewport={"width": 1100, "height": 900})
    page = context.new_page()
    page.goto(f"{book.as_uri()}/{EXERCISES}")
    for theme in ("light", "dark"):  # the reader's own choice of theme does not follow the colours of the machine
        page.evaluate("(name) => { document.documentElement.dataset.theme = name; }", theme)
        for picture in page.locator(".lr-figure-wide svg:visible").all():
            assert needs.standing_out(picture) > 2000
    expect(page.locator(".lr-state")).to_contain_text("Her kan du læse")
    context.close()

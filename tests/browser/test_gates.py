"""Each gate is shown to fail on a fault that is put into a page, and to pass the page without it."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import Page

from tests.browser import gates

EXERCISES = "notebooks/1-1-svaekkede-autoriteter.html"


@pytest.fixture(scope="module")
def window(chromium) -> Page:
    context = chromium.new_context(locale="da-DK", color_scheme="light", reduced_motion="reduce", viewport={"width": 1100, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def page(window, book) -> Page:
    """The glossary: a short page without faults."""
    window.goto(f"{book.as_uri()}/book/ordliste.html")
    return window


@pytest.fixture
def exercises(window, book) -> Page:
    window.goto(f"{book.as_uri()}/{EXERCISES}")
    return window


def put(page: Page, html: str) -> None:
    """Put something at the end of the page's text."""
    page.evaluate("(html) => document.querySelector('main').insertAdjacentHTML('beforeend', html)", html)


INACCESSIBLE = {
    "unlabelled input": ("<input type=text>", "label (light)"),
    "picture without a text": ("<img src='data:,'>", "image-alt (light)"),
    "pale text": ("<p style='color: #999'>Bleg tekst</p>", "color-contrast (light)"),
    "text that is pale in the dark": ("<p style='color: #444'>Mørk tekst</p>", "color-contrast (dark)"),
    "small targets": ("<button style='all: unset; width: 9px; height: 9px'>a</button>" * 2, "target-size (light)"),
    "heading left out": ("<h5>Uden trin imellem</h5>", "heading-order (light)"),
}


@pytest.mark.parametrize("fault", INACCESSIBLE)
def test_axe_finds_what_shuts_somebody_out(page, fault):
    html, said = INACCESSIBLE[fault]
    put(page, html)
    found = gates.inaccessible(page)
    assert found and all(problem.startswith(said) for problem in found)


ENGLISH = {
    "a sentence": "<p>Please try again.</p>",
    "a label": "<button aria-label='Close'>×</button>",
    "a tip": "<span title='Click to expand'>tal</span>",
    "a hint in a field": "<input aria-label='navn' placeholder='Search'>",
    "an option": "<select aria-label='valg'><option>None of these</option></select>",
    "folded text": "<details><summary>Mere</summary>You are offline</details>",
    "a text from the style sheet": "<style>.seeded::after { content: 'Loading more' }</style><p class='seeded'>Tal</p>",
    "a picture's name": "<svg role='img' aria-label='Chart with lines'></svg>",
}


@pytest.mark.parametrize("fault", ENGLISH)
def test_english_is_found_wherever_it_is_shown_or_heard(page, fault):
    put(page, ENGLISH[fault])
    assert len(gates.english(gates.shown_texts(page))) == 1


def test_english_is_found_in_the_pages_title(page):
    page.evaluate("() => { document.title = 'Search results'; }")
    assert len(gates.english(gates.shown_texts(page))) == 1


@pytest.mark.parametrize("html", ["<p>Det hedder <em lang='en'>the unintended consequences</em>.</p>", "<pre>for year in the_years: print(and)</pre>", "<p>Ifølge WHO</p>", '<p>I kode: tal.the_year.set_index("how").value_pct</p>'])
def test_english_that_is_marked_or_is_code_is_no_leak(page, html):
    put(page, html)
    assert gates.problems(page) == []


TOO_WIDE = {
    "a wide block": ("<div style='width: 600px'>Bred</div>", "the page is 6"),
    "something out of the window": ("<div style='position: absolute; left: -50px; width: 40px'>Væk</div>", "reaches from -50"),
    "text cut off": ("<p style='width: 80px; overflow: hidden; white-space: nowrap'>En linje, der er for lang</p>", "is cut off"),
    "a region one cannot reach": ("<div style='overflow-x: auto'><div style='width: 600px'>Bred</div></div>", "is not a labelled region"),
}


@pytest.mark.parametrize("fault", TOO_WIDE)
def test_what_does_not_fit_a_narrow_window_is_found(page, fault):
    html, said = TOO_WIDE[fault]
    put(page, html)
    assert any(said in problem for problem in gates.too_wide(page))


def test_what_scrolls_within_a_labelled_region_fits(page):
    put(page, "<div style='overflow-x: auto' tabindex=0 role=group aria-label=Tabel><div style='width: 600px'>Bred</div></div>")
    assert gates.problems(page) == []


def test_a_title_that_says_what_the_one_before_it_said_is_found(page):
    put(page, "<h2>Hvem taler?</h2><section><h2>Hvem taler?</h2><p>En refleksion.</p></section>")
    assert gates.problems(page) == ["the title »Hvem taler?« is said twice"]


ON_PAPER = {
    "no figure": ("document.querySelector('.tag_figure .lr-figure').remove()", "a figure is empty"),
    "no room": ("document.querySelector('.lr-ruled').style.height = 0", "no room to write"),
    "no reflection": ("document.querySelector('.tag_reflection .lr-twin').remove()", "a reflection has no twin"),
    "no task": ("document.querySelector('.tag_answer .lr-twin').remove()", "a task has no twin"),
    "no way to make it live": ("document.querySelector('.lr-state').textContent = 'Her kan du læse.'", "how it is made live"),
}


@pytest.mark.parametrize("fault", ON_PAPER)
def test_an_empty_place_on_paper_is_found(exercises, fault):
    script, said = ON_PAPER[fault]
    assert gates.empty_on_paper(exercises) == []
    exercises.evaluate(f"() => {{ {script}; }}")
    [problem] = gates.empty_on_paper(exercises)
    assert said in problem


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext mangler (se tests/debian-packages.txt)")
def test_an_option_that_is_not_on_paper_is_found(exercises, tmp_path):
    wanted = ["Vi afviser det: Der er intet fagligt belæg.", "sjældent", "De begyndte ikke i de seks år. Mange kan være begyndt senere"]
    assert gates.missing_on_paper(gates.printed(exercises, tmp_path / "hel.pdf"), wanted) == []
    exercises.evaluate("() => document.querySelectorAll('.lr-task .lr-boxes li').forEach((option) => { option.style.display = 'none'; })")
    assert gates.missing_on_paper(gates.printed(exercises, tmp_path / "mangler.pdf"), wanted) == [f"»{wanted[2]}« is not on paper"]


def test_every_word_of_an_exercise_is_wanted_on_paper_but_not_its_replies():
    exercise = {"title": "T", "items": [{"kind": "scale", "prompt": "P", "low": "L", "back": [{"text": "svar"}]},
                                        {"options": [{"id": "a", "label": "A"}], "periods": ["Jan."], "own": {"label": "Egen"}}]}
    assert sorted(gates.wanted_on_paper(exercise)) == ["A", "Egen", "Jan.", "L", "P", "T"]

"""What the reader has written in a part stands in one place, and the overviews say how far the reader is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import needs
from tests.browser.conftest import open_live, wait_live
from tests.conftest import until

GATHERED = "bog/notebooks/del-1-samlet.html"
HOSTILE = "<img src=x onerror=\"document.title='hacket'\">"


@pytest.fixture
def course(course_factory):
    return course_factory("--port", "9140")


def write(page: Page) -> None:
    page.get_by_role("textbox", name=re.compile("mandat")).fill(f"Vagtchefen {HOSTILE}")
    page.get_by_role("slider", name=re.compile("Når vi begår")).press("End")
    expect(page.locator("[data-exercise=hvem_tror_de_paa] .lr-saved")).to_contain_text("gemt kl.")
    until(lambda: page.evaluate("!globalThis.ledelsesrumJournal.entries().length"))


def test_what_was_written_is_gathered_as_text_with_the_way_back(context, course):
    page = open_live(context, course)
    write(page)
    page.goto(course.page(GATHERED))
    wait_live(page)
    exercise = page.locator("[data-exercise=hvem_tror_de_paa]")
    expect(exercise.get_by_text(f"Vagtchefen {HOSTILE}")).to_be_visible()
    expect(exercise.get_by_text("7 af 7")).to_be_visible()
    expect(exercise.locator("[data-item]")).to_have_count(2)  # only what has an answer
    expect(exercise).to_contain_text("Endnu åbne spørgsmål: 4.")
    expect(page.locator("[data-exercise=tallet_i_brevet]")).to_contain_text("Du har ikke skrevet noget her endnu.")
    assert needs.vague(page) == []
    exercise.get_by_role("link", name="Skriv videre i øvelsen").click()
    wait_live(page)
    expect(page.get_by_role("textbox", name=re.compile("mandat"))).to_have_value(f"Vagtchefen {HOSTILE}")
    assert page.title() != "hacket"


def test_what_another_page_saves_appears(context, course):
    gathered = open_live(context, course)
    gathered.goto(course.page(GATHERED))
    wait_live(gathered)
    write(open_live(context, course))
    expect(gathered.get_by_text("Vagtchefen", exact=False)).to_be_visible()


def test_the_reader_writes_on_there(context, course):
    page = open_live(context, course)
    page.goto(course.page(GATHERED))
    wait_live(page)
    page.get_by_role("radio", name="Noget fjerde, som oplægget ikke nævner").check()
    expect(page.get_by_text("Så har oplægget et hul")).to_be_visible()
    expect(page.locator("[data-exercise=del_1_videre] .lr-saved")).to_contain_text("gemt kl.")


@pytest.mark.parametrize("overview", ["bog/book/index.html", "bog/book/del-1.html"])
def test_an_overview_says_how_far_the_reader_is(context, course, watch, overview):
    page = open_live(context, course)
    overviews = context.new_page()
    overviews.goto(course.page(overview))
    place = overviews.locator("#svar-1-1")
    expect(place).to_have_text("7 spørgsmål til dig")
    write(page)
    overviews.reload()
    expect(place).to_have_text("2 af 7 besvaret")
    assert watch.foreign(course.origin) == [] and watch.complaints == []


def test_an_overview_opened_as_a_file_says_how_many_there_are(context, watch, book):
    page = context.new_page()
    page.goto((book / "book" / "index.html").as_uri())
    expect(page.locator("#svar-1-1")).to_have_text("7 spørgsmål til dig")
    assert watch.complaints == []

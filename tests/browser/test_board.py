"""Part 2 on one page: the reader's answers from four sections in one picture, on the screen and on paper."""

from __future__ import annotations

import subprocess

import pytest
from playwright.sync_api import Page, expect

from exercises.journal.log import Log
from tests.browser.conftest import wait_live

PAGE = "bog/notebooks/del-2-samlet.html"
HOSTILE = "<img src=x onerror=\"document.title='hacket'\">"
ANSWERS = {
    ("dine_egne_raad", "tre_maerker"): {"marks": {"truffet": 1, "raad": 3, "tvivl": 2}},
    ("maaltallets_bagside", "hvad_skete_der"): {"cells": {"mindre": {"sker": "ja", "bygger": "gaet"}, "lette": {"sker": "ved_ikke", "bygger": "gaet"}}},
    ("kalender_og_prioriteter", "vigtigst_halvaar"): {"shares": {"politisk": 20, "drift": 50, "ledere": 30}},
    ("kalender_og_prioriteter", "ugens_timer"): {"cells": {"politisk": {"timer": 30}, "drift": {"timer": 10}}, "labels": {"politisk": "Politisk betjening", "drift": "Økonomi og drift"}},
    ("kaeden_af_ja", "kaeden"): {"rows": 3, "labels": {"own_1": "Økonomichefen", "own_2": f"Udvalget {HOSTILE}"}, "cells": {"own_1": {"chance": 90}, "own_2": {"chance": 50}}},
}


@pytest.fixture
def course(course_factory):
    return course_factory("--port", "9160")


def write(course, monkeypatch, *wanted: tuple[str, str]) -> None:
    monkeypatch.setenv("LEDELSESRUM_DATA", str(course.data))
    with Log.open() as log:
        for exercise, item in wanted or ANSWERS:
            log.save(exercise, item, ANSWERS[exercise, item])


@pytest.fixture
def page(context, course) -> Page:
    page = context.new_page()
    page.goto(course.address)
    return page


def opened(page: Page, course) -> Page:
    page.goto(course.page(PAGE))
    wait_live(page)
    return page


def tile(page: Page, name: str):
    return page.get_by_role("region", name=name, exact=True)


def test_each_field_says_what_the_answers_show(page, course, monkeypatch, watch):
    write(course, monkeypatch)
    opened(page, course)
    expect(tile(page, "Rådet")).to_contain_text("Mit råd kom efter beslutningen.")
    expect(tile(page, "Måltallet")).to_contain_text("2 af mine svar om måltallets bagside er gæt.")
    expect(tile(page, "Kalenderen")).to_contain_text("Jeg brugte 45 pct. af tiden sådan, som jeg selv havde prioriteret.")
    chain = tile(page, "Den ene gennemførelse")
    expect(chain).to_contain_text(f"Der er 45 pct. chance for, at alle siger ja første gang. Svagest: Udvalget {HOSTILE}.")
    assert page.title() != "hacket" and watch.complaints == [] and watch.foreign(course.origin) == []


def test_what_is_not_answered_yet_says_where_and_leads_there(page, course, monkeypatch):
    write(course, monkeypatch, ("dine_egne_raad", "tre_maerker"))
    opened(page, course)
    expect(tile(page, "Kalenderen")).to_contain_text("når du har gjort ugen op i afsnit 2.4")
    expect(tile(page, "Rådet").get_by_role("link", name="Skriv videre i øvelsen")).to_be_visible()
    tile(page, "Kalenderen").get_by_role("link", name="Gå til øvelsen").click()
    wait_live(page)
    expect(page.locator("[data-item=ugens_timer]")).to_be_visible()


def test_an_answer_given_on_another_page_appears_in_the_picture(page, context, course):
    opened(page, course)
    other = context.new_page()
    other.goto(course.page("bog/notebooks/2-1-styringsvaerktoejer-med-slagside.html"))
    wait_live(other)
    other.locator("[data-item=ikke_set] textarea").fill("Ventetiden i telefonen, og om man blev hjulpet")
    expect(tile(page, "Måltallet")).to_contain_text("Ventetiden i telefonen, og om man blev hjulpet")


def test_the_picture_is_printed_alone_on_one_page(page, course, monkeypatch, tmp_path):
    write(course, monkeypatch)
    opened(page, course)
    page.evaluate("window.print = () => { globalThis.printed = true; }")
    page.get_by_role("button", name="Udskriv billedet på én side").click()
    assert page.evaluate("globalThis.printed")
    page.pdf(path=tmp_path / "billede.pdf", format="A4")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.pdf(path=tmp_path / "siden.pdf", format="A4")
    picture, whole = (subprocess.run(["pdftotext", "-layout", tmp_path / f"{name}.pdf", "-"], capture_output=True, text=True, check=True).stdout for name in ("billede", "siden"))
    assert picture.count("\f") == 1 and whole.count("\f") > 1
    assert all(words in picture for words in ("Min del 2 på én side", "Rådet", "Kalenderen", "Økonomichefen"))
    assert "Hvad holder du op med?" not in picture and "Hvad holder du op med?" in whole


def test_the_reader_stops_something_and_sees_it_in_words(page, course):
    opened(page, course)
    item = page.locator("[data-item=holde_op_med]")
    item.get_by_role("textbox", name="Hvad holder du op med?").fill("Mandagsmødet")
    expect(item).to_contain_text("Du holder op med »Mandagsmødet«.")
    expect(page.locator("[data-exercise=del_2_videre] .lr-saved")).to_contain_text("gemt kl.")

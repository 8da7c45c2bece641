"""Min ledelsesplan: the reader takes answers along, edits, orders, looks it through, and has it as a file."""

from __future__ import annotations

import io
from datetime import datetime, timedelta, timezone

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from exercises.journal.log import Log
from tests.browser import gates
from tests.browser.conftest import wait_live
from tests.conftest import until

PAGE, CASE_PAGE = "bog/notebooks/min-ledelsesplan.html", "bog/notebooks/3-0-handlingsanvisningen.html"
HOSTILE = "<img src=x onerror=\"document.title='hacket'\">"
CASE = f"Aftenvagterne lægger selv ruterne, siger Mette Hansen. {HOSTILE}"
DAY = datetime(2026, 9, 3, 9, tzinfo=timezone.utc)
ROOM = {"rows": 2, "labels": {"own_1": "Serviceloven", "own_2": "Budgettet"}, "cells": {"own_1": {"slags": "krav"}, "own_2": {"slags": "graense"}}}
MAP = {"rows": 1, "labels": {"own_1": "Udvalget"}, "cells": {"own_1": {"side": "above", "pull": "presses", "known": "said"}}}


@pytest.fixture
def course(course_factory, monkeypatch):
    course = course_factory("--port", "9170")
    monkeypatch.setenv("LEDELSESRUM_DATA", str(course.data))
    with Log.open() as log:
        log.save("min_sag", "sagen", CASE, typed_at=DAY)
        log.save("min_sag", "krav_graenser_valg", ROOM, typed_at=DAY + timedelta(days=1))
        log.save("kort_over_ledelsesrummet", "kortet", MAP, occasion="indgang", typed_at=DAY)
        log.save("indgang_brev", "brev", "Kære mig, husk natten", occasion="indgang", typed_at=DAY)
    return course


@pytest.fixture
def page(context, course) -> Page:
    page = context.new_page()
    page.goto(course.address)
    return opened(page, course)


def opened(page: Page, course, path: str = PAGE) -> Page:
    page.goto(course.page(path))
    wait_live(page)
    return page


def field(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def saved(page: Page) -> None:
    until(lambda: page.evaluate("!globalThis.ledelsesrumJournal.entries().length"))


def document(page: Page, form: str = "Word") -> Document:
    with page.expect_download() as download:
        page.get_by_role("button", name=form, exact=True).click()
    with open(download.value.path(), "rb") as file:
        return Document(io.BytesIO(file.read()))


def test_an_answer_taken_along_is_edited_ordered_and_still_there_after_a_reload(page, course, watch):
    case = field(page, "Min sag")
    expect(case).to_contain_text("Skrevet 3. september 2026 i afsnit 3.0")
    case.get_by_label("Tag med: Sagen, som du beskrev den").check()
    text = case.get_by_role("textbox")
    expect(text).to_have_value(CASE)
    text.press("Control+End")
    text.type(" Fra marts.")
    expect(case).to_contain_text("12 ord · højst 80")
    page.get_by_role("button", name="Flyt »Min sag« ned").press("Enter")
    expect(page.get_by_role("button", name="Flyt »Min sag« ned")).to_be_focused()
    page.get_by_label("Lad »Kort over aktører« være ude").check()
    expect(page.locator(".lr-plan-order li").nth(4)).to_contain_text("ude af planen")
    saved(page)
    assert watch.complaints == []
    page.reload()
    wait_live(page)
    expect(field(page, "Min sag").get_by_role("textbox")).to_have_value(f"{CASE} Fra marts.")
    assert page.locator(".lr-passage h3").all_inner_texts()[:2] == ["Det, jeg troede i starten", "Min sag"]
    expect(page.locator("[data-item=aktoerer]")).to_be_hidden()
    page.get_by_role("button", name="Min sag", exact=True).click()
    expect(page.get_by_role("heading", name="Min sag")).to_be_focused()
    with Log.open() as log:
        assert [answer.value for answer in log.current("min_sag") if answer.item == "sagen"] == [CASE]
    assert page.title() != "hacket" and watch.foreign(course.origin) == []


def test_taking_an_answer_out_again_takes_its_words_but_never_the_readers_own(page):
    case = field(page, "Min sag")
    tick, text = case.get_by_label("Tag med: Sagen, som du beskrev den"), case.get_by_role("textbox")
    text.fill("Mine egne ord.")
    tick.check()
    expect(text).to_have_value(f"Mine egne ord.\n\n{CASE}")
    tick.uncheck()
    expect(text).to_have_value("Mine egne ord.")
    tick.check()
    text.fill("Mine egne ord. Aftenvagterne bestemmer.")
    tick.uncheck()
    expect(text).to_have_value("Mine egne ord. Aftenvagterne bestemmer.")
    expect(case).to_contain_text("Du har rettet i ordene")


def test_an_answer_that_is_changed_afterwards_is_said_and_fetched_anew(page, context, course):
    case = field(page, "Min sag")
    case.get_by_label("Tag med: Sagen, som du beskrev den").check()
    saved(page)
    other = opened(context.new_page(), course, CASE_PAGE)
    other.locator("[data-item=sagen] textarea").fill("Nattevagterne også.")
    saved(other)
    expect(case).to_contain_text("Du har siden ændret svaret.")
    expect(case.get_by_role("textbox")).to_have_value(CASE)
    case.get_by_role("button", name="Hent det nye").click()
    expect(case.get_by_role("textbox")).to_have_value("Nattevagterne også.")
    expect(case).not_to_contain_text("Du har siden ændret svaret.")


def test_the_letter_from_the_beginning_stays_closed_until_it_is_answered(page, course):
    first = field(page, "Det, jeg troede i starten")
    first.get_by_text("Skjult, til du har svaret igen").click()
    expect(first.get_by_role("link", name="Brevet til dig selv")).to_be_visible()
    assert "husk natten" not in page.content()


def test_the_plan_is_looked_through_for_names_and_saved_as_word(page):
    field(page, "Min sag").get_by_label("Tag med: Sagen, som du beskrev den").check()
    field(page, "Mit ledelsesrum: krav, grænser og valg").get_by_label("Tag med: Krav, grænser og valg").check()
    field(page, "Kort over aktører").get_by_label("Tag med: Kortet over ledelsesrummet").check()
    lines = field(page, "Hvis … så …, og hvem ser det")
    lines.get_by_label("Hvis … (1)").fill("mødet aflyses")
    lines.get_by_label("Så … (1)").fill("ringer jeg samme dag")
    page.get_by_role("button", name="Læs planen igennem for navne").click()
    expect(page.locator(".lr-looked mark").first).to_have_text("Mette")
    page.get_by_label("Kan nogen genkendes?").check()
    made = document(page)
    expect(page.locator(".lr-files")).to_contain_text("Endnu uden kryds under »Før du gemmer«:Er der oplysninger")
    headings = [paragraph.text for paragraph in made.paragraphs if paragraph.style.name.startswith("Heading")]
    assert [name for name in headings if name in ("Min sag", "Mit ledelsesrum: krav, grænser og valg", "Kort over aktører", "Hvis … så …, og hvem ser det")] == headings[-4:]
    assert any(HOSTILE in paragraph.text for paragraph in made.paragraphs)
    assert {"Serviceloven", "mødet aflyses"} <= {row.cells[0].text for table in made.tables for row in table.rows}
    assert len(made.inline_shapes) == 1


def test_nothing_is_included_that_is_not_ticked_but_all_of_it_as_an_appendix_when_asked_for(page):
    page.get_by_role("button", name="Word", exact=True).click()
    expect(page.locator(".lr-files")).to_contain_text("Der er intet i planen endnu.")
    field(page, "Sådan ved jeg om tre måneder, om det virker").get_by_role("textbox").fill("Færre forgæves ture.")
    assert not any("Aftenvagterne" in paragraph.text for paragraph in document(page).paragraphs)
    page.get_by_label("Læg alle mine svar ved som bilag").check()
    assert any("Aftenvagterne" in paragraph.text for paragraph in document(page).paragraphs)


def test_two_windows_do_not_undo_each_others_fields(page, context, course):
    other = opened(context.new_page(), course)
    field(page, "Min sag").get_by_role("textbox").fill("Fra det ene vindue")
    field(other, "Sådan ved jeg om tre måneder, om det virker").get_by_role("textbox").fill("Fra det andet")
    saved(page)
    saved(other)
    for window in (page, other):
        window.bring_to_front()
        window.get_by_role("button", name="Læs planen igennem for navne").focus()
        expect(field(window, "Min sag").get_by_role("textbox")).to_have_value("Fra det ene vindue")
        expect(field(window, "Sådan ved jeg om tre måneder, om det virker").get_by_role("textbox")).to_have_value("Fra det andet")


def test_the_page_passes_every_gate_with_everything_taken_along(page):
    for tick in page.locator(".lr-drawn input").all():
        tick.check()
    field(page, "Min sag").get_by_role("textbox").press("End")
    page.get_by_role("button", name="Læs planen igennem for navne").click()
    expect(page.locator(".lr-looked mark").first).to_be_visible()
    gates.open_folds(page)
    assert gates.problems(page) == [] and gates.too_wide(page, 360) == []

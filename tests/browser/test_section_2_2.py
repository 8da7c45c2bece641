"""Section 2.2 as a reader uses it: a family's budget steered by the keyboard, three texts side by side, and who pays against who gains."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_live, press

PAGE = "bog/notebooks/2-2-oekonomisnakken-og-dens-uaegte-tvilling.html"
PURSE, BILL = "Hvem ser på regnestykket?", "Hvem betaler?"
YEARS, RATE, SUCCESS = "Så mange år ser vi frem", "Diskonteringsrente", "Familier, det lykkes for"


@pytest.fixture
def sheet(page):
    return page.locator("[data-figure=familiens_budget]")


def ends(sheet, title: str) -> None:
    expect(sheet.locator(".lr-figure-title").first).to_have_text(title)


def test_the_whole_sheet_is_steered_by_the_keyboard(page, sheet):
    ends(sheet, "Samfundet ender 186.341 kr. i plus")
    expect(sheet).to_contain_text("Opdigtet regneeksempel")
    purse = sheet.get_by_label(PURSE)
    purse.focus()
    purse.press("ArrowDown")
    ends(sheet, "Kommunen ender 54.293 kr. i minus")
    page.keyboard.press("Tab")
    expect(sheet.get_by_label(BILL)).to_be_focused()
    page.keyboard.press("Tab")
    expect(sheet.get_by_role("slider", name=YEARS)).to_be_focused()
    press(sheet, YEARS, "ArrowRight", 3)
    ends(sheet, "Kommunen ender 20.187 kr. i plus")
    press(sheet, YEARS, "ArrowLeft", 3)
    press(sheet, RATE, "ArrowRight", 1)
    ends(sheet, "Kommunen ender 60.801 kr. i minus")
    press(sheet, RATE, "Home", 1)
    ends(sheet, "Kommunen går lige op")
    press(sheet, SUCCESS, "ArrowLeft", 2)
    ends(sheet, "Kommunen ender 100.000 kr. i minus")


def test_every_figure_shows_the_arithmetic_that_gives_it_and_follows_the_controls(sheet):
    table = sheet.locator(".lr-worked table")
    expect(table.get_by_role("row")).to_have_count(13)
    year = table.get_by_role("row", name="År 3")
    for arithmetic in ("1 × 0,3 × 250.000", "1 / 1,035³", "75.000 × 1 / 1,035³", "−294.928 + 67.646"):
        expect(year).to_contain_text(arithmetic)
    expect(table.get_by_role("row", name="I alt")).to_contain_text("481.268 − 294.928")
    press(sheet, YEARS, "ArrowRight", 2)
    expect(table.get_by_role("row")).to_have_count(15)
    sheet.get_by_label(PURSE).select_option("egen")
    expect(year).to_contain_text("0,3 × 0,3 × 250.000")


def test_the_bill_shared_as_the_gain_is_shared_leaves_no_one_short(sheet):
    purses = sheet.get_by_role("table").last
    expect(purses.get_by_role("row", name="Forvaltningen")).to_contain_text("−150.547")
    expect(purses.get_by_role("row", name="Staten")).to_contain_text("192.507")
    sheet.get_by_label(BILL).select_option("deles")
    expect(purses.get_by_role("row", name="Forvaltningen")).to_contain_text("55.902")
    expect(purses).not_to_contain_text("−")
    expect(purses.get_by_role("row", name="Tilsammen")).to_contain_text("186.341")


def test_the_average_of_chosen_years_leaves_the_year_out_that_cannot_be_compared(page):
    figure = page.locator("[data-figure=mod_budgettet]")
    expect(figure.locator(".lr-said")).to_contain_text("Service lå i 2011–2024 i gennemsnit 2,42 mia. kr. under budgettet (11 år med tal).")
    figure.get_by_role("slider", name="Til år").fill("2020")
    figure.get_by_role("slider", name="Fra år").fill("2020")
    expect(figure.locator(".lr-said")).to_have_text("I 2020 er der ingen tal, der kan sammenlignes.")


def test_three_texts_stand_side_by_side_and_who_pays_stands_against_who_gains(context, course_factory):
    page = open_live(context, course_factory("--port", "9222"), path=PAGE)
    texts = page.locator("[data-item=tre_sprog]")
    areas = [texts.get_by_role("textbox", name=name) for name in ("Til Finansministeriet", "Til oversygeplejersken", "Til en forælder")]
    for area, text in zip(areas, ("Forebyggende familieindsats, 300.000 kr., giver en nutidsværdi på 186.341 kr.", "En fast person i hjemmet i to år.", "Mette kommer hver uge.")):
        area.fill(text)
    expect(texts).to_contain_text("Tal, som kun ministeriet får: 300.000 og 186.341.")
    expect(texts).to_contain_text("Lange ord, som kun ministeriet får: forebyggende, familieindsats og nutidsværdi.")
    assert len({round(area.bounding_box()["y"]) for area in areas}) == 1
    sides = page.locator("[data-item=betaler_og_faar]")
    for row, paid, got in (("Din egen ramme", "100", "25"), ("Staten", "0", "75")):
        sides.get_by_role("textbox", name=f"{row}: Betaler").fill(paid)
        sides.get_by_role("textbox", name=f"{row}: Får").fill(got)
    expect(sides).to_contain_text("Din egen ramme betaler 100 pct. og får 25 pct.")
    expect(sides).to_contain_text("Staten får 75 pct. af gevinsten i dit skøn.")


def test_the_sheet_is_stacked_on_the_narrowest_phone_and_each_figure_says_what_it_is(page, sheet):
    page.set_viewport_size({"width": 320, "height": 640})
    expect(sheet.locator(".lr-worked .lr-of").first).to_be_visible()
    sheet.get_by_label(PURSE).select_option("stat")
    ends(sheet, "Staten ender 192.507 kr. i plus")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert sheet.locator(".lr-worked").evaluate("node => node.scrollWidth <= node.clientWidth")
    page.set_viewport_size({"width": 360, "height": 640})
    assert sheet.locator(".lr-table").last.evaluate("node => node.scrollWidth <= node.clientWidth"), "the purses' table hides where they end"

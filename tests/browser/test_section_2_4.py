"""Section 2.4 as a reader uses it, by keyboard: priorities first, then the hours of the week, the gap between them, and a week to mend."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import open_live

PAGE = "bog/notebooks/2-4-implementering-og-toplederfokus.html"
POINTS = {"Politisk betjening": 20, "Lede ledere": 20, "Økonomi og drift": 15, "Eksternt samarbejde": 10, "Tænke og lære": 5, "Velfærdsaftalen": 30}
HOURS = {"Politisk betjening": "13,5", "Lede ledere": "5", "Økonomi og drift": "9,5", "Eksternt samarbejde": "4,5", "Tænke og lære": "1", "Velfærdsaftalen": "3"}


@pytest.fixture
def page(context, course_factory):
    return open_live(context, course_factory(), path=PAGE)


def give_points(page: Page) -> None:
    """Name the line of one's own, and step each line up by the arrow keys, from one control to the next by Tab."""
    item = page.locator("[data-item=vigtigst_halvaar]")
    item.get_by_role("textbox").focus()
    page.keyboard.type("Velfærdsaftalen")
    page.keyboard.press("Tab")
    for name, points in POINTS.items():
        page.keyboard.press("Tab")
        expect(item.get_by_role("slider", name=name)).to_be_focused()
        for _ in range(points // 5):
            page.keyboard.press("ArrowRight")
    expect(item).to_contain_text("Alle 100 point er fordelt.")


def give_hours(page: Page) -> None:
    item = page.locator("[data-item=ugens_timer]")
    item.get_by_role("textbox", name=re.compile("Politisk betjening")).focus()
    for name, hours in HOURS.items():
        expect(item.get_by_role("textbox", name=re.compile(name))).to_be_focused()
        page.keyboard.type(hours)
        page.keyboard.press("Tab")


def test_the_hours_are_not_asked_for_before_the_priorities_are_given(page):
    priorities, hours = page.locator("[data-item=vigtigst_halvaar]"), page.locator("[data-item=ugens_timer]")
    expect(hours).to_contain_text("Her står dine egne ord fra øvelsen »Kalenderen og dine prioriteter«")
    expect(hours.get_by_role("textbox")).to_have_count(0)
    give_points(page)
    expect(hours.get_by_role("textbox")).to_have_count(len(POINTS) + 1)
    expect(priorities).to_contain_text("»Velfærdsaftalen« fik flest point.")


def test_the_gap_between_the_readers_own_words_and_week_is_told_in_the_readers_own_figures(page):
    give_points(page)
    give_hours(page)
    hours = page.locator("[data-item=ugens_timer]")
    expect(hours.locator("figure")).to_contain_text("70 pct.")
    expect(hours.locator("figure")).to_contain_text("37 pct. tid")
    expect(hours.get_by_role("button", name="Gem billedet")).to_be_visible()
    expect(hours).to_contain_text("mindst 30 pct. af de 36,5 timer")
    expect(hours).to_contain_text("»Politisk betjening« fik 17 procentpoint mere, end du satte af, og »Velfærdsaftalen« fik 22 mindre.")
    expect(hours).not_to_contain_text("hører ikke til noget af det")
    page.keyboard.type("9")
    expect(hours).to_contain_text("20 pct. af tiden hører ikke til noget af det, du kaldte vigtigt.")


def test_a_week_is_coloured_and_mended_until_mending_from_one_line_no_longer_helps(page):
    week, gap = page.locator("[data-figure=ugen]"), page.locator("[data-figure=ord_og_timer]")
    expect(week).to_contain_text("3 af 30 aftaler og 3,0 af 36,5 timer")
    week.get_by_label("Farv", exact=True).select_option("Bestilt af andre og planlagt")
    expect(week).to_contain_text("12 af 30 aftaler og 18,5 af 36,5 timer, 50,7 pct. af ugen")
    slider, said = gap.get_by_role("slider"), gap.locator(".lr-said")
    expect(gap).to_contain_text("Ord og timer har 69,7 pct. til fælles")
    slider.fill("6.2")
    expect(said).to_contain_text("fra 69,7 til 86,6 pct. Gennemførelsen mangler 4,8 procentpoint.")
    slider.fill("7.5")
    expect(said).to_contain_text("fra 69,7 til 86,6 pct. Gennemførelsen mangler 1,2 procentpoint. Politisk betjening er kommet under sin egen prioritet.")
    slider.fill("10")
    expect(said).to_contain_text("fra 69,7 til 81,0 pct. Gennemførelsen har nu mere end sine 30 pct.")
    slider.fill("8")
    gap.get_by_label("Hentet fra").select_option("Begge, halvt af hver")
    expect(gap).to_contain_text("Ord og timer har 91,4 pct. til fælles")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

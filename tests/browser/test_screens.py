"""Every kind of page, on a desk and on a phone, light and dark: laid out without sideways scrolling, and pictured.

The pictures land in ``_build/screenshots`` for a person to look at.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PICTURES, picture, wait_live

SIZES = {"desk": (1100, 900), "phone": (390, 844), "narrow": (320, 640)}
SCREENS = {
    "front": "book/index.html",
    "reading": "book/1-1-svaekkede-autoriteter.html",
    "exercise": "notebooks/1-1-svaekkede-autoriteter.html",
    "glossary": "book/ordliste.html",
    "search": "search.html?q=tillid",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_fits_its_window(chromium, shared_course, screen, size, theme):
    width, height = SIZES[size]
    context = chromium.new_context(locale="da-DK", color_scheme=theme, reduced_motion="reduce", viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(shared_course.address)
    page.goto(shared_course.page(f"bog/{SCREENS[screen]}"))
    if screen == "exercise":
        wait_live(page)
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    page.screenshot(path=PICTURES / f"{screen}-{size}-{theme}.png", full_page=size != "narrow")
    if (size, theme) == ("desk", "light"):
        picture(page, screen, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": 1400})
    context.close()


def test_the_reader_can_choose_light_or_dark_and_it_is_remembered(context, shared_course):
    page = context.new_page()
    page.goto(shared_course.page("bog/book/index.html"))
    page.get_by_role("button", name="Skift til mørke farver").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(page.get_by_role("button", name="Skift til lyse farver")).to_be_visible()


def test_the_contents_open_by_keyboard_and_close_with_escape(context, shared_course):
    page = context.new_page()
    page.goto(shared_course.page("bog/book/index.html"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til indholdet")).to_be_focused()
    page.get_by_text("Indhold", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Kursets indhold").get_by_role("link", name="Svækkede autoriteter", exact=True).first).to_be_visible()  # the page, and its place in the index
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation", name="Kursets indhold")).to_be_hidden()
    expect(page.locator(".lr-contents summary")).to_be_focused()


def test_searching_finds_the_section_and_speaks_danish(context, watch, shared_course):
    page = context.new_page()
    page.goto(shared_course.address)
    page.get_by_role("searchbox", name="Søg i kurset").fill("troværdighed")
    page.keyboard.press("Enter")
    results = page.locator("#search-results")
    expect(results.get_by_role("link", name="Svækkede autoriteter", exact=True).first).to_be_visible()  # the page, and its place in the index
    assert "Search" not in page.locator("main").inner_text()
    assert watch.complaints == []


def test_an_address_that_does_not_exist_and_one_without_the_token_answer_in_danish(context, shared_course):
    page = context.new_page()
    page.goto(shared_course.page("bog/book/findes-ikke.html"))
    expect(page.get_by_role("heading")).to_have_text("Siden findes ikke")
    page.goto(shared_course.page("start"))
    expect(page.get_by_role("heading")).to_have_text("Åbn adressen fra programmets vindue")

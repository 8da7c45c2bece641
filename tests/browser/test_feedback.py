"""The page of feedback as its student opens it: a file, on a machine without a network, in light and dark, and on paper."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import expect

from tests.browser import needs
from tests.browser.conftest import picture
from tests.browser.gates import OF_COLOURS, STANDARD, axe, english, shown_texts, too_wide
from tests.course.grading.returned import CLASS, STEP


@pytest.fixture(scope="module")
def offline(chromium):
    """A browser with the network cut; what pages ask for is in the list."""
    context = chromium.new_context(locale="da-DK", viewport={"width": 1280, "height": 800}, offline=True)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context, asked
    context.close()


def open_page(offline, returned, student: str):
    context, asked = offline
    page = context.new_page()
    asked.clear()
    address = (returned.folder / f"feedback/{student}/A1/A1.html").as_uri()
    page.goto(address)
    return page, [url for url in asked if url != address and not url.startswith("data:")]


@pytest.mark.parametrize("student", CLASS)
def test_a_page_opens_offline_asks_for_nothing_and_shuts_nobody_out(offline, returned, student):
    page, asked = open_page(offline, returned, student)
    expect(page.get_by_role("heading", level=1)).to_have_text("A1 · Tillid og virkelighed")
    page.locator("summary").press("Enter")
    assert asked == [] and page.locator("script").count() == 0 and page.locator("html").get_attribute("lang") == "da"
    for scheme, rules in (("light", {"type": "tag", "values": STANDARD}), ("dark", {"type": "rule", "values": OF_COLOURS})):
        page.emulate_media(color_scheme=scheme)
        assert axe(page, rules) == []
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 23, 28)"
    assert too_wide(page) + needs.cramped(page) == []
    assert student == "carl" or needs.headless(page) == []  # what carl's code shows is his own
    assert student == "carl" or english(shown_texts(page)) == []  # what carl wrote is no language
    page.close()


def test_headings_fall_in_order_and_the_next_step_is_a_place_of_its_own(offline, returned):
    page, _ = open_page(offline, returned, "anna")
    levels = page.locator("main h1, main h2, main h3").evaluate_all("(all) => all.map((one) => +one.tagName[1])")
    assert levels[0] == 1 and all(after <= before + 1 for before, after in zip(levels, levels[1:])) and levels.count(1) == 1
    expect(page.get_by_role("region", name="Næste skridt")).to_contain_text(STEP.replace("*", ""))
    picture(page, "feedback", full_page=True, clip={"x": 0, "y": 0, "width": 1280, "height": 1400})
    page.close()


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext mangler (se tests/debian-packages.txt)")
def test_it_prints_on_a4_with_page_numbers_and_without_what_was_handed_in(offline, returned, tmp_path):
    page, _ = open_page(offline, returned, "anna")
    page.locator("summary").press("Enter")
    file = tmp_path / "a1.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    page.close()
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert re.search(r"Side 1 af [23]\b", text) and "Næste skridt" in text and "I alt" in text and "Det, du afleverede" not in text
    size = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in size

"""The group sheets: each is one page of A4, black on white, with room to write, and nothing else is printed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import gates
from tests.conftest import ROOT

PAGE = "book/undervisning-9-gruppeark"
NAMES = re.findall(r"(?m)^## (Ark \d\. .+)$", (ROOT / f"{PAGE}.md").read_text(encoding="utf-8"))


@pytest.fixture
def page(context, book) -> Page:
    page = context.new_page()
    page.goto(f"{book.as_uri()}/{PAGE}.html")
    return page


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext mangler (se tests/debian-packages.txt)")
def test_each_sheet_is_one_page_and_nothing_else_is_printed(page, tmp_path):
    *printed, end = gates.printed(page, tmp_path / "ark.pdf").split("\f")
    assert len(NAMES) == len(printed) == 7 and not end.strip()
    for number, (name, paper) in enumerate(zip(NAMES, printed), 1):
        assert name in paper and f"{number} / 7" in paper and "Ledelsesrum · Gruppeark" in paper
        assert not any(other in paper for other in NAMES if other != name)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext mangler (se tests/debian-packages.txt)")
def test_no_words_of_a_sheet_are_lost_on_paper(page, tmp_path):
    sheets = page.locator(".lr-sheet").all_inner_texts()
    printed = gates.printed(page, tmp_path / "ark.pdf").split("\f")
    for sheet, paper in zip(sheets, printed):
        assert gates.missing_on_paper(paper, [line for line in re.split(r"[\n\t]+", sheet) if line.strip()]) == []


def test_a_sheet_fills_its_page_and_leaves_room_for_a_hand(page):
    page.emulate_media(media="print")
    lines = page.evaluate("""() => [...document.querySelectorAll(".lr-sheet")].map((sheet) => ({
      over: sheet.scrollHeight - sheet.clientHeight,
      row: [...sheet.querySelectorAll(":scope > .lr-ruled")].map((el) => [el.clientHeight, parseInt(getComputedStyle(el).getPropertyValue("--lr-lines"))]),
    }))""")
    millimetre = 96 / 25.4
    assert all(sheet["over"] <= 1 for sheet in lines)
    assert all(height >= wanted * 9 * millimetre - 1 for sheet in lines for height, wanted in sheet["row"])
    assert sum(bool(sheet["row"]) for sheet in lines) == 6  # all but the rule for the wall


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="pdftoppm mangler (se tests/debian-packages.txt)")
def test_a_sheet_is_black_on_white_also_when_the_page_is_dark(page, tmp_path):
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.pdf(path=tmp_path / "ark.pdf", format="A4", prefer_css_page_size=True, print_background=True)
    subprocess.run(["pdftoppm", "-r", "20", "-gray", tmp_path / "ark.pdf", tmp_path / "ark"], check=True)
    for picture in sorted(Path(tmp_path).glob("ark-*.pgm")):
        assert sum(picture.read_bytes()[-10_000:]) / 10_000 > 230  # mostly white

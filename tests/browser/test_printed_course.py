"""The whole course as one PDF, as the browser on the machine prints it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from course.editions.joined import chapters_of, join
from course.editions.pdf import pdf_of
from tests.conftest import ROOT

pytestmark = [pytest.mark.full, pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext mangler (se tests/debian-packages.txt)")]
PAPER = round((210 - 2 * 22) / 25.4 * 96)  # CSS pixels between the margins of A4


@pytest.fixture(scope="module")
def chapters(book):
    return chapters_of(ROOT, book)


@pytest.fixture(scope="module")
def printed(chromium, book, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "kursus.pdf"
    path.write_bytes(pdf_of(ROOT, book))
    print(f"{path.stat().st_size / 1e6:.1f} MB")
    return path


@pytest.fixture(scope="module")
def reader(printed) -> PdfReader:
    return PdfReader(io.BytesIO(printed.read_bytes()))


def told(tool: str, path, *options: str) -> str:
    return subprocess.run([tool, *options, path, *(["-"] if tool == "pdftotext" else [])], capture_output=True, text=True, encoding="utf-8", check=True).stdout


def test_it_is_tagged_titled_danish_and_on_a4(printed, reader):
    about = told("pdfinfo", printed)
    assert re.search(r"Title: +Ledelsesrum\n", about) and re.search(r"Tagged: +yes", about) and "(A4)" in about and "CreationDate" not in about
    assert reader.root_object["/Lang"] == "da" and reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_contents_name_the_page_that_each_chapter_begins_on(printed, chapters):
    pages = told("pdftotext", printed, "-raw").split("\f")
    contents = " ".join(" ".join(pages[1:5]).split())
    for chapter in (chapter for chapter in chapters if chapter.leaf.depth < 2):
        number = re.search(rf"{re.escape(chapter.title)} (\d+)\b", contents)
        assert number, chapter.title
        title = re.sub(r"^\d\.\d ", "", chapter.title)
        assert title in " ".join(pages[int(number[1]) - 1].split()) and f"{number[1]} / {len(pages) - 1}" in pages[int(number[1]) - 1]


def test_bookmarks_lead_to_every_chapter(reader, chapters):
    titles = [item.title for item in flat(reader.outline)]
    assert titles == [title for chapter in chapters for title in (chapter.leaf.part, chapter.title) if title]


def flat(outline: list) -> list[Destination]:
    return [found for item in outline for found in (flat(item) if isinstance(item, list) else [item])]


def test_every_link_leads_somewhere_in_it_or_to_a_public_address(reader):
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    inner = {str(link["/Dest"]).lstrip("/") for link in links if "/Dest" in link}
    assert len(inner) > 200 and inner <= {name.lstrip("/") for name in reader.named_destinations}
    outer = {link["/A"]["/URI"] for link in links if "/A" in link and "/URI" in link["/A"]}
    assert outer and all(address.startswith(("https://", "http://")) for address in outer)


def test_each_page_says_where_one_is(printed):
    pages = told("pdftotext", printed, "-raw").split("\f")[1:-1]
    assert [number for number, page in enumerate(pages, 2) if "Ledelsesrum" not in page or f"{number} / {len(pages) + 1}" not in page] == []


def test_nothing_is_wider_than_the_paper(chromium, chapters, tmp_path):
    """Chromium shrinks every page of what it prints when one thing on one page is too wide."""
    (tmp_path / "kursus.html").write_text(join(ROOT, chapters, {}), encoding="utf-8")
    page = chromium.new_page(viewport={"width": PAPER, "height": 1000})
    page.emulate_media(media="print")
    page.goto((tmp_path / "kursus.html").as_uri())
    wide = page.evaluate("""(paper) => [...document.querySelectorAll("article *")]
      .filter((el) => !el.parentElement.closest("svg") && el.getBoundingClientRect().right > paper + 1)
      .map((el) => `${el.closest("article").id}: ${el.tagName} ${el.textContent.slice(0, 60)}`)""", PAPER)
    page.close()
    assert wide == []

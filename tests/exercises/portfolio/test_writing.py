"""A document as files: read back by the libraries and tools that others open them with."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
from dataclasses import replace
from datetime import date

import docx
import psutil
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from exercises.errors import PortfolioError, PrintError
from exercises.portfolio import browser
from exercises.portfolio.document import Bullets, Document, Earlier, Paragraph, Section, Table
from exercises.portfolio.drawing import picture, write as draw_text
from exercises.portfolio.pdf import html_of
from exercises.portfolio.writing import write

HOSTILE = "<script>alert(1)</script> | *x* [a](http://b) `c` \x00\x07🌱 \ud83d \u202eעברית &amp; $\n# ikke en overskrift\n1. ikke en liste\n- heller ikke"
KEPT = "<script>alert(1)</script> | *x* [a](http://b) `c` 🌱 עברית &amp; $"
FIGURE = picture(lambda ax: draw_text(ax, 10, 40, "Økonomi"), 80, "Figurens tekst", "To prikker: 3 og 6")
PLAN = Document(
    "Min ledelsesplan", "Valgt og skrevet af mig", date(2026, 12, 3),
    (
        Section("Min sag", (Paragraph("Første afsnit.\n\nAndet afsnit."), Earlier("Det troede jeg.", "afsnit 3.0", date(2026, 10, 3)))),
        Section("Mit rum", (Table("Krav og grænser", ("Punkt", "Slags"), (("Budgettet", "Krav"),)), Bullets(("Behold", "Fjern")), FIGURE)),
    ),
    (Section("Afsnit 1.1", (Paragraph("x " * 10_000),)),),
)
HARD = Document(HOSTILE, HOSTILE, date(2026, 12, 3), (Section(HOSTILE, (
    Paragraph(HOSTILE), Earlier(HOSTILE, HOSTILE, date(2026, 1, 1)), Bullets((HOSTILE,)), Table(HOSTILE, (HOSTILE, "b"), ((HOSTILE, HOSTILE),)),
    replace(FIGURE, caption=HOSTILE, alt=HOSTILE),
)),))


def word(document: Document):
    return docx.Document(io.BytesIO(write(document, "docx")))


def test_word_has_real_headings_lists_and_no_empty_paragraphs():
    read = word(PLAN)
    styled = [(one.style.name, one.text) for one in read.paragraphs]
    assert ("Title", "Min ledelsesplan") in styled and ("Heading 1", "Min sag") in styled and ("Heading 2", "Afsnit 1.1") in styled
    assert ("List Bullet", "Fjern") in styled and ("Earlier origin", "Skrevet 3. oktober 2026 i afsnit 3.0") in styled
    assert all(one.text.strip() or one._p.findall(".//" + qn("w:drawing")) for one in read.paragraphs)


def test_word_is_in_danish_with_a_title_on_a4():
    read = word(PLAN)
    assert (read.core_properties.title, read.core_properties.language, read.core_properties.author) == ("Min ledelsesplan", "da-DK", "")
    assert read.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "da-DK"
    assert (round(read.sections[0].page_width.cm, 1), round(read.sections[0].page_height.cm, 1)) == (21.0, 29.7)
    assert "PAGE" in read.sections[0].footer._element.xml


def test_words_pictures_are_described_and_its_tables_repeat_their_first_row():
    read = word(PLAN)
    assert [shape._inline.docPr.get("descr") for shape in read.inline_shapes] == ["To prikker: 3 og 6"]
    table = read.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Punkt", "Slags"], ["Budgettet", "Krav"]]
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [True, False]


def test_what_was_typed_stands_in_word_as_it_was_typed():
    read = word(HARD)
    assert KEPT.split(" | ")[0] in read.paragraphs[0].text
    assert KEPT in " ".join(read.tables[0].rows[1].cells[0].text.split())


def test_what_was_typed_is_text_and_not_markup_in_markdown():
    tokens = [token for top in MarkdownIt("commonmark", {"html": True}).enable("table").parse(write(HARD, "md").decode("utf-8")) for token in [top, *(top.children or [])]]
    assert not {"html_block", "html_inline", "link_open", "code_inline", "ordered_list_open", "fence"} & {token.type for token in tokens}
    assert [token.type for token in tokens].count("heading_open") == 2
    assert len([token for token in tokens if token.type == "td_open"]) == 2
    said = " ".join(" ".join(token.content for token in top.children or [] if token.type == "text") for top in tokens if top.type == "inline")
    assert "# ikke en overskrift" in said and "1. ikke en liste" in said and "<script>" in said


def test_markdown_tells_a_figure_by_its_alt_text():
    said = write(PLAN, "md").decode("utf-8")
    assert "# Min ledelsesplan" in said and "> Det viser figuren: To prikker: 3 og 6" in said and "| Budgettet | Krav |" in said


def test_json_has_everything_but_the_pictures():
    data = json.loads(write(PLAN, "json"))
    assert (data["schema_version"], data["language"], data["made"]) == (1, "da", "2026-12-03")
    assert data["sections"][0]["blocks"][1] == {"kind": "earlier", "text": "Det troede jeg.", "where": "afsnit 3.0", "written": "2026-10-03"}
    assert data["sections"][1]["blocks"][2] == {"kind": "figure", "caption": "Figurens tekst", "alt": "To prikker: 3 og 6"}
    assert json.loads(write(HARD, "json"))["sections"][0]["blocks"][0]["text"].startswith("<script>")


def test_what_is_printed_runs_and_fetches_nothing():
    html = html_of(HARD)
    assert "<script" not in html and "default-src 'none'" in html and not re.search(r'(?:src|href)="(?!data:)', html)


@pytest.fixture
def chromium():
    """The name marks these tests as using a browser."""
    return os.environ["LEDELSESRUM_CHROME"]


def told(tool: str, pdf: bytes, tmp_path, *options: str) -> str:
    (tmp_path / "plan.pdf").write_bytes(pdf)
    return subprocess.run([tool, *options, tmp_path / "plan.pdf", *(["-"] if tool == "pdftotext" else [])], capture_output=True, text=True, encoding="utf-8", check=True).stdout


def test_the_pdf_is_tagged_titled_and_its_text_can_be_selected(chromium, tmp_path):
    printed = write(PLAN, "pdf")
    about = told("pdfinfo", printed, tmp_path)
    assert re.search(r"Title: +Min ledelsesplan", about) and re.search(r"Tagged: +yes", about) and "(A4)" in about
    assert b"/Lang (da)" in printed and "To prikker: 3 og 6" in told("pdfinfo", printed, tmp_path, "-struct-text") + alt_texts(printed)
    text = told("pdftotext", printed, tmp_path)
    assert "Andet afsnit." in text and "Skrevet 3. oktober 2026 i afsnit 3.0" in text and "Side 1 af" in text
    structure = told("pdfinfo", printed, tmp_path, "-struct")
    assert {"H1", "H2", "Table", "TH", "Figure", "L", "BlockQuote"} <= set(re.findall(r"\w+", structure))


def alt_texts(pdf: bytes) -> str:
    """The alternate texts as they stand in the file, plain or as UTF-16."""
    found = re.findall(rb"/Alt \((.*?)\)|/Alt <([0-9A-Fa-f]+)>", pdf, flags=re.S)
    return " ".join(plain.decode("latin-1") + bytes.fromhex(coded.decode()).decode("utf-16") if coded else plain.decode("latin-1") for plain, coded in found)


def test_a_pdf_holds_what_was_typed(chromium, tmp_path):
    text = told("pdftotext", write(HARD, "pdf"), tmp_path)
    assert "<script>alert(1)</script>" in text and "# ikke en overskrift" in text


def test_without_a_browser_word_is_offered_and_the_reason_is_said(monkeypatch):
    monkeypatch.setenv("LEDELSESRUM_CHROME", "/findes/ikke")
    with pytest.raises(PortfolioError, match="hverken Chrome, Edge eller Chromium.*Vælg Word"):
        write(PLAN, "pdf")


def pretend(tmp_path, monkeypatch, script: str) -> None:
    """Put a program of our own in the browser's place."""
    path = tmp_path / "browser"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("LEDELSESRUM_CHROME", str(path))


@pytest.mark.skipif(os.name == "nt", reason="the programs in the browser's place are shell scripts")
@pytest.mark.parametrize("script", ["exit 0", "exit 3", "kill -9 $$"])
def test_a_browser_that_dies_is_told_with_its_name(tmp_path, monkeypatch, script):
    pretend(tmp_path, monkeypatch, script)
    with pytest.raises(PortfolioError, match=f"{tmp_path}/browser lukkede uden at udskrive.*Vælg Word"):
        write(PLAN, "pdf")


@pytest.mark.skipif(os.name == "nt", reason="the programs in the browser's place are shell scripts")
def test_a_browser_that_hangs_is_ended_with_all_it_started(tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "sleep 300 & wait")
    others = set(psutil.Process().children(recursive=True))  # the browser and the courses that other tests share
    with pytest.raises(PrintError, match="svarede ikke inden for 1 sekunder"):
        browser.print_pdf("<p>x</p>", patience=1)
    started = set(psutil.Process().children(recursive=True)) - others
    assert not [child for child in started if child.status() != psutil.STATUS_ZOMBIE]

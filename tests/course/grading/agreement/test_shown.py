"""The report as it is seen: in the terminal, in files, as a page, and as the desk's view. Graders by name, students never."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.dom import minidom

import pandas as pd
import pytest
from lxml.html import document_fromstring

from course.cli import main
from course.grading.agreement.page import page
from course.grading.agreement.report import Report, report
from course.grading.agreement.summary import as_csv, as_json, as_text
from course.grading.desk.agreement import AgreementView, show_agreement
from course.grading.desk.desk import Desk
from course.grading.root import GradingError
from course.grading.store.database import open_store, opened_store
from tests.browser.gates import Shown
from tests.course.grading.agreement.test_report import CLASS, read_by_two
from tests.course.grading.desk.classroom import lay_out
from tests.danish_writing import miswritten

HOSTILE = r'=Ida <img src=x onerror="alert(1)"> & $\frac$'


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Iterator[Desk]:
    """Bo's desk when two have read everything; one of them has a name that means mischief."""
    root = lay_out(tmp_path_factory.mktemp("hold") / "kursus")
    store = open_store(root)
    read_by_two(Desk(root, store, "Bo"), graders=("Bo", HOSTILE))
    yield Desk(root, store, "Bo")
    store.close()


@pytest.fixture(scope="module")
def found(course) -> Report:
    return report(course.root, course.store, "A1", 100)


@pytest.fixture(scope="module")
def view(course) -> AgreementView:
    return show_agreement(course, "A1")


def parsed(html: str) -> list[tuple[str, list]]:
    """Every tag of a page with its attributes, as a browser would understand it."""
    tags: list[tuple[str, list]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.append((tag, attributes))
    parser.feed(html)
    return tags


def run(monkeypatch, capsys, desk, *arguments: str) -> tuple[int, str]:
    database = ["--db", desk.root.db] if desk.root.db else []
    monkeypatch.setattr(sys, "argv", ["course", "grade", "agreement", *arguments, "--course", str(desk.root.folder), *database])
    code = main()
    shown = capsys.readouterr()
    return code, shown.out + shown.err


def test_no_student_is_in_any_of_it_and_no_name_acts(found, view):
    for shown in ("\n".join(as_text(found)), as_csv(found).decode(), as_json(found).decode(), page(found), view.model_dump_json()):
        assert "Bo" in shown and "holm" not in shown and not any(student in shown for student in CLASS)
    assert "<img" not in page(found) and "<img" not in "".join(figure.svg_wide for section in view.sections for figure in section.figures)


def test_the_page_and_its_figures_are_written_as_danes_write(found):
    body = document_fromstring(page(found)).find("body")
    assert miswritten(Shown("agreement", text) for text in (*body.itertext(), *body.xpath("//@aria-label"))) == []


def test_the_spreadsheet_is_read_back_by_pandas_with_numbers_and_no_formula(found):
    table = pd.read_csv(io.BytesIO(as_csv(found)), sep=";", decimal=",", encoding="utf-8-sig")
    kappa = table[(table["spørgsmål"] == "a1-4") & (table["kriterium eller læser"] == "blikke") & (table["mål"] == "vægtet kappa, kvadratisk")].iloc[0]
    wanted = found.questions[0].measured[2].kappa
    assert kappa[["værdi", "fra", "til"]].tolist() == pytest.approx([wanted.value, wanted.low, wanted.high], abs=1e-6)
    assert f"'{HOSTILE}" in set(table["kriterium eller læser"]) and HOSTILE not in set(table["kriterium eller læser"])
    assert table[table["mål"] == "strenghed"]["værdi"].dtype == float


def test_the_page_asks_for_nothing_from_anywhere(found):
    html = page(found)
    tags = parsed(html)
    addresses = [value for _, attributes in tags for name, value in attributes if name in ("src", "href", "xlink:href", "data", "action")]
    assert all(address.startswith("#") for address in addresses) and not {"script", "link", "iframe", "img"} & {tag for tag, _ in tags}
    assert not re.search(r"url\((?!#)|@import", html)
    assert len([tag for tag, _ in tags if tag == "figure"]) == 4 and sum(("role", "img") in attributes for _, attributes in tags) == 8


def test_the_desk_gets_drawings_that_need_neither_style_nor_script(view):
    assert [section.title for section in view.sections] == ["A1.4 Fair gengivelse", "A1.5 Hvem troede de på?", "Hele opgaven", "Læserne"]
    figures = [figure for section in view.sections for figure in section.figures]
    assert len(figures) == 4 and all(figure.alt and figure.table.rows for figure in figures)
    for svg in (svg for figure in figures for svg in (figure.svg_wide, figure.svg_narrow)):
        assert minidom.parseString(svg).documentElement.tagName == "svg"
        assert not re.search(r"style=|<use|href=|\son\w+=|url\(", " ".join(re.findall(r"<[^>]*>", svg))) and 'fill="var(--lr-' in svg


def test_an_empty_report_says_so_at_the_desk(tmp_path):
    root = lay_out(tmp_path / "kursus")
    with opened_store(root) as store:
        view = show_agreement(Desk(root, store, "Bo"), "A1")
        with pytest.raises(GradingError, match="findes ikke"):
            show_agreement(Desk(root, store, "Bo"), "A9")
    assert view.empty.startswith("Ingen tekst er læst færdig af to") and all(section.table is None and not section.figures for section in view.sections)


def test_the_command_prints_writes_and_refuses_in_danish(course, monkeypatch, capsys, tmp_path):
    code, said = run(monkeypatch, capsys, course, "A1")
    assert code == 0 and said.startswith("Enighed om A1") and "Landis og Koch" in said and max(map(len, said.splitlines())) < 260
    code, said = run(monkeypatch, capsys, course, "A1", "--format", "json")
    assert code == 0 and json.loads(said)["questions"][0]["measured"][0]["kappa"]["value"] > 0
    code, said = run(monkeypatch, capsys, course, "A1", "--out", str(tmp_path / "enighed æøå.html"))
    assert code == 0 and (tmp_path / "enighed æøå.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    code, said = run(monkeypatch, capsys, course, "A1", "--out", str(tmp_path / "enighed.pdf"))
    assert code == 1 and "skal ende på .html" in said and "Traceback" not in said
    code, said = run(monkeypatch, capsys, course, "A9")
    assert code == 1 and "findes ikke" in said

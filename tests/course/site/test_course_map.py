"""The overviews: every section of the paper is listed, what the course has is counted, and each section is whole."""

from __future__ import annotations

import re

import pytest

from course.site.course_map import coverage, lacking
from course.site.sections import sections
from exercises.journal.log import Log
from exercises.journal.progress import items_by_section, progress
from tests.conftest import ROOT

SECTIONS = sections()
OF_THE_PAPER = {*"0.1 0.2".split(), *(f"1.{n}" for n in range(9)), *(f"{part}.{n}" for part in (2, 3) for n in range(7))}
HERE = [section for section in SECTIONS if section.slug(ROOT)]


def test_the_25_sections_of_the_paper_are_there_and_all_are_in_order():
    numbers = [section.number for section in SECTIONS]
    assert len(OF_THE_PAPER) == 25 and OF_THE_PAPER <= set(numbers) and numbers == sorted(set(numbers))


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.number)
def test_every_section_is_whole(section):
    assert section.slug(ROOT), "the course has no page for it"
    row = next(row for row in coverage(ROOT) if f"{section.number} {section.title}" in row[0])
    assert lacking(row) == []


def test_what_a_section_lacks_is_said_with_its_limit():
    assert lacking(("9.9", 899, 0, 2, 2, 0, 0, 2)) == [
        "læsning, ord: 899, og der skal være mindst 900", "levende figurer: 0, og der skal være mindst 1", "spørgsmål til dig: 2, og der skal være mindst 3",
        "dataopgaver: 2, og der skal være mindst 3", "kilder: 2, og der skal være mindst 3", "hverken talserie eller simuleret model",
    ]
    assert lacking(("9.9", 1701, 1, 3, 3, 0, 1, 3)) == ["læsning, ord: 1701, og der må højst være 1700"]
    assert lacking(("9.9", 1700, 1, 3, 3, 1, 0, 3)) == []


def test_a_section_without_published_figures_counts_its_simulated_model():
    rows = {row[0][1:4]: row for row in coverage(ROOT)}
    for number in ("3.0", "3.1"):
        datasets, models = rows[number][5:7]
        assert (datasets, models) == (0, 1)


def test_the_coverage_page_counts_every_section(book):
    page = (book / "book" / "oversigt.html").read_text(encoding="utf-8")
    rows = re.findall(r"<tr.*?</tr>", page, re.S)[1:]
    assert len(rows) == len(SECTIONS)
    for row, counted in zip(rows, coverage(ROOT)):
        cells = [re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in re.findall(r"<t[dh]\b.*?</t[dh]>", row, re.S)]
        assert cells[1:] == [str(count) for count in counted[1:]]


def test_the_front_page_lists_every_section_the_course_has_and_room_for_progress(book):
    page = (book / "book" / "index.html").read_text(encoding="utf-8")
    page = page[page.index("<main"):]  # not the menu, which has every page
    for section in HERE:
        assert f'href="{section.slug(ROOT)}.html"' in page and f'href="../notebooks/{section.slug(ROOT)}.html"' in page
        assert f'id="svar-{section.number.replace(".", "-")}"' in page


def test_progress_counts_items_with_an_answer_once_whatever_the_occasion(tmp_path):
    (exercise, item), *rest = items_by_section()["1.1"]
    with Log.open(tmp_path) as log:
        for occasion in ("foer", "efter"):
            log.save(exercise, item, 1, occasion=occasion)
        log.save("an_exercise_of_an_older_course", "gone", "x")
        found = progress(log)
    assert found["1.1"] == {"items": 1 + len(rest), "answered": 1}
    assert all(count["answered"] == 0 for section, count in found.items() if section != "1.1")

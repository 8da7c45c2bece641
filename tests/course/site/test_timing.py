"""The table of times: every exercise page once, in the paper's order, with the minutes that the pages and exercises say."""

from __future__ import annotations

import re
from html import unescape

import pytest

from course.authoring import counts
from course.site.build import pages
from course.site.sections import paper_parts
from course.site.timing import timings
from exercises.errors import ContentError
from exercises.journal.definitions import reflections
from tests.conftest import ROOT
from tests.course.conftest import edit

EVERYTHING = list(timings(ROOT))


def test_every_exercise_page_has_a_row_in_the_order_of_the_contents():
    assert [f"notebooks/{row.slug}" for row in EVERYTHING] == [name for name in pages(ROOT) if name.startswith("notebooks/")]
    sections = [row.name for row in EVERYTHING if row.name[0].isdigit()]
    assert sections == [f"{section.number} {section.title}" for part in paper_parts() for section in part.sections]


def test_every_reflection_of_the_course_is_timed():
    timed = {title for row in EVERYTHING for title, _ in row.reflections}
    assert {one.exercise.title for one in reflections().values()} <= timed


def test_what_is_asked_again_at_the_end_takes_time_again():
    end = next(row for row in EVERYTHING if row.slug == "udgang")
    assert (reflections()["indgang_6"].exercise.title, reflections()["indgang_6"].exercise.minutes) in end.reflections


@pytest.mark.parametrize("row", EVERYTHING, ids=lambda row: row.slug)
def test_no_page_promises_less_time_than_its_reflections_take(row):
    assert row.rest >= 0, f"{row.whole} minutes, of which {row.writing} are for writing"


def test_the_page_shows_every_row_and_its_sums(book):
    page = (book / "book" / "undervisning-5-tiden.html").read_text(encoding="utf-8")
    rows = [[re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in re.findall(r"<t[dh]\b.*?</t[dh]>", row, re.S)] for row in re.findall(r"<tr.*?</tr>", page, re.S)]
    shown = {row[0]: row for row in rows if len(row) == 4}
    for row in EVERYTHING:
        assert shown[row.name][-1] == str(row.total)
        assert all(f"{minutes} · {title}" in unescape(shown[row.name][2]) for title, minutes in row.reflections)
    sums = [int(row[-1]) for row in rows if row and row[0] == "Tilsammen"]
    assert len(sums) == 5 and sum(sums) == sum(row.total for row in EVERYTHING)


def test_the_hours_that_other_pages_are_held_to_are_those_of_the_table():
    assert counts.hours(ROOT) == round(sum(row.total for row in EVERYTHING) / 60)


def test_a_page_that_does_not_say_its_time_is_named(sources):
    edit(sources / "notebooks/1-1-svaekkede-autoriteter.md", "ca. 30 minutter", "en halv time")
    with pytest.raises(ContentError, match="1-1-svaekkede-autoriteter.md.*ca. 10 minutter"):
        list(timings(sources))

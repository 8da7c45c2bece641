"""The pages about the assignments show what the files say, and nothing of it is typed twice."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from course.grading.about import assignments
from course.grading.rubrics import find_rubric
from course.site.assignments import hours, joined
from exercises.datasets import describe

ALL = list(assignments().values())


def text_of(book: Path, name: str) -> str:
    """The words of a built page, its blanks as single spaces."""
    page = (book / f"book/{name}.html").read_text(encoding="utf-8")
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).replace("’", "'").split())


@pytest.mark.parametrize(("minutes", "said"), [(30, "ca. ½ time"), (60, "ca. 1 time"), (90, "ca. 1½ time"), (210, "ca. 3½ time"), (240, "ca. 4 timer")])
def test_minutes_are_said_as_hours(minutes, said):
    assert hours(minutes).replace("\xa0", " ") == said


def test_names_are_joined_as_in_a_sentence():
    assert [joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])] == ["a", "a og b", "a, b og c"]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_page_shows_the_time_the_points_the_tables_and_every_part(book, one):
    text = text_of(book, f"opgave-{one.id.lower()}")
    assert f"{' '.join(hours(one.minutes).split())}, fordelt som du vil" in text
    assert f"{one.auto_points + one.manual_points}: {one.auto_points} for regnestykkerne og {one.manual_points} for teksterne" in text
    assert all(describe(name).title in text for name in one.datasets)
    for part in [*one.tasks, *one.reflections]:
        assert f"{part.id.upper().replace('-', '.')} {part.title} {part.asks}" in text
    assert all(f"{reflection.words[0]}–{reflection.words[1]} ord" in text for reflection in one.reflections)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_page_shows_every_sign_of_the_rubrics_that_mark_its_texts(book, one):
    text = text_of(book, f"opgave-{one.id.lower()}")
    for rubric in map(find_rubric, {marking.rubric for reflection in one.reflections for marking in reflection.marked_by}):
        for criterion in rubric.criteria:
            assert f"{criterion.title.da}" in text and criterion.question.da in text
            assert all(sign.descriptor.da in text for sign in criterion.levels)


def test_a_text_that_is_marked_twice_says_by_what(book):
    wanted = "Bedømmes med 16 point for sagsanalyse og 16 point for »flere blikke«, »antagelser og belæg« og »læring og næste skridt«."
    assert wanted in text_of(book, "opgave-a4")


def test_the_instructors_page_shows_every_assignment_and_every_rule_for_a_reader_in_doubt(book):
    text = text_of(book, "undervisning-8-opgaver")
    for one in ALL:
        assert f"{one.id}: {one.title} efter" in text and f"{one.auto_points} + {one.manual_points} {one.share} pct." in text
    for name in ("refleksion", "solo"):
        assert all(rule.da in text for rule in find_rubric(name).borderline)
    assert all(f"{criterion.title.da} {criterion.question.da} {round(criterion.weight * 100)} pct." in text for criterion in find_rubric("refleksion").criteria)

"""What counts of two readings: near each other their mean, else what the two agree on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from course.grading.marking.drawing import is_near
from course.grading.marking.outcome import Apart, compare, outcome
from course.grading.marking.settings import MarkingPolicy
from course.grading.rubrics import find_rubric
from course.grading.store.values import AGREED, DRAFT, FINAL, FIRST, SECOND, Entry, Level, Mark

POLICY = MarkingPolicy()
REFLEKSION, SOLO, KEMBER = map(find_rubric, ("refleksion", "solo", "kember"))


def mark(rubric, *levels: float | None, reading: str = FIRST, state: str = FINAL, version: int = 1, comment: str = "", next_step: str = "") -> Mark:
    names = [criterion.id for criterion in rubric.criteria]
    entry = Entry({name: Level(level) for name, level in zip(names, levels, strict=True)}, comment, next_step, state)
    return Mark(1, 1, reading, 1, "Bo", entry, rubric.id, version, datetime.now(UTC))


def counted(rubric, *found: Mark):
    return outcome({one.reading: one for one in found}, {(rubric.id, 1): rubric, (rubric.id, 2): rubric}, (), POLICY)


@pytest.mark.parametrize(("first", "second", "apart"), [
    ((3, 3, 3, 3, 3), (3, 3, 3, 3, 3), Apart()),
    ((3, 3, 3, 3, 3), (2, 3, 4, 3, 3), Apart()),
    ((3, 3, 3, 3, 3), (3, 1, 3, 3, 3), Apart(("foelelser",))),
    ((3, 3, 3, 3, 3), (3, 3, 2, 2, 3), Apart()),  # totals are 0.50 apart, and not more
    ((3, 3, 3, 3, 3), (2, 3, 2, 2, 3), Apart(total=0.65)),
    ((4, 4, 4, 4, 4), (1, 4, 4, 2, 3), Apart(("situation", "antagelser"), 1.25)),
    ((3, 3, None, 3, 3), (3, 3, 3, 3, 3), Apart(("blikke",))),
    ((3, 3, None, 3, 3), (3, 3, None, 3, 3), Apart()),
])
def test_two_readings_are_settled_when_two_levels_or_half_a_total_apart(first, second, apart):
    assert compare(mark(REFLEKSION, *first), mark(REFLEKSION, *second), REFLEKSION, (), POLICY) == apart


def test_near_each_other_the_mean_counts_with_both_comments_and_one_next_step():
    found = counted(REFLEKSION, mark(REFLEKSION, 3, 2, 3, 3, 2, comment="Godt øje.", next_step="Spørg hende."),
                    mark(REFLEKSION, 2, 2, 3, 4, 2, reading=SECOND, comment="Klar scene.", next_step="Spørg ham."))
    assert {name: level.level for name, level in found.entry.levels.items()} == {"situation": 2.5, "foelelser": 2, "blikke": 3, "antagelser": 3.5, "laering": 2}
    assert (found.entry.comment, found.entry.next_step) == ("Godt øje.\n\nKlar scene.", "Spørg hende.")
    assert found.points(16) == 10.9  # 16 · (0.15·2.5 + 0.15·2 + 0.20·3 + 0.30·3.5 + 0.20·2) / 4, by hand
    assert found.is_double and not found.apart


def test_of_one_criterion_one_level_apart_has_a_mean_in_points_or_half_steps():
    assert counted(SOLO, mark(SOLO, 3), mark(SOLO, 4, reading=SECOND)).points(16) == 11  # between 9 and 13
    assert counted(KEMBER, mark(KEMBER, 2.5), mark(KEMBER, 3, reading=SECOND)).entry.levels["helhed"].level == 2.75
    assert counted(SOLO, mark(SOLO, 2), mark(SOLO, 4, reading=SECOND)).apart == Apart(("sammenhaeng",))


def test_an_agreed_mark_counts_once_it_is_final_and_one_reading_alone_until_there_are_two():
    first, second = mark(REFLEKSION, 4, 4, 4, 4, 4), mark(REFLEKSION, 1, 1, 1, 1, 1, reading=SECOND)
    assert counted(REFLEKSION, first, second).apart
    assert counted(REFLEKSION, first, second, mark(REFLEKSION, 3, 3, 3, 3, 3, reading=AGREED, state=DRAFT)).apart
    agreed = counted(REFLEKSION, first, second, mark(REFLEKSION, 3, 3, 3, 3, 3, reading=AGREED))
    assert agreed.points(16) == 12 and agreed.is_double and not agreed.apart
    unfinished = counted(REFLEKSION, first, mark(REFLEKSION, 1, 1, 1, 1, 1, reading=SECOND, state=DRAFT))
    assert unfinished.marks == (first,) and not unfinished.is_double and not unfinished.apart
    assert counted(REFLEKSION) is None


def test_two_versions_of_a_rubric_have_no_mean():
    assert counted(REFLEKSION, mark(REFLEKSION, 3, 3, 3, 3, 3), mark(REFLEKSION, 3, 3, 3, 3, 3, reading=SECOND, version=2)).apart.other_rubric


@pytest.mark.parametrize(("levels", "near"), [
    ((2, 2, 2, 3, 3), True), ((2, 2, 2, 2, 3), True), ((2, 2, 2, 2, 2), False), ((3, 3, 3, 3, 3), False), ((3, 3, 3, 2, 2), True), ((3, 2, None, 2, 3), False),
])
def test_near_pass_and_fail_is_a_quarter_of_a_level_to_either_side(levels, near):
    assert is_near(REFLEKSION, mark(REFLEKSION, *levels), (), POLICY) is near
    assert not is_near(REFLEKSION, mark(REFLEKSION, *levels, state=DRAFT), (), POLICY)
    assert not is_near(REFLEKSION, mark(REFLEKSION, *levels), (), MarkingPolicy(near_percent=0))

"""Late hand-ins: a policy as data, taken from the points at publication, with each student's own extension counted in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from course.grading.publishing.comment import as_markdown, level_name
from course.grading.publishing.extensions import extend
from course.grading.publishing.late import DAY, LatePolicy, penalty, read_policy
from course.grading.publishing.publish import publish
from course.grading.publishing.summary import as_text
from course.grading.root import DEFAULT, GradingError
from course.grading.rubrics import find_rubric
from course.grading.store.values import Entry, Level
from exercises.danish_dates import danish_time
from exercises.errors import ContentError
from tests.course.grading.publishing.conftest import STUDENTS, autograde, hand_in

POLICY = LatePolicy(grace_minutes=60, percent_per_day=10, percent_at_most=50, nothing_after_days=7)
WRITTEN = "grace_minutes: 60\npercent_per_day: 10\npercent_at_most: 50\n"
NAMES = {student: student for student in STUDENTS}


@pytest.mark.parametrize(("seconds", "points"), [
    (0, 0), (3600, 0), (3601, 4), (3600 + DAY, 4), (3601 + DAY, 8), (3600 + 5 * DAY, 20), (3600 + 7 * DAY, 20), (3601 + 7 * DAY, 40),
])
def test_each_day_begun_costs_after_the_grace(seconds, points):
    assert penalty(POLICY, 40, seconds) == points


@given(some.floats(0, 100).map(lambda score: round(score, 2)), some.floats(0, 30 * DAY), some.floats(0, DAY))
def test_it_never_costs_more_than_all_and_never_less_for_later(score, seconds, more):
    assert 0 <= penalty(POLICY, score, seconds) <= penalty(POLICY, score, seconds + more) <= score


def test_the_kits_own_policy_costs_nothing():
    policy = read_policy(DEFAULT)
    assert penalty(policy, 60, 400 * DAY) == 0
    assert read_policy(Path(__file__).parent) is None


@pytest.mark.parametrize("text", ["grace_minutes: -1\npercent_per_day: 1\n", "grace_minutes: 1\npercent_per_day: 101\n", "grace_minutes: 1\n", "percent: 3\n", "{"])
def test_a_policy_that_is_none_is_named(tmp_path, text):
    (tmp_path / "late.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="late.yaml"):
        read_policy(tmp_path)


def fined(desk, student: str) -> float:
    with desk.root.gradebook() as gradebook:
        return gradebook.find_submission_notebook("A4", "A4", student).late_submission_penalty or 0


def test_lateness_is_counted_on_all_the_points_when_they_are_published(desk):
    hand_in(desk.root.folder, "anna", time="2026-11-05 08:00:00 UTC")  # two days begun after the grace
    autograde(desk.root, "anna")
    (desk.root.folder / "late.yaml").write_text(WRITTEN, encoding="utf-8")
    assert fined(desk, "anna") == 0
    for grade_id, level in (("a4-4", 5), ("a4-4-kriterier", 4), ("a4-5", 4)):
        desk.mark("anna", grade_id, level)
    dry = publish(desk.root, desk.store, "A4", dry_run=True)
    assert fined(desk, "anna") == 0
    published = publish(desk.root, desk.store, "A4")
    with desk.root.gradebook() as gradebook:
        score = gradebook.find_submission_notebook("A4", "A4", "anna").score
    assert score >= 51 and fined(desk, "anna") == pytest.approx(score / 5)
    assert dry.late == published.late and [late.student for late in published.late] == ["anna"]
    assert any("forsinket 1,8 døgn" in line for line in as_text(published, NAMES, False))
    assert publish(desk.root, desk.store, "A4").late == ()


def test_an_extension_takes_the_penalty_away_and_its_end_brings_it_back(desk):
    hand_in(desk.root.folder, "anna", time="2026-11-05 08:00:00 UTC")
    autograde(desk.root, "anna")
    (desk.root.folder / "late.yaml").write_text(WRITTEN, encoding="utf-8")
    desk.mark("anna", "a4-5", 4)
    publish(desk.root, desk.store, "A4")
    before = fined(desk, "anna")
    assert before > 0
    assert extend(desk.root, "A4", "anna", 2) == f"anna har frist {danish_time(datetime(2026, 11, 5, 12, tzinfo=UTC))} for A4. Kør course grade publish A4, så gælder det."
    publish(desk.root, desk.store, "A4")
    assert fined(desk, "anna") == 0
    extend(desk.root, "A4", "anna", 0)
    publish(desk.root, desk.store, "A4")
    assert fined(desk, "anna") == before


def test_an_extension_of_nothing_is_explained(desk):
    for days in (-1, 366, float("nan")):
        with pytest.raises(GradingError, match="fra 0 til 365 døgn"):
            extend(desk.root, "A4", "anna", days)
    with pytest.raises(GradingError, match="ukendt har ingen aflevering af A4"):
        extend(desk.root, "A4", "ukendt", 1)
    with desk.root.gradebook() as gradebook:
        gradebook.update_or_create_assignment("A4", duedate=None)
    with pytest.raises(GradingError, match="A4 har ingen frist"):
        extend(desk.root, "A4", "anna", 1)


def test_the_comment_tells_the_levels_in_words_and_no_points():
    rubric = find_rubric("refleksion")
    entry = Entry({"situation": Level(2.0, "Hvad | gjorde du?"), "blikke": Level(None)}, "Tak.\n\nGodt.", "Spørg [hende] på fredag.")
    text = as_markdown(rubric, entry)
    assert text.splitlines()[2].startswith("| Situation og egen andel | 2 · Forklarer | En bestemt sag")
    assert "| Flere blikke | Kan ikke vurderes |  |" in text and "**Situation og egen andel:** Hvad | gjorde du?" in text
    assert text.endswith("Tak.\n\nGodt.\n\n**Næste skridt:** Spørg [hende] på fredag.")
    assert level_name(find_rubric("kember"), 2.5) == "2,5 · mellem Forståelse og Refleksion"

"""Marks become points in nbgrader's own gradebook, once, and never over what somebody typed into formgrader."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

from course.grading.publishing import publish as module
from course.grading.publishing.publish import publish
from course.grading.publishing.summary import as_text
from course.grading.reading.scripts import scripts_of
from course.grading.root import GradingError
from course.grading.store import tags
from course.grading.store.events import events
from course.grading.store.values import DRAFT, FLAG
from tests.conftest import ROOT
from tests.course.grading.publishing.conftest import LEFT_OUT, STUDENTS, autograde, hand_in

NAMES = {student: student.upper() for student in STUDENTS}


def kinds(published) -> dict[tuple[str, str], str]:
    return {(change.planned.student, change.planned.question.cell.cell): change.kind for change in published.changes}


def publish_a4(desk, **settings):
    return publish(desk.root, desk.store, "A4", **settings)


def test_final_marks_become_points_and_a_comment_and_the_rest_waits(desk):
    desk.mark("anna", "a4-4", 4)
    desk.mark("anna", "a4-4-kriterier", 3, comment="Læs den igen om en uge.")
    desk.mark("bent", "a4-5", 2, DRAFT)
    published = kinds(publish_a4(desk))
    assert published["anna", "a4-4"] == published["anna", "a4-4-kriterier"] == "new"
    assert published["bent", "a4-5"] == published["carl", "a4-5"] == "waits"
    assert desk.grade("anna", "a4-4")[:2] == (13, False)
    points, waits, comment = desk.grade("anna", "a4-4-kriterier")
    assert (points, waits) == (12, False)
    assert "| Flere blikke | 3 · Undersøger | Mindst to andres syn" in comment and comment.endswith("Læs den igen om en uge.")
    assert "Situation" not in comment  # it does not count here
    assert desk.grade("bent", "a4-5") == (None, True, None)


def test_an_answer_that_is_not_there_gets_nothing_and_waits_for_nobody(desk):
    publish_a4(desk)
    for grade_id in ("a4-4", "a4-4-kriterier", "a4-5"):
        assert desk.grade(LEFT_OUT, grade_id) == (0, False, "Ikke besvaret.")


def test_publishing_twice_changes_nothing(desk):
    desk.mark("anna", "a4-5", 3)
    publish_a4(desk)
    before = desk.grade("anna", "a4-5")
    assert set(kinds(publish_a4(desk)).values()) == {"same", "waits"}
    assert desk.grade("anna", "a4-5") == before == (14.25, False, before[2])


def test_a_dry_run_tells_the_same_and_writes_nothing(desk):
    desk.mark("anna", "a4-5", 3)
    dry = publish_a4(desk, dry_run=True)
    assert desk.grade("anna", "a4-5") == (None, True, None)
    assert [event.what for event in events(desk.store)] == ["mark"]
    assert kinds(dry) == kinds(publish_a4(desk))
    lines = as_text(dry, NAMES, True)
    assert ["ANNA", "a4-5", "–", "14,25", "nye", "point"] in [line.split() for line in lines]
    assert lines[-1] == "Prøve, intet er skrevet. Nye point: 4, venter: 8."


def test_a_mark_that_is_changed_is_published_again(desk):
    desk.mark("anna", "a4-4", 3)
    publish_a4(desk)
    desk.mark("anna", "a4-4", 5, based_on=1)
    published = publish_a4(desk)
    assert kinds(published)["anna", "a4-4"] == "changed"
    assert desk.grade("anna", "a4-4")[0] == 16
    assert ["ANNA", "a4-4", "9", "16", "ændret"] in [line.split() for line in as_text(published, NAMES, False)]


@pytest.mark.parametrize("typed", [(7, None), (7, "Fint"), (None, "Fint"), (13, "Min egen bemærkning")])
def test_what_was_typed_into_formgrader_first_is_left_and_told(desk, typed):
    desk.mark("anna", "a4-4", 4)
    desk.formgrader("anna", "a4-4", *typed)
    published = publish_a4(desk)
    assert kinds(published)["anna", "a4-4"] == "conflict"
    assert (desk.grade("anna", "a4-4")[0], desk.grade("anna", "a4-4")[2]) == typed
    assert "--overwrite" in as_text(published, NAMES, False)[-1]


@pytest.mark.parametrize("typed", [(7, "x"), (None, None)])
def test_what_was_changed_in_formgrader_after_publishing_is_left_until_it_is_said_otherwise(desk, typed):
    desk.mark("anna", "a4-4", 4)
    publish_a4(desk)
    desk.formgrader("anna", "a4-4", *typed)
    assert kinds(publish_a4(desk))["anna", "a4-4"] == "conflict"
    assert desk.grade("anna", "a4-4")[0] == typed[0]
    publish_a4(desk, overwrite=True)
    assert desk.grade("anna", "a4-4")[:2] == (13, False)
    assert kinds(publish_a4(desk))["anna", "a4-4"] == "same"


def test_what_formgrader_changes_in_the_same_moment_is_not_overwritten(desk, monkeypatch):
    desk.mark("anna", "a4-4", 4)
    begin = module.begin

    def begin_and_type(*arguments):
        desk.formgrader("anna", "a4-4", 7, "Fint")  # after it was read, before it is written
        return begin(*arguments)

    monkeypatch.setattr(module, "begin", begin_and_type)
    published = publish_a4(desk)
    assert kinds(published)["anna", "a4-4"] == "conflict"
    assert desk.grade("anna", "a4-4") == (7, False, "Fint")


def test_points_and_comment_stand_or_fall_together(desk, monkeypatch):
    desk.mark("anna", "a4-4", 4)
    begin = module.begin

    def begin_and_comment(*arguments):
        desk.formgrader("anna", "a4-4", None, "Kun en bemærkning")
        return begin(*arguments)

    monkeypatch.setattr(module, "begin", begin_and_comment)
    assert kinds(publish_a4(desk))["anna", "a4-4"] == "conflict"
    assert desk.grade("anna", "a4-4")[::2] == (None, "Kun en bemærkning")


def test_a_new_attempt_inherits_nothing_and_the_old_points_are_taken_back(desk):
    desk.mark("anna", "a4-5", 4)
    publish_a4(desk)
    hand_in(desk.root.folder, "anna", "En helt ny tekst om noget andet.")
    autograde(desk.root, "anna")
    assert desk.grade("anna", "a4-5")[0] == 19  # nbgrader itself lets it stand
    published = publish_a4(desk)
    assert kinds(published)["anna", "a4-5"] == "withdrawn"
    assert desk.grade("anna", "a4-5") == (None, True, None)
    desk.mark("anna", "a4-5", 2)
    publish_a4(desk)
    assert desk.grade("anna", "a4-5")[:2] == (9.5, False)


def test_what_nbgrader_opens_again_when_it_is_run_again_is_closed(desk):
    desk.mark("anna", "a4-5", 4)
    publish_a4(desk)
    autograde(desk.root, "anna")
    assert desk.grade("anna", "a4-5")[1] is True
    assert kinds(publish_a4(desk))["anna", "a4-5"] == "read"
    assert desk.grade("anna", "a4-5")[:2] == (19, False)


def test_what_cannot_be_assessed_or_is_flagged_waits_until_it_is_settled(desk):
    desk.mark("anna", "a4-5", None, comment="En andens tekst?")
    desk.mark("bent", "a4-5", 3)
    script = scripts_of(desk.root, desk.store, desk.question("a4-5"))["bent"]
    tags.put(desk.store, script, "Bo", FLAG, True, "noget alvorligt")
    published = publish_a4(desk)
    why = {change.planned.student: change.why for change in published.of("waits") if change.planned.question.cell.cell == "a4-5"}
    assert why["anna"].startswith("kan ikke vurderes: Situation og egen andel") and why["bent"] == "har et flag: noget alvorligt"
    assert desk.grade("anna", "a4-5")[:2] == desk.grade("bent", "a4-5")[:2] == (None, True)
    tags.put(desk.store, script, "Ida", FLAG, False)
    desk.mark("anna", "a4-5", 2, based_on=1)
    publish_a4(desk)
    assert (desk.grade("anna", "a4-5")[0], desk.grade("bent", "a4-5")[0]) == (9.5, 14.25)


def test_a_hand_in_that_nbgrader_has_not_seen_is_named(desk):
    hand_in(desk.root.folder, "ny")
    desk.mark("ny", "a4-5", 3)
    assert {kind for (student, _), kind in kinds(publish_a4(desk)).items() if student == "ny"} == {"missing"}


def test_points_that_the_gradebook_does_not_know_stop_it_all(desk):
    desk.mark("anna", "a4-5", 3)
    with desk.root.gradebook() as gradebook:
        gradebook.find_graded_cell("a4-5", "A4", "A4").max_score = 10
        gradebook.db.commit()
    with pytest.raises(GradingError, match="a4-5 giver 19 point i opgaven og 10 i databasen"):
        publish_a4(desk)
    assert desk.grade("anna", "a4-5") == (None, True, None)


def test_an_old_mark_is_counted_by_the_rubric_it_was_given_by(desk, monkeypatch):
    desk.mark("anna", "a4-4", 4)
    changed = desk.question("a4-4").rubric.model_copy(deep=True, update={"version": 2})
    object.__setattr__(changed.levels[3], "points", 14)
    monkeypatch.setattr("course.grading.reading.questions.find_rubric", lambda name, root: changed if name == "solo" else __import__("course.grading.rubrics", fromlist=["x"]).find_rubric(name, root))
    publish_a4(desk)
    assert desk.grade("anna", "a4-4")[0] == 13
    desk.mark("bent", "a4-4", 4)
    publish_a4(desk)
    assert (desk.grade("anna", "a4-4")[0], desk.grade("bent", "a4-4")[0]) == (13, 14)


KILLED = """
import os, signal, sys
from pathlib import Path
from course.grading.publishing import gradebook, publish
from course.grading.root import CourseRoot
from course.grading.store.database import open_store
left, write = [int(sys.argv[3])], gradebook.write
def write_until(*arguments):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return write(*arguments)
gradebook.write = write_until
publish.BATCH = 2
root = CourseRoot(Path(sys.argv[1]), sys.argv[2] or None)
publish.publish(root, open_store(root), "A4")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows har ikke SIGKILL")
def test_publishing_that_is_killed_is_finished_by_the_next(desk):
    for student in ("anna", "bent", "carl"):
        desk.mark(student, "a4-5", 3)
    killed = subprocess.run([sys.executable, "-c", KILLED, desk.root.folder, desk.root.db or "", "3"], cwd=ROOT, check=False, capture_output=True, timeout=120)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    published = publish_a4(desk)
    assert not published.of("conflict")
    assert [desk.grade(student, "a4-5")[0] for student in ("anna", "bent", "carl")] == [14.25] * 3
    assert set(kinds(publish_a4(desk)).values()) <= {"same", "waits"}


def test_the_event_log_counts_what_was_published(desk):
    desk.mark("anna", "a4-5", 3)
    publish_a4(desk)
    last = events(desk.store)[-1]
    assert (last.what, last.details["new"], last.details["assignment"]) == ("publish", 4, "A4")
    assert "anna" not in json.dumps(last.details)

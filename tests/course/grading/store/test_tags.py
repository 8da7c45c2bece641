"""Flags, skips and undo."""

from __future__ import annotations

import pytest

from course.grading.errors import GradingError
from course.grading.store import marks, tags
from course.grading.store.events import events
from course.grading.store.undo import undo
from course.grading.store.values import FLAG, SECOND, SKIP, Cell, Conflict, Entry, Level
from tests.course.grading.store.conftest import CELL, registered
from tests.course.grading.store.test_marks import RUBRIC, WHOLE, save


def test_a_flag_is_seen_by_all_and_a_skip_by_the_one_who_skipped(store, script):
    tags.put(store, script, "Bo", FLAG, True, "Er det hendes egen tekst?")
    tags.put(store, script, "Bo", SKIP, True)
    theirs = tags.tags(store, [script], "Ida")
    assert theirs[FLAG][script.id].reason == "Er det hendes egen tekst?"
    assert theirs[SKIP] == {}
    assert script.id in tags.tags(store, [script], "Bo")[SKIP]
    tags.put(store, script, "Ida", FLAG, False)
    assert tags.flags(store, [script]) == {}


def test_the_same_flag_twice_is_one(store, script):
    for _ in range(2):
        tags.put(store, script, "Bo", FLAG, True)
    assert [event.what for event in events(store)] == ["flag"]


def test_an_unknown_tag_is_refused(store, script):
    with pytest.raises(GradingError, match="»flag« eller »skip«"):
        tags.put(store, script, "Bo", "stjerne", True)


def test_undo_goes_back_save_by_save_and_keeps_all(store, script):
    save(store, script, entry=Entry({"situation": Level(2.0)}))
    save(store, script, entry=Entry({"situation": Level(3.0)}), based_on=1)
    assert undo(store, CELL, "Bo").what == "mark"
    assert marks.latest(store, [script])[script.id].entry.levels == {"situation": Level(2.0)}
    undo(store, CELL, "Bo")
    assert marks.latest(store, [script])[script.id].is_empty
    assert undo(store, CELL, "Bo") is None
    assert [mark.revision for mark in marks.history(store, script)] == [1, 2, 3, 4]


def test_undo_takes_flags_and_skips_back_in_turn(store, script):
    tags.put(store, script, "Bo", FLAG, True, "se her")
    tags.put(store, script, "Bo", FLAG, False)
    tags.put(store, script, "Bo", SKIP, True)
    assert [undo(store, CELL, "Bo").what for _ in range(2)] == ["skip", "flag"]
    assert tags.flags(store, [script])[script.id].reason == "se her"
    undo(store, CELL, "Bo")
    assert tags.flags(store, [script]) == {}


def test_undo_touches_neither_another_question_nor_another_grader(store, script):
    elsewhere = registered(store, Cell("A1", "A1", "a1-5"), "anna")["anna"]
    save(store, script)
    save(store, elsewhere, "Ida")
    assert undo(store, elsewhere.cell, "Bo") is None
    assert undo(store, CELL, "Ida") is None


def test_undo_of_what_another_has_marked_since_is_refused(store, script):
    save(store, script, "Bo")
    theirs = save(store, script, "Ida", Entry(WHOLE | {"blikke": Level(1.0)}), based_on=1)
    with pytest.raises(Conflict) as caught:
        undo(store, CELL, "Bo")
    assert caught.value.theirs == theirs
    assert marks.latest(store, [script])[script.id] == theirs


def test_the_time_spent_is_not_undone(store, script):
    save(store, script, entry=Entry(WHOLE, seconds=60))
    undo(store, CELL, "Bo")
    assert sum(mark.entry.seconds for mark in marks.history(store, script)) == 60


def test_undo_to_a_mark_by_an_older_rubric_keeps_that_rubric(store, script):
    save(store, script)
    marks.save(store, script, "Bo", Entry(WHOLE), 1, RUBRIC.model_copy(update={"version": 2}))
    undo(store, CELL, "Bo")
    assert marks.latest(store, [script])[script.id].rubric_version == 1


def test_each_reading_is_undone_by_itself(store, script):
    other = registered(store, CELL, "bent")["bent"]
    save(store, script, "Bo")
    save(store, other, "Bo", reading=SECOND)
    tags.put(store, other, "Bo", SKIP, True, reading=SECOND)
    assert undo(store, CELL, "Bo").script == script
    assert undo(store, CELL, "Bo") is None
    assert [undo(store, CELL, "Bo", SECOND).what for _ in range(2)] == ["skip", "mark"]
    assert marks.readings(store, [script, other]) == {script.id: {}, other.id: {}}

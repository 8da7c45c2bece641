"""Marks: nothing that was saved is lost or changed, and two graders never overwrite each other."""

from __future__ import annotations

import pytest

from course.grading.errors import GradingError
from course.grading.rubrics import find_rubric
from course.grading.store import marks
from course.grading.store.undo import undo
from course.grading.store.values import AGREED, DRAFT, FINAL, FIRST, READINGS, SECOND, Conflict, Entry, Level
from tests.course.grading.store.conftest import CELL, registered

RUBRIC = find_rubric("refleksion")
WHOLE = {criterion.id: Level(3.0) for criterion in RUBRIC.criteria}


def save(store, script, grader="Bo", entry=Entry(WHOLE, "God scene.", state=FINAL), based_on=0, **settings):
    return marks.save(store, script, grader, entry, based_on, RUBRIC, **settings)


def test_a_saved_mark_is_read_back_with_who_when_and_by_which_rubric(store, script):
    entry = Entry({"situation": Level(3.0, "Øjeblikket står klart."), "blikke": Level(None, "Handler om en anden sag.")}, "Æblet »falder«\n\nikke 🙂", "Spørg [hende].", seconds=41.5)
    saved = save(store, script, entry=entry)
    assert marks.latest(store, [script]) == {script.id: saved}
    assert (saved.grader, saved.revision, saved.rubric, saved.rubric_version, saved.entry) == ("Bo", 1, "refleksion", 1, entry)
    assert saved.time.tzinfo is not None


def test_every_save_stays_as_it_was(store, script):
    first = save(store, script)
    second = save(store, script, entry=Entry(WHOLE | {"blikke": Level(1.0)}), based_on=1)
    assert marks.history(store, script) == [first, second]
    assert marks.latest(store, [script])[script.id] == second


def test_a_save_based_on_an_older_one_is_refused_with_what_the_other_wrote(store, script):
    theirs = save(store, script, "Bo")
    with pytest.raises(Conflict, match="Bo har gemt den kl") as caught:
        save(store, script, "Ida", Entry({"situation": Level(1.0)}))
    assert caught.value.theirs == theirs
    assert marks.history(store, script) == [theirs]
    assert save(store, script, "Ida", Entry({"situation": Level(1.0)}), based_on=1).revision == 2


def test_a_save_sent_twice_because_the_answer_was_lost_is_one_save(store, script):
    first = save(store, script, entry=Entry(WHOLE, seconds=3))
    assert save(store, script, entry=Entry(WHOLE, seconds=5)) == first
    assert len(marks.history(store, script)) == 1


def test_a_save_from_the_future_is_refused(store, script):
    with pytest.raises(Conflict):
        save(store, script, based_on=7)
    assert marks.history(store, script) == []


def test_a_new_attempt_inherits_nothing_though_the_text_is_the_same(store, script):
    save(store, script)
    new = registered(store, CELL, "anna", attempt="andet")["anna"]
    assert new.id != script.id and new.token != script.token
    assert marks.latest(store, [new]) == {}
    assert len(marks.history(store, script)) == 1


def test_the_readings_of_a_script_stand_apart_and_one_that_is_undone_is_gone(store, script):
    first = save(store, script, "Bo")
    second = save(store, script, "Ida", Entry(WHOLE | {"blikke": Level(1.0)}, state=FINAL), reading=SECOND)
    assert (first.revision, second.revision) == (1, 1)
    assert marks.readings(store, [script]) == {script.id: {FIRST: first, SECOND: second}}
    with pytest.raises(Conflict):
        save(store, script, "Eva", reading=SECOND)
    save(store, script, "Ida", Entry(), based_on=1, reading=SECOND)
    assert marks.readings(store, [script]) == {script.id: {FIRST: first}}


def test_an_agreed_mark_leaves_both_originals_as_they_are_and_nobody_can_change_them(store, script):
    first, second = save(store, script, "Bo"), save(store, script, "Ida", Entry(WHOLE | {"blikke": Level(1.0)}, state=FINAL), reading=SECOND)
    agreed = save(store, script, "Bo", Entry(WHOLE | {"blikke": Level(2.0)}), reading=AGREED)
    assert marks.readings(store, [script]) == {script.id: {FIRST: first, SECOND: second, AGREED: agreed}}
    assert [marks.standings(store, CELL, reading)[script.id].state for reading in READINGS] == [FINAL, FINAL, DRAFT]
    for reading in (FIRST, SECOND):
        with pytest.raises(GradingError, match="Bo har skrevet, hvad I er enige om"):
            save(store, script, "Ida", Entry({"blikke": Level(4.0)}), based_on=1, reading=reading)
    with pytest.raises(GradingError, match="de to læsninger bliver stående"):
        undo(store, CELL, "Ida", SECOND)
    assert undo(store, CELL, "Bo", AGREED) and undo(store, CELL, "Ida", SECOND)
    assert set(marks.readings(store, [script])[script.id]) == {FIRST}


def test_a_final_mark_has_every_level_and_a_reason_where_there_is_none(store, script):
    with pytest.raises(GradingError, match="Der mangler et trin ved Antagelser og belæg"):
        save(store, script, entry=Entry({name: level for name, level in WHOLE.items() if name != "antagelser"}, state=FINAL))
    unassessable = WHOLE | {"blikke": Level(None)}
    with pytest.raises(GradingError, match="Skriv, hvorfor det ikke kan vurderes: Flere blikke"):
        save(store, script, entry=Entry(unassessable, state=FINAL))
    assert save(store, script, entry=Entry(unassessable, "Teksten er en andens.", state=FINAL)).revision == 1


@pytest.mark.parametrize("level", [0, 5, 2.5, -1, float("nan"), float("inf"), True])
def test_a_level_that_the_rubric_does_not_have_is_refused(store, script, level):
    with pytest.raises(GradingError, match="er ikke et trin ved"):
        save(store, script, entry=Entry({"situation": Level(level)}))
    assert marks.history(store, script) == []


def test_a_criterion_that_does_not_count_here_is_refused(store, script):
    with pytest.raises(GradingError, match="tæller ikke her. De, der tæller, er: Flere blikke"):
        save(store, script, entry=Entry({"situation": Level(2.0)}), criteria=["blikke"])


def test_a_comment_without_end_is_refused(store, script):
    with pytest.raises(GradingError, match="for lang"):
        save(store, script, entry=Entry(comment="a" * 10_001))


def test_a_mark_keeps_the_rubric_it_was_given_by(store, script):
    mark = save(store, script)
    changed = RUBRIC.model_copy(update={"version": 2, "half_levels": True})
    newer = marks.save(store, script, "Bo", Entry({"situation": Level(2.5)}), 1, changed)
    assert marks.rubric_of(store, mark) == RUBRIC
    assert marks.rubric_of(store, newer) == changed


def test_a_rubric_changed_without_a_new_version_is_refused(store, script):
    save(store, script)
    with pytest.raises(GradingError, match="er ændret, men hedder stadig version 1.*Skriv version: 2"):
        marks.save(store, script, "Bo", Entry(WHOLE), 1, RUBRIC.model_copy(update={"half_levels": True}))

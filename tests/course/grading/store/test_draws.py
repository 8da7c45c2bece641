"""The draw of those that are read twice, and who may not give the second mark."""

from __future__ import annotations

from course.grading.store import marks
from course.grading.store.draws import NEAR, RANDOM, drawn, keep_draws, lots
from course.grading.store.knowing import known, note_seen
from course.grading.store.values import SECOND, Cell, Entry, Level
from tests.course.grading.store.conftest import CELL, registered
from tests.course.grading.store.test_marks import save

STUDENTS = [f"s{number}" for number in range(2000)]


def test_a_lot_is_the_same_for_whoever_asks_whenever_and_another_in_another_question(store):
    first = lots(store, CELL, STUDENTS)
    assert lots(store, CELL, ["s7", "ny"])["s7"] == first["s7"]
    assert lots(store, Cell("A1", "A1", "a1-5"), STUDENTS) != first


def test_a_fifth_is_drawn_of_the_early_and_of_the_late(store):
    lot = lots(store, CELL, STUDENTS)
    shares = [sum(lot[student] < 0.2 for student in half) / 1000 for half in (STUDENTS[:1000], STUDENTS[1000:])]
    assert all(0.13 < share < 0.27 for share in shares)  # more than five standard deviations


def test_what_is_drawn_stays_with_its_first_reason(store, script):
    keep_draws(store, [script], RANDOM)
    keep_draws(store, [script], NEAR)
    assert drawn(store, CELL) == {script.id: RANDOM}


def test_whoever_has_given_changed_met_or_seen_a_first_mark_knows_it(store, script):
    other = registered(store, CELL, "bent")["bent"]
    save(store, script, "Bo")
    save(store, other, "Bo", reading=SECOND)
    save(store, script, "Ida", Entry({"blikke": Level(1.0)}), based_on=1)
    for _ in range(2):
        note_seen(store, script, "Eva")
    assert [known(store, CELL, grader) for grader in ("Bo", "Ida", "Eva", "Per")] == [{script.id}] * 3 + [set()]
    assert set(marks.readings(store, [other])[other.id]) == {SECOND}

"""Publishing what two have read: their mean, or what they agree on; and nothing of a student's who still waits for a second reader."""

from __future__ import annotations

import pytest

from course.grading.feedback.marks import marked
from course.grading.glance.overview import PUBLISHED, glance
from course.grading.publishing.publish import NEW, SAME, WAITS, publish
from course.grading.store.events import events
from course.grading.store.values import AGREED, SECOND
from tests.course.grading.publishing.test_publish_cli import run


@pytest.fixture
def drawn(desk):
    """The class, with every text drawn for a second reading."""
    (desk.root.folder / "marking.yaml").write_text("draw_percent: 100\nnear_percent: 0\n", encoding="utf-8")
    for grade_id in ("a4-4", "a4-4-kriterier", "a4-5"):
        desk.mark("anna", grade_id, 3, comment="Godt øje.")
    return desk


def state(published, student: str = "anna") -> dict[str, tuple[str, float | None]]:
    return {change.planned.question.cell.cell: (change.kind, change.after) for change in published.changes if change.planned.student == student}


def test_a_students_assignment_waits_until_all_that_was_drawn_of_it_is_read_by_two(drawn):
    for grade_id in ("a4-4", "a4-4-kriterier"):
        drawn.mark("anna", grade_id, 3, reading=SECOND)
    first = publish(drawn.root, drawn.store, "A4")
    assert {kind for kind, _ in state(first).values()} == {WAITS} and drawn.grade("anna", "a4-4")[:2] == (None, True)
    why = {change.planned.question.cell.cell: change.why for change in first.changes if change.planned.student == "anna"}
    assert why == {"a4-5": "skal læses af en til (tilfældig)"} | dict.fromkeys(["a4-4", "a4-4-kriterier"], "a4-5 skal læses af en til (tilfældig)")
    drawn.mark("anna", "a4-5", 4, reading=SECOND, state="draft")
    assert {kind for kind, _ in state(publish(drawn.root, drawn.store, "A4")).values()} == {WAITS}
    drawn.mark("anna", "a4-5", 3, reading=SECOND, based_on=1, comment="Klar scene.")
    assert state(publish(drawn.root, drawn.store, "A4")) == {"a4-4": (NEW, 9), "a4-4-kriterier": (NEW, 12), "a4-5": (NEW, 14.25)}
    assert "Godt øje.\n\nKlar scene." in drawn.grade("anna", "a4-5")[2]
    assert {kind for kind, _ in state(publish(drawn.root, drawn.store, "A4")).values()} == {SAME}


def test_one_level_apart_on_a_single_scale_gives_the_mean_and_far_apart_waits_for_an_agreed_mark(drawn):
    for grade_id, level in (("a4-4", 4), ("a4-4-kriterier", 3), ("a4-5", 1)):
        drawn.mark("anna", grade_id, level, reading=SECOND)
    waiting = publish(drawn.root, drawn.store, "A4", without_second=True).changes
    assert {change.why for change in waiting if change.planned.student == "anna" and change.planned.holds} == {
        "skal afgøres: Situation og egen andel, Følelser og værdier, Flere blikke, Antagelser og belæg, Læring og næste skridt, det samlede (2,00 trin)"}
    drawn.mark("anna", "a4-5", 2, reading=AGREED, comment="Vi læste den sammen.")
    assert state(publish(drawn.root, drawn.store, "A4")) == {"a4-4": (NEW, 11), "a4-4-kriterier": (NEW, 12), "a4-5": (NEW, 9.5)}
    points, _, comment = drawn.grade("anna", "a4-5")
    assert points == 9.5 and "Vi læste den sammen." in comment and "Godt øje." not in comment and "mellem" in drawn.grade("anna", "a4-4")[2]


def test_it_can_be_published_without_the_second_reading_and_that_is_written_down(drawn, monkeypatch, capsys):
    code, said = run(monkeypatch, capsys, drawn, "publish", "A4")
    assert code == 0 and "venter: skal læses af en til (tilfældig)" in said and "--without-second" in said
    code, said = run(monkeypatch, capsys, drawn, "publish", "A4", "--without-second")
    assert code == 0 and "14,25  nye point" in said
    noted = [event for event in events(drawn.store) if event.what == "without_second"]
    assert len(noted) == 1 and len(noted[0].details["marks"]) == 3


def test_what_was_published_without_the_second_reading_is_published_for_every_command(drawn):
    publish(drawn.root, drawn.store, "A4", without_second=True)
    assert {kind for kind, _ in state(publish(drawn.root, drawn.store, "A4")).values()} == {SAME}
    person = next(one for one in glance(drawn.root, drawn.store, "A4").people if one.student == "anna")
    assert {one.state for one in person.states} == {PUBLISHED}
    assert not [one for one in marked(drawn.root, "A4")["anna"].values() if one.waits]  # in the feedback and in the export
    drawn.mark("anna", "a4-5", 2, based_on=1)
    assert {kind for kind, _ in state(publish(drawn.root, drawn.store, "A4")).values()} == {WAITS}  # another mark is to be read by two

"""What a grader does at the desk. A save that returns ``Saved`` is on the disk; one that is refused has overwritten nothing."""

from __future__ import annotations

from course.grading.desk.agreeing import require_reader
from course.grading.desk.desk import Desk
from course.grading.desk.mark_view import mark_view
from course.grading.desk.models import EntryView, PhraseView, Reading, Refused, Saved, SaveRequest, UndoneView
from course.grading.desk.show import question_of
from course.grading.marking.drawing import draw
from course.grading.marking.settings import read_marking
from course.grading.store import marks, phrases, tags
from course.grading.store.events import note_alone
from course.grading.store.scripts import find_script
from course.grading.store.undo import undo as undo_last
from course.grading.store.values import FINAL, FIRST, Conflict, Entry, Level


def save(desk: Desk, token: str, request: SaveRequest, reading: Reading = FIRST) -> Saved | Refused:
    """Save what the page holds of a script, in one of the readings.

    Raises
    ------
    GradingError
        A level is not the rubric's, a final mark lacks one, the grader may not give that reading's mark, or the store cannot be written:
        nothing is saved, and the message says why.
    """
    script = find_script(desk.store, token)
    question = question_of(desk, script.cell.assignment, script.cell.cell)
    if reading != FIRST:
        require_reader(desk.root, desk.store, desk.grader, question, script, reading)
    read_marking(desk.root.folder)  # a fault in it is told before anything is saved
    entry = entry_of(request.entry, request.seconds)
    try:
        mark = marks.save(desk.store, script, desk.grader, entry, request.based_on, question.rubric, question.criteria, reading)
    except Conflict as conflict:
        note_alone(desk.store, desk.grader, "conflict", script.id, based_on=request.based_on, reading=reading)
        return Refused(message=str(conflict), theirs=conflict.theirs and mark_view(desk, conflict.theirs, question))
    if reading == FIRST and entry.state == FINAL:
        draw(desk.root, desk.store, question, {script.attempt.student: script})  # now it can be told whether it is near pass/fail
    return Saved(mark=mark_view(desk, mark, question))


def put_tag(desk: Desk, token: str, kind: str, raised: bool, reason: str = "", reading: Reading = FIRST) -> None:
    """Flag or skip a script, or take it back; ``reading`` is the one whose undo it belongs to."""
    tags.put(desk.store, find_script(desk.store, token), desk.grader, kind, raised, reason, reading)


def undo(desk: Desk, assignment: str, cell: str, reading: Reading = FIRST) -> UndoneView | Refused | None:
    """Undo the last thing the grader did in a reading of a question; None where there is nothing, refused where somebody else has marked since."""
    question = question_of(desk, assignment, cell)
    try:
        undone = undo_last(desk.store, question.cell, desk.grader, reading)
    except Conflict as conflict:
        return Refused(message=str(conflict), theirs=conflict.theirs and mark_view(desk, conflict.theirs, question))
    return undone and UndoneView(what=undone.what, token=undone.script.token)


def search_phrases(desk: Desk, search: str = "", criterion: str | None = None) -> list[PhraseView]:
    """The comment bank: the phrases that fit, the most used first."""
    found = phrases.bank(desk.store, desk.grader, desk.root.folder, criterion, search[:200])
    return [PhraseView(id=one.id, criterion=one.criterion, text=one.text, own=one.own, used=one.used) for one in found]


def keep_phrase(desk: Desk, text: str, criterion: str = "") -> str:
    """Add a phrase of one's own to the bank; gives its id."""
    return phrases.keep_phrase(desk.store, desk.grader, text, criterion[:64])


def remove_phrase(desk: Desk, phrase: str) -> None:
    """Take a phrase of one's own out of the bank."""
    phrases.remove_phrase(desk.store, desk.grader, phrase)


def use_phrase(desk: Desk, phrase: str) -> None:
    """A phrase was put into a comment."""
    phrases.use_phrase(desk.store, desk.grader, phrase)


def entry_of(view: EntryView, seconds: float = 0.0) -> Entry:
    """What a page holds, as the store takes it."""
    levels = {name: Level(level.level, level.comment) for name, level in view.levels.items()}
    return Entry(levels, view.comment, view.next_step, view.state, seconds)

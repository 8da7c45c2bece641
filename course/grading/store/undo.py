"""Undo: the last thing that a grader did in a question is done backwards, as something new; nothing is taken out of the store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.grading.store import marks, tags
from course.grading.store.database import Store
from course.grading.store.events import Event, as_event, note
from course.grading.store.models import EventRow, MarkRow, ScriptRow
from course.grading.store.scripts import as_script
from course.grading.store.values import FIRST, Cell, Conflict, Entry, Script

UNDOABLE = ("mark", "flag", "skip")


@dataclass(frozen=True)
class Undone:
    """What was undone, and on which script."""

    what: str
    script: Script


def undo(store: Store, cell: Cell, grader: str, reading: str = FIRST) -> Undone | None:
    """Undo the grader's last save, flag or skip in a reading of the question that has not been undone; None where there is nothing to undo.

    Raises
    ------
    Conflict
        Somebody else has marked the script since. Nothing is changed.
    GradingError
        An agreed mark stands over the one that would be undone.
    """
    with store.writing() as session:
        event, script = next(_undoable(session, store, cell, grader, reading), (None, None))
        if event is None:
            return None
        if event.what == "mark":
            _unmark(session, script, grader, event)
        else:
            tags.add(session, script, grader, event.what, event.details["before"], event.details["reason"])
        note(session, store, grader, "undo", script.id, event=event.id)
        return Undone(event.what, script)


def _undoable(session: Session, store: Store, cell: Cell, grader: str, reading: str) -> Iterator[tuple[Event, Script]]:
    """The grader's events in that reading of the question which can be undone and have not been, newest first."""
    rows = session.execute(
        select(EventRow, ScriptRow).join(ScriptRow, EventRow.script_id == ScriptRow.id).where(
            EventRow.course == store.course, EventRow.grader == grader, EventRow.what.in_([*UNDOABLE, "undo"]),
            ScriptRow.assignment == cell.assignment, ScriptRow.notebook == cell.notebook, ScriptRow.cell == cell.cell,
        ).order_by(EventRow.id.desc())
    )
    undone: set[int] = set()
    for row, script in rows:
        details = json.loads(row.details)
        if row.what == "undo":
            undone.add(details["event"])
        elif row.id not in undone and details.get("reading", FIRST) == reading:
            yield as_event(row), as_script(script)


def _unmark(session: Session, script: Script, grader: str, event: Event) -> None:
    """Add a revision that says what stood before the one that is undone; where nothing did, an empty draft."""
    reading, revision = event.details["reading"], event.details["revision"]
    rows = session.scalars(select(MarkRow).where(MarkRow.script_id == script.id, MarkRow.reading == reading).order_by(MarkRow.revision.desc())).all()
    undone = next(row for row in rows if row.revision == revision)
    if any(row.revision > revision and row.grader != grader for row in rows):
        raise Conflict(marks.as_mark(rows[0]))
    marks.require_unsettled(session, script, reading)
    before = next((row for row in rows if row.revision == revision - 1), None)
    entry = marks.as_mark(before).entry if before else Entry()
    entry = Entry(entry.levels, entry.comment, entry.next_step, entry.state)  # the time spent was spent
    marks.add(session, script, grader, entry, rows[0].revision + 1, before.rubric if before else undone.rubric, reading)

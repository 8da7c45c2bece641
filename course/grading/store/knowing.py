"""Who knows a first mark, and so cannot give the second: whoever gave it, changed it, or has been shown it."""

from __future__ import annotations

import json

from sqlalchemy import select

from course.grading.store.database import Store
from course.grading.store.events import note_alone
from course.grading.store.models import EventRow, ScriptRow
from course.grading.store.values import FIRST, SECOND, Cell, Script

TELLING = ("mark", "conflict", "seen")


def known(store: Store, cell: Cell, grader: str) -> set[int]:
    """The ids of the scripts of a question whose first mark the grader knows."""
    events = select(EventRow.script_id, EventRow.details).join(ScriptRow, EventRow.script_id == ScriptRow.id).where(
        EventRow.course == store.course, EventRow.grader == grader, EventRow.what.in_(TELLING),
        ScriptRow.assignment == cell.assignment, ScriptRow.notebook == cell.notebook, ScriptRow.cell == cell.cell)
    with store.reading() as session:
        return {script_id for script_id, details in session.execute(events) if json.loads(details).get("reading", FIRST) != SECOND}


def note_seen(store: Store, script: Script, grader: str) -> None:
    """The grader is shown what another has given a script."""
    if script.id not in known(store, script.cell, grader):
        note_alone(store, grader, "seen", script.id)

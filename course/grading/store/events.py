"""The event log: what somebody did, and when. It is read by undo, and by whoever asks afterwards."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.grading.store.database import Store
from course.grading.store.models import EventRow


@dataclass(frozen=True)
class Event:
    """One thing done; ``details`` depends on ``what``: mark, conflict, seen, flag, skip, undo, publish or without_second."""

    id: int
    grader: str
    what: str
    script_id: int | None
    details: dict
    time: datetime


def note(session: Session, store: Store, grader: str, what: str, script_id: int | None = None, **details) -> None:
    """Add an event in the transaction of what it tells about."""
    session.add(EventRow(course=store.course, grader=grader, what=what, script_id=script_id, details=json.dumps(details, ensure_ascii=False)))


def note_alone(store: Store, grader: str, what: str, script_id: int | None = None, **details) -> None:
    """Add an event that nothing else goes with."""
    with store.writing() as session:
        note(session, store, grader, what, script_id, **details)


def events(store: Store, grader: str | None = None) -> list[Event]:
    """Everything done in the course, or by one grader, oldest first."""
    wanted = select(EventRow).where(EventRow.course == store.course).order_by(EventRow.id)
    with store.reading() as session:
        return [as_event(row) for row in session.scalars(wanted.where(EventRow.grader == grader) if grader is not None else wanted)]


def as_event(row: EventRow) -> Event:
    return Event(row.id, row.grader, row.what, row.script_id, json.loads(row.details), row.time.replace(tzinfo=UTC))

"""Where each grader was, so that an evening goes on where the last one stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from course.grading.store.database import Store
from course.grading.store.models import PlaceRow, now
from course.grading.store.values import FIRST, Cell


RECENT = timedelta(minutes=10)


@dataclass(frozen=True)
class Place:
    """A grader's place: the question, the student whose script was open, and when."""

    cell: Cell
    student: str
    time: datetime


def keep_place(store: Store, grader: str, cell: Cell, student: str, reading: str = FIRST) -> None:
    """Remember that a grader has opened a script."""
    with store.writing() as session:
        session.merge(PlaceRow(course=store.course, grader=grader, assignment=cell.assignment, notebook=cell.notebook, cell=cell.cell,
                               reading=reading, student=student, time=now()))


def places(store: Store, grader: str, assignment: str, reading: str = FIRST) -> list[Place]:
    """A grader's place in each question of an assignment, the latest first."""
    wanted = select(PlaceRow).where(
        PlaceRow.course == store.course, PlaceRow.grader == grader, PlaceRow.assignment == assignment, PlaceRow.reading == reading)
    with store.reading() as session:
        rows = session.scalars(wanted.order_by(PlaceRow.time.desc()))
        return [Place(Cell(row.assignment, row.notebook, row.cell), row.student, row.time.replace(tzinfo=UTC)) for row in rows]


def others_at(store: Store, grader: str, cell: Cell, reading: str = FIRST) -> set[str]:
    """The students whose scripts other graders have opened in the last ten minutes."""
    wanted = select(PlaceRow.student).where(
        PlaceRow.course == store.course, PlaceRow.assignment == cell.assignment, PlaceRow.notebook == cell.notebook, PlaceRow.cell == cell.cell,
        PlaceRow.reading == reading, PlaceRow.grader != grader, PlaceRow.time > now() - RECENT)
    with store.reading() as session:
        return set(session.scalars(wanted))

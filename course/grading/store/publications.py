"""What has been written to the gradebook, so that what formgrader changed there since can be told from what the kit wrote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select, update

from course.grading.store.database import Store
from course.grading.store.models import PublicationRow
from course.grading.store.values import Cell


@dataclass(frozen=True)
class Publication:
    """Points and comment of one student's answer as they were sent to the gradebook; points None took earlier ones back. ``done``: they arrived."""

    cell: Cell
    student: str
    submission: str
    mark_id: int | None
    points: float | None
    comment: str | None
    done: bool = False


def begin(store: Store, publications: Iterable[Publication], publisher: str) -> list[int]:
    """Write down what is about to be sent; gives the ids for ``finish``. If the program dies between them, both old and new are known as ours."""
    with store.writing() as session:
        rows = [
            PublicationRow(course=store.course, assignment=one.cell.assignment, notebook=one.cell.notebook, cell=one.cell.cell, student=one.student,
                           submission=one.submission, mark_id=one.mark_id, points=one.points, comment=one.comment, publisher=publisher)
            for one in publications
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def finish(store: Store, ids: list[int]) -> None:
    """The gradebook has taken them."""
    with store.writing() as session:
        for start in range(0, len(ids), 500):
            session.execute(update(PublicationRow).where(PublicationRow.id.in_(ids[start:start + 500])).values(done=True))


def published(store: Store, assignment: str) -> dict[tuple[Cell, str], list[Publication]]:
    """By question and student: what the gradebook may hold of the kit's. The last that is known to have arrived, then those that may have."""
    found: dict[tuple[Cell, str], list[Publication]] = defaultdict(list)
    wanted = select(PublicationRow).where(PublicationRow.course == store.course, PublicationRow.assignment == assignment).order_by(PublicationRow.id)
    with store.reading() as session:
        for row in session.scalars(wanted):
            one = Publication(Cell(row.assignment, row.notebook, row.cell), row.student, row.submission, row.mark_id, row.points, row.comment, row.done)
            so_far = found[one.cell, one.student]
            if row.done:
                so_far.clear()
            so_far.append(one)
    return found

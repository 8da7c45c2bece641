"""nbgrader's gradebook as publishing needs it: read at once, and written only where it still says what was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from course.grading.root import GradingError

if TYPE_CHECKING:
    from nbgrader.api import Gradebook, SubmittedAssignment

Key = tuple[str, str, str]  # notebook, cell, student


@dataclass(frozen=True)
class Row:
    """An answer's points and comment as they stand in the gradebook."""

    grade_id: str
    comment_id: str
    student: str = field(repr=False)
    manual: float | None = None
    auto: float | None = None
    comment: str | None = None
    needs_reading: bool = True
    max_points: float = 0.0

    @property
    def score(self) -> float:
        """What counts, without extra points."""
        return next((points for points in (self.manual, self.auto) if points is not None), 0.0)


def read_rows(gradebook: Gradebook, assignment: str) -> dict[Key, Row]:
    """Every answer in the gradebook that takes points and a comment, by notebook, cell and student."""
    from nbgrader.api import Assignment, BaseCell, Comment, Grade, Notebook, Student, SubmittedAssignment, SubmittedNotebook

    def of_assignment(wanted, row):
        return (wanted.select_from(row).join(BaseCell, BaseCell.id == row.cell_id)
                .join(SubmittedNotebook, SubmittedNotebook.id == row.notebook_id).join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
                .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
                .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id).join(Student, Student.id == SubmittedAssignment.student_id)
                .where(Assignment.name == assignment))

    session, most = gradebook.db, _max_points(gradebook, assignment)
    said = session.execute(of_assignment(select(Comment.id, Comment.manual_comment, Notebook.name, BaseCell.name, Student.id), Comment))
    comments = {(notebook, cell, student): (comment_id, text) for comment_id, text, notebook, cell, student in said}
    grades = session.execute(of_assignment(
        select(Grade.id, Grade.manual_score, Grade.auto_score, Grade.needs_manual_grade, Notebook.name, BaseCell.name, Student.id), Grade))
    rows = {}
    for grade_id, manual, auto, needs_reading, notebook, cell, student in grades:
        if (notebook, cell, student) in comments:
            comment_id, comment = comments[notebook, cell, student]
            rows[notebook, cell, student] = Row(grade_id, comment_id, student, manual, auto, comment, needs_reading, most[notebook, cell])
    return rows


def write(gradebook: Gradebook, row: Row, points: float | None, comment: str | None) -> bool:
    """Put points and comment in place of what ``row`` says, and mark it read, or unread where ``points`` is None.

    Gives False, and writes nothing, where formgrader has changed it since it was read. The caller commits.

    Raises
    ------
    GradingError
        The points are less than none or more than the answer gives: nbgrader would store them all the same.
    """
    from nbgrader.api import Comment, Grade

    if points is not None and not 0 <= points <= row.max_points:
        raise GradingError(f"{points:g} point kan ikke gives: Cellen giver fra 0 til {row.max_points:g}. Se efter i rubrics og assignments.yaml.")
    session = gradebook.db
    new = {"manual_score": points, "needs_manual_grade": points is None}
    taken = session.execute(update(Grade).where(Grade.id == row.grade_id, Grade.manual_score.is_not_distinct_from(row.manual)).values(**new)
                            .execution_options(synchronize_session=False))
    if taken.rowcount == 0:
        return False
    said = session.execute(update(Comment).where(Comment.id == row.comment_id, Comment.manual_comment.is_not_distinct_from(row.comment))
                           .values(manual_comment=comment).execution_options(synchronize_session=False))
    if said.rowcount == 0:  # the points go back, in the same transaction
        session.execute(update(Grade).where(Grade.id == row.grade_id).values(manual_score=row.manual, needs_manual_grade=row.needs_reading)
                        .execution_options(synchronize_session=False))
        return False
    return True


def submissions(gradebook: Gradebook, assignment: str) -> list[SubmittedAssignment]:
    """Everybody's submission, for what lateness needs."""
    return gradebook.assignment_submissions(assignment)


def seconds_late(submission: SubmittedAssignment) -> float:
    """By how much a submission was late, the student's own extension counted in; 0 where there is no deadline."""
    return 0.0 if submission.assignment.duedate is None else float(submission.total_seconds_late)


def _max_points(gradebook: Gradebook, assignment: str) -> dict[tuple[str, str], float]:
    notebooks = gradebook.find_assignment(assignment).notebooks
    return {(notebook.name, cell.name): cell.max_score for notebook in notebooks for cell in (*notebook.grade_cells, *notebook.task_cells)}

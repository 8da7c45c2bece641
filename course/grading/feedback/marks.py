"""What has been published of a student's texts, by the grading store: the mark behind the points, or that the answer has to wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.grading.publishing.plan import plan
from course.grading.reading.questions import Question, questions
from course.grading.root import CourseRoot, GradingError
from course.grading.rubrics import Rubric
from course.grading.store import marks
from course.grading.store.database import Store, has_store, opened_store
from course.grading.store.publications import Publication, published
from course.grading.store.values import Cell, Mark
from exercises.errors import ContentError, HandinError


@dataclass(frozen=True)
class Marked:
    """A question and what was published of its answer: ``mark`` is None where it was blank or is not the store's; ``waits``: nothing may be told yet."""

    question: Question
    publication: Publication | None = None
    mark: Mark | None = None
    rubric: Rubric | None = None
    waits: bool = False


def asked(root: CourseRoot, assignment: str) -> tuple[Question, ...]:
    """The questions that people mark; none in a course of another make, or where the assignment is not to be understood."""
    try:
        return questions(root, assignment)
    except (GradingError, ContentError, HandinError):
        return ()


def marked(root: CourseRoot, assignment: str, student: str, notebook: str) -> dict[str, Marked]:
    """What the store has of a student's answers in a notebook, by grade_id. Where there is no store it says nothing."""
    own = [one for one in asked(root, assignment) if one.cell.notebook == notebook]
    if not own or not has_store(root):
        return {one.cell.cell: Marked(one) for one in own}
    with opened_store(root) as store:
        known = published(store, assignment)
        return {one.cell.cell: _marked(root, store, one, student, known) for one in own}


def _marked(root: CourseRoot, store: Store, question: Question, student: str, known: Mapping[tuple[Cell, str], list[Publication]]) -> Marked:
    arrived = next((one for one in known.get((question.cell, student), ()) if one.done and one.points is not None), None)
    planned = next((one for one in plan(root, store, question) if one.student == student), None)
    if arrived is None:
        return Marked(question)  # points given elsewhere stand, and count as they are
    if planned is None or planned.waits or planned.submission != arrived.submission:
        return Marked(question, arrived, waits=True)
    mark = marks.find(store, arrived.mark_id) if arrived.mark_id is not None else None
    return Marked(question, arrived, mark, marks.rubric_of(store, mark) if mark else None)

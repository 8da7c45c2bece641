"""What has been published of a student's texts, by the grading store: the levels behind the points, or that the answer has to wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from course.grading.marking.outcome import Outcome, outcomes
from course.grading.publishing.comment import as_markdown
from course.grading.publishing.plan import Planned, plan
from course.grading.reading.questions import Question, questions
from course.grading.reading.scripts import scripts_of
from course.grading.root import CourseRoot, GradingError
from course.grading.rubrics import Rubric
from course.grading.store import marks
from course.grading.store.database import Store, has_store, opened_store
from course.grading.store.publications import Publication, published
from course.grading.store.values import Entry
from exercises.errors import ContentError, HandinError


@dataclass(frozen=True)
class Marked:
    """A question and what was published of its answer.

    ``entry`` is None where the answer was blank, or where what was published can no longer be told level by level; ``waits``: nothing
    may be told of it yet.
    """

    question: Question
    publication: Publication | None = None
    entry: Entry | None = None
    rubric: Rubric | None = None
    waits: bool = False


def asked(root: CourseRoot, assignment: str) -> tuple[Question, ...]:
    """The questions that people mark; none in a course of another make, or where the assignment is not to be understood."""
    try:
        return questions(root, assignment)
    except (GradingError, ContentError, HandinError):
        return ()


def marked(root: CourseRoot, assignment: str, student: str | None = None) -> dict[str, dict[str, Marked]]:
    """What the store has of everybody's answers, or of one student's, by student and grade_id; nothing where there is no store."""
    found: dict[str, dict[str, Marked]] = {}
    if not (own := asked(root, assignment)) or not has_store(root):
        return found
    with opened_store(root) as store:
        known = published(store, assignment)
        for question in own:
            scripts = scripts_of(root, store, question)
            counting = outcomes(root, store, question, [one for name, one in scripts.items() if student in (None, name)])
            for planned in plan(root, store, question):
                if student in (None, planned.student):
                    arrived = next((one for one in known.get((question.cell, planned.student), ()) if one.done and one.points is not None), None)
                    found.setdefault(planned.student, {})[question.cell.cell] = _marked(store, planned, arrived, counting.get(scripts[planned.student].id))
    return found


def _marked(store: Store, planned: Planned, arrived: Publication | None, counts: Outcome | None) -> Marked:
    if arrived is None:
        return Marked(planned.question)  # points given elsewhere stand, and count as they are
    if planned.waits or planned.submission != arrived.submission:
        return Marked(planned.question, arrived, waits=True)
    for rubric, entry in _candidates(store, arrived, counts):
        if as_markdown(rubric, entry, planned.question.criteria).strip() == (arrived.comment or "").strip():
            return Marked(planned.question, arrived, entry, rubric)
    return Marked(planned.question, arrived)


def _candidates(store: Store, arrived: Publication, counts: Outcome | None) -> Iterator[tuple[Rubric, Entry]]:
    """What may stand behind a publication: what counts now, of one reading or two, and the mark that it names."""
    if counts:
        yield counts.rubric, counts.entry
    if arrived.mark_id is not None:
        mark = marks.find(store, arrived.mark_id)
        yield marks.rubric_of(store, mark), mark.entry

"""What is ready to be published: for each answer its points and comment, or why it has to wait. It reads the store and the hand-ins, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from course.grading import scoring
from course.grading.publishing.comment import BLANK, as_markdown
from course.grading.reading.answers import BLANK as BLANK_ANSWER
from course.grading.reading.answers import UNREADABLE
from course.grading.reading.questions import Question
from course.grading.reading.scripts import scripts_of
from course.grading.root import CourseRoot
from course.grading.rubrics import Rubric
from course.grading.store import marks, tags
from course.grading.store.database import Store
from course.grading.store.values import DRAFT, Mark, Script, Tag



@dataclass(frozen=True)
class Planned:
    """One answer: ``points`` is None where it has to wait, and ``waits`` says for what."""

    question: Question
    student: str = field(repr=False)
    submission: str
    points: float | None = None
    comment: str = ""
    mark_id: int | None = None
    waits: str = ""


def plan(root: CourseRoot, store: Store, question: Question) -> Iterator[Planned]:
    """What is to be published of one question, for everybody who has handed in, in the order of their ids."""
    scripts = scripts_of(root, store, question)
    valid, flagged = marks.latest(store, list(scripts.values())), tags.flags(store, list(scripts.values()))
    rubrics = {(mark.rubric, mark.rubric_version): mark for mark in valid.values()}
    rubrics = {version: marks.rubric_of(store, mark) for version, mark in rubrics.items()}
    for script in scripts.values():
        mark = valid.get(script.id)
        rubric = question.rubric if mark is None else rubrics[mark.rubric, mark.rubric_version]
        yield _planned(question, rubric, script, None if mark is None or mark.is_empty else mark, flagged.get(script.id))


def _planned(question: Question, rubric: Rubric, script: Script, mark: Mark | None, flag: Tag | None) -> Planned:
    student, submission = script.attempt.student, script.attempt.submission
    if flag:
        return Planned(question, student, submission, waits=f"har et flag{f': {flag.reason}' if flag.reason else ''}")
    if mark is None:
        return _unmarked(question, script)
    unsettled = scoring.not_assessable(rubric, mark.entry.levels, question.criteria)
    if unsettled:
        return Planned(question, student, submission, mark_id=mark.id, waits=f"kan ikke vurderes: {', '.join(unsettled)}")
    if mark.entry.state == DRAFT:
        return Planned(question, student, submission, mark_id=mark.id, waits="er en kladde")
    levels = {name: level.level for name, level in mark.entry.levels.items()}
    points = scoring.points(rubric, levels, question.points, question.criteria)
    return Planned(question, student, submission, points, as_markdown(rubric, mark.entry, question.criteria), mark.id)


def _unmarked(question: Question, script: Script) -> Planned:
    """An answer that is not there gets the rubric's points for that; any other waits for a reader."""
    student, submission = script.attempt.student, script.attempt.submission
    if script.attempt.answer == BLANK_ANSWER:
        return Planned(question, student, submission, scoring.blank(question.rubric, question.points), BLANK)
    return Planned(question, student, submission, waits="kan ikke læses" if script.attempt.answer == UNREADABLE else "er ikke læst")

"""What is ready to be published: for each answer its points and comment, or why it has to wait. It reads the store and the hand-ins, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from course.grading import scoring
from course.grading.marking.drawing import draw
from course.grading.marking.outcome import Outcome, outcomes
from course.grading.publishing.comment import BLANK, as_markdown
from course.grading.reading.answers import BLANK as BLANK_ANSWER
from course.grading.reading.answers import UNREADABLE
from course.grading.reading.questions import Question
from course.grading.reading.scripts import scripts_of
from course.grading.root import CourseRoot
from course.grading.store import tags
from course.grading.store.database import Store
from course.grading.store.publications import published
from course.grading.store.values import DRAFT, Script


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
    holds: bool = False
    """It waits for a second reader, or for two to agree, and the student's other answers wait with it."""
    alone: bool = False
    """It was drawn for a second reading, and is published without."""


def plan(root: CourseRoot, store: Store, question: Question, without_second: bool = False) -> Iterator[Planned]:
    """What is to be published of one question, for everybody who has handed in, in the order of their ids.

    Parameters
    ----------
    without_second : bool
        Let the first reading count where a second is lacking. Two that are too far apart wait all the same.
    """
    scripts = scripts_of(root, store, question)
    flagged, drawn = tags.flags(store, list(scripts.values())), draw(root, store, question, scripts)
    counting = outcomes(root, store, question, list(scripts.values()))
    sent = {one.mark_id for several in published(store, question.cell.assignment).values() for one in several if one.done and one.points is not None}
    for script in scripts.values():
        found = counting.get(script.id)
        enough = found and (found.is_double or found.marks[0].id in sent)  # what has been published without a second reading stays so
        lacking = script.id in drawn and not without_second and not enough
        if flag := flagged.get(script.id):
            one = _waiting(question, script, f"har et flag{f': {flag.reason}' if flag.reason else ''}")
        else:
            one = _planned(question, script, found, drawn.get(script.id, ""), lacking) if found else _unmarked(question, script)
        yield replace(one, holds=lacking or one.holds)


def _planned(question: Question, script: Script, found: Outcome, drawn: str, lacking: bool) -> Planned:
    mark = found.marks[0]
    if found.apart:
        return _waiting(question, script, f"skal afgøres: {_apart(found)}", mark.id, holds=True)
    if unsettled := scoring.not_assessable(found.rubric, found.entry.levels, question.criteria):
        return _waiting(question, script, f"kan ikke vurderes: {', '.join(unsettled)}", mark.id)
    if found.entry.state == DRAFT:
        return _waiting(question, script, "er en kladde", mark.id)
    if lacking:
        return _waiting(question, script, f"skal læses af en til ({drawn})", mark.id)
    points, comment = found.points(question.points, question.criteria), as_markdown(found.rubric, found.entry, question.criteria)
    return Planned(question, script.attempt.student, script.attempt.submission, points, comment, mark.id, alone=bool(drawn) and not found.is_double)


def _waiting(question: Question, script: Script, why: str, mark_id: int | None = None, holds: bool = False) -> Planned:
    return Planned(question, script.attempt.student, script.attempt.submission, mark_id=mark_id, waits=why, holds=holds)


def _apart(found: Outcome) -> str:
    """Where two readings are too far from each other, in the rubric's words."""
    if found.apart.other_rubric:
        return "de to har læst efter hver sin udgave af skalaen"
    total = [] if found.apart.total is None else [f"det samlede ({f'{found.apart.total:.2f}'.replace('.', ',')} trin)"]
    return ", ".join([*(found.rubric.criterion(name).title.da for name in found.apart.criteria), *total])


def _unmarked(question: Question, script: Script) -> Planned:
    """An answer that is not there gets the rubric's points for that; any other waits for a reader."""
    if script.attempt.answer == BLANK_ANSWER:
        return Planned(question, script.attempt.student, script.attempt.submission, scoring.blank(question.rubric, question.points), BLANK)
    return _waiting(question, script, "kan ikke læses" if script.attempt.answer == UNREADABLE else "er ikke læst")

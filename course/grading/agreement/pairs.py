"""Who was read by two, as the store has it: pairs of marks given blind, never by two versions of a rubric, and why the others are left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select

from course.grading import scoring
from course.grading.reading.questions import Question
from course.grading.rubrics import Rubric
from course.grading.store import marks
from course.grading.store.database import Store
from course.grading.store.draws import NEAR, drawn
from course.grading.store.marks import as_mark
from course.grading.store.models import MarkRow, ScriptRow
from course.grading.store.values import AGREED, DRAFT, FINAL, FIRST, SECOND, Cell, Mark

UNFINISHED, SAME_GRADER, EARLIER, OTHER_VERSION = "unfinished", "same_grader", "earlier", "other_version"
REASONS = {
    UNFINISHED: "er ikke læst færdig af begge",
    SAME_GRADER: "er læst to gange af den samme",
    EARLIER: "er et tidligere forsøg af en, der er talt med",
    OTHER_VERSION: "er bedømt efter en anden udgave af skalaen",
}


@dataclass(frozen=True)
class Pair:
    """One script and what two graders gave it before they spoke about it."""

    student: str = field(repr=False)
    first: Mark
    second: Mark

    @property
    def marks(self) -> tuple[Mark, Mark]:
        return self.first, self.second


@dataclass(frozen=True)
class Paired:
    """The pairs of a question, all by one version of its rubric.

    ``left_out`` counts the other scripts with a second reading, by reason; ``borderline`` the pairs that were not drawn by lot but lay near a limit.
    """

    question: Question
    rubric: Rubric
    pairs: tuple[Pair, ...]
    left_out: dict[str, int]
    borderline: int

    @property
    def criteria(self) -> list[str]:
        return [criterion.id for criterion in scoring.counted(self.rubric, self.question.criteria)]


def paired(store: Store, question: Question) -> Paired:
    """The scripts of a question that two graders have read to the end."""
    left_out: Counter[str] = Counter()
    newest: dict[str, Pair] = {}
    for script, rows in sorted(_read_twice(store, question.cell).items(), reverse=True):  # the newest attempt first
        student, first, second = rows
        why = _unfit(first, second) or (EARLIER if student in newest else "")
        if why:
            left_out[why] += 1
        else:
            newest[student] = Pair(student, first, second)
    counted = _of_one_version(newest.values())
    left_out[OTHER_VERSION] += len(newest) - len(counted)
    rubric = marks.rubric_of(store, counted[0].first) if counted else question.rubric
    reasons = drawn(store, question.cell)
    return Paired(question, rubric, tuple(sorted(counted, key=lambda pair: pair.student)), {why: number for why, number in left_out.items() if number},
                  sum(reasons.get(pair.first.script_id) == NEAR for pair in counted))


def places_in_pile(store: Store, cell: Cell) -> dict[tuple[int, str], float]:
    """Where in a grader's own pile of a question each script was, from 0, the first that was finished, to just below 1, by script and grader."""
    finished = select(MarkRow.script_id, MarkRow.grader, func.min(MarkRow.id)).join(ScriptRow).where(
        *_of(store, cell), MarkRow.state == FINAL, MarkRow.reading.in_([FIRST, SECOND])).group_by(MarkRow.script_id, MarkRow.grader)
    piles: dict[str, list[tuple[int, int]]] = defaultdict(list)
    with store.reading() as session:
        for script_id, grader, mark_id in session.execute(finished):
            piles[grader].append((mark_id, script_id))
    return {(script_id, grader): number / len(pile) for grader, pile in piles.items() for number, (_, script_id) in enumerate(sorted(pile))}


def _read_twice(store: Store, cell: Cell) -> dict[int, tuple[str, Mark | None, Mark | None]]:
    """By script: the student, and the newest first and second mark from before an agreed one was begun: after that nobody is blind."""
    seconds = select(MarkRow.script_id).join(ScriptRow).where(*_of(store, cell), MarkRow.reading == SECOND)
    wanted = select(MarkRow, ScriptRow.student).join(ScriptRow).where(MarkRow.script_id.in_(seconds)).order_by(MarkRow.id)
    found: dict[int, dict[str, Mark]] = defaultdict(dict)
    students: dict[int, str] = {}
    with store.reading() as session:
        for row, student in session.execute(wanted):
            students[row.script_id] = student
            if AGREED not in found[row.script_id]:
                found[row.script_id][row.reading] = as_mark(row)
    return {script: (students[script], readings.get(FIRST), readings.get(SECOND)) for script, readings in found.items()}


def _unfit(first: Mark | None, second: Mark | None) -> str:
    if any(mark is None or mark.is_empty or mark.entry.state == DRAFT for mark in (first, second)):
        return UNFINISHED
    if first.grader == second.grader:
        return SAME_GRADER
    return OTHER_VERSION if _version(first) != _version(second) else ""


def _of_one_version(pairs: Iterable[Pair]) -> list[Pair]:
    """Those of the version that most were marked by; of two as frequent, the newer."""
    by_version: dict[tuple[str, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_version[_version(pair.first)].append(pair)
    return max(by_version.items(), key=lambda item: (len(item[1]), item[0][1]))[1] if by_version else []


def _version(mark: Mark) -> tuple[str, int]:
    return mark.rubric, mark.rubric_version


def _of(store: Store, cell: Cell) -> tuple:
    return ScriptRow.course == store.course, ScriptRow.assignment == cell.assignment, ScriptRow.notebook == cell.notebook, ScriptRow.cell == cell.cell

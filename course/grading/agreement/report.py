"""The agreement of an assignment, from the store: per criterion, per question and over all, and how strict each grader is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from course.grading.agreement import statistics
from course.grading.agreement.arrays import columns_of, levels_given, means_given, points_given, scale
from course.grading.agreement.pairs import Paired, paired, places_in_pile
from course.grading.agreement.statistics import DRAWS, Estimate
from course.grading.reading.questions import questions
from course.grading.root import CourseRoot
from course.grading.store.database import Store
from exercises.danish_order import danish_order

ENOUGH = 20  # scripts read by two; below it no coefficient is told
FEWEST = 5  # below it nothing is told of a question outside the desk: one could work out who got what
FEW = "for få til at sige noget sikkert"
NO_LEVELS = "regnes kun på trin"
CRITERION, QUESTION, TOTAL = "criterion", "question", "total"
NEAR = {CRITERION: 1.0, QUESTION: 0.5, TOTAL: 0.1}  # levels; levels; a share of the points


@dataclass(frozen=True)
class Agreement:
    """How two readings of the same scripts agree on one thing.

    Parameters
    ----------
    kind : str
        criterion: its levels; question: the weighted mean of its criteria, in levels; total: the points of the whole assignment.
    unsettled : int
        Pairs in which one could not assess it; not in ``scripts``.
    same, near : int
        Scripts given the same, and at most ``NEAR`` apart.
    columns : tuple[str, str]
        Who the rows and columns of ``confusion`` are: two graders, or where there are more, the first and the second reading.
    levels, confusion : tuple
        The scale, and how often the one gave this and the other that; empty where it is not levels.
    """

    kind: str
    cell: str
    criterion: str
    title: str
    scripts: int
    unsettled: int
    same: int
    near: int
    kappa: Estimate
    kappa_linear: Estimate
    alpha: Estimate
    icc_single: Estimate
    icc_average: Estimate
    columns: tuple[str, str]
    levels: tuple[float, ...] = ()
    confusion: tuple[tuple[int, ...], ...] = ()

    @property
    def is_enough(self) -> bool:
        return self.scripts >= ENOUGH


@dataclass(frozen=True)
class Severity:
    """How much higher a grader marks than the co-readers, in levels, over ``scripts``; in the three parts of the pile, and the last part over the first."""

    grader: str
    scripts: int
    mean: Estimate
    thirds: tuple[Estimate, Estimate, Estimate]
    drift: Estimate


@dataclass(frozen=True)
class QuestionAgreement:
    """A question: its criteria, and what they come to; ``version`` is the rubric's by which it was marked, ``current`` the one in force."""

    cell: str
    name: str
    title: str
    rubric: str
    version: int
    current: int
    pairs: int
    left_out: dict[str, int]
    borderline: int
    measured: tuple[Agreement, ...]


@dataclass(frozen=True)
class Report:
    """Everything about an assignment. ``total`` is None where there is one question only."""

    assignment: str
    questions: tuple[QuestionAgreement, ...]
    total: Agreement | None
    graders: tuple[Severity, ...]

    @property
    def measured(self) -> tuple[Agreement, ...]:
        """Everything that was compared, question by question, the total last."""
        return (*(one for question in self.questions for one in question.measured), *([self.total] if self.total else []))


def report(root: CourseRoot, store: Store, assignment: str, draws: int = DRAWS) -> Report:
    """Compare first and second readings of an assignment.

    Raises
    ------
    GradingError
        There is no such assignment, or nothing in it that people mark.
    """
    found = [paired(store, question) for question in questions(root, assignment)]
    total = _total(found, draws) if len(found) > 1 else None
    return Report(assignment, tuple(_question(one, draws) for one in found), total, _graders(store, found, draws))


def outside(found: Report) -> Report:
    """What may leave the desk: nothing is told of questions that fewer than five have been read twice in."""
    questions_told = tuple(one if one.pairs >= FEWEST else replace(one, measured=()) for one in found.questions)
    return replace(found, questions=questions_told, total=found.total if found.total and found.total.scripts >= FEWEST else None)


def _question(one: Paired, draws: int) -> QuestionAgreement:
    question, columns = one.question, columns_of(one.pairs)
    measured = [_criterion(one, name, columns, draws) for name in one.criteria]
    if len(measured) > 1:
        measured.append(_numbers(QUESTION, question.cell.cell, "Hele spørgsmålet", means_given(one, columns), NEAR[QUESTION], columns, draws))
    return QuestionAgreement(question.cell.cell, question.name, question.title, one.rubric.id, one.rubric.version, question.rubric.version,
                             len(one.pairs), one.left_out, one.borderline, tuple(measured))


def _criterion(one: Paired, name: str, columns: tuple[str, str], draws: int) -> Agreement:
    given, unsettled = _settled(levels_given(one, name, columns))
    levels = scale(one.rubric)
    return Agreement(
        CRITERION, one.question.cell.cell, name, one.rubric.criterion(name).title.da, len(given), unsettled, *_counts(given, NEAR[CRITERION]),
        _told(given, statistics.weighted_kappa, levels, 2, draws), _told(given, statistics.weighted_kappa, levels, 1, draws),
        _told(given, statistics.ordinal_alpha, draws), *_icc(given, draws), columns, levels, tuple(map(tuple, statistics.confusion(given, levels).tolist())),
    )


def _total(found: Sequence[Paired], draws: int) -> Agreement:
    columns = columns_of([pair for one in found for pair in one.pairs])
    near = NEAR[TOTAL] * sum(one.question.points for one in found)
    return _numbers(TOTAL, "", "Hele opgaven, i point", points_given(found, columns), near, columns, draws)


def _numbers(kind: str, cell: str, title: str, given: np.ndarray, near: float, columns: tuple[str, str], draws: int) -> Agreement:
    (given, unsettled), none = _settled(given), Estimate(None, why=NO_LEVELS)
    return Agreement(kind, cell, "", title, len(given), unsettled, *_counts(given, near), none, none, _told(given, statistics.interval_alpha, draws),
                     *_icc(given, draws), columns)


def _graders(store: Store, found: Sequence[Paired], draws: int) -> tuple[Severity, ...]:
    apart: dict[str, list[tuple[float, float]]] = defaultdict(list)  # by grader: where in the pile, and how much higher than the other
    for one in found:
        places = places_in_pile(store, one.question.cell)
        for pair, differences in zip(one.pairs, statistics.differences(means_given(one)), strict=True):
            for mark, difference in zip(pair.marks, differences, strict=True):
                if not np.isnan(difference):
                    apart[mark.grader].append((places[mark.script_id, mark.grader], difference))
    return tuple(_severity(grader, np.array(apart[grader]), draws) for grader in sorted(apart, key=danish_order))


def _severity(grader: str, apart: np.ndarray, draws: int) -> Severity:
    if len(apart) < ENOUGH:
        few = Estimate(None, why=FEW)
        return Severity(grader, len(apart), few, (few, few, few), few)
    thirds = [apart[(apart[:, 0] * 3).astype(int) == number, 1] for number in range(3)]
    return Severity(grader, len(apart), statistics.severity(apart[:, 1], draws), tuple(statistics.severity(part, draws) for part in thirds),
                    statistics.drift(thirds, draws))


def _settled(given: np.ndarray) -> tuple[np.ndarray, int]:
    """The scripts that both could assess, and how many the others are."""
    whole = given[~np.isnan(given).any(axis=1)]
    return whole, len(given) - len(whole)


def _told(given: np.ndarray, statistic, *settings) -> Estimate:
    """The coefficient, unless there is too little to tell it from."""
    return statistic(given, *settings) if len(given) >= ENOUGH else Estimate(None, why=FEW)


def _icc(given: np.ndarray, draws: int) -> tuple[Estimate, Estimate]:
    return _told(given, statistics.icc, False, draws), _told(given, statistics.icc, True, draws)


def _counts(given: np.ndarray, near: float) -> tuple[int, int]:
    same, close = statistics.shares(given, near)
    return round((same or 0) * len(given)), round((close or 0) * len(given))

"""Pairs of marks as arrays of scripts by two readings; NaN where a level could not be given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from course.grading import scoring
from course.grading.agreement.pairs import Pair, Paired
from course.grading.rubrics import Rubric
from course.grading.store.values import Mark
from exercises.danish_order import danish_order

READINGS = ("første læsning", "anden læsning")


def scale(rubric: Rubric) -> tuple[float, ...]:
    """Every level that can be given, half ones too where the rubric has them."""
    steps = 2 if rubric.half_levels else 1
    return tuple(1 + number / steps for number in range((len(rubric.levels) - 1) * steps + 1))


def columns_of(pairs: Sequence[Pair]) -> tuple[str, str]:
    """Two graders by name, whoever read first; of more than two only the order of reading is common to all."""
    graders = sorted({mark.grader for pair in pairs for mark in pair.marks}, key=danish_order)
    return (graders[0], graders[1]) if len(graders) == 2 else READINGS


def levels_given(one: Paired, criterion: str, columns: tuple[str, str]) -> np.ndarray:
    """The levels of one criterion."""
    return _array([[_levels(one, mark)[criterion] for mark in _ordered(pair, columns)] for pair in one.pairs])


def means_given(one: Paired, columns: tuple[str, str] = READINGS) -> np.ndarray:
    """The weighted means of the levels."""
    return _array([[_mean(one, mark) for mark in _ordered(pair, columns)] for pair in one.pairs])


def points_given(found: Sequence[Paired], columns: tuple[str, str]) -> np.ndarray:
    """The points of all questions together, of the students who were read twice in each of them."""
    by_student = [{pair.student: pair for pair in one.pairs} for one in found]
    everywhere = sorted(set.intersection(*map(set, by_student)))
    each = [_array([[_points(one, mark) for mark in _ordered(pairs[student], columns)] for student in everywhere])
            for one, pairs in zip(found, by_student, strict=True)]
    return np.sum(each, axis=0)


def _array(rows: list[list[float | None]]) -> np.ndarray:
    return np.array(rows, float).reshape(-1, 2)


def _ordered(pair: Pair, columns: tuple[str, str]) -> tuple[Mark, Mark]:
    return pair.marks if columns == READINGS or pair.first.grader == columns[0] else (pair.second, pair.first)


def _levels(one: Paired, mark: Mark) -> Mapping[str, float | None]:
    """By criterion; also None where what counts has been changed since."""
    return {name: level.level if (level := mark.entry.levels.get(name)) else None for name in one.criteria}


def _mean(one: Paired, mark: Mark) -> float | None:
    levels = _levels(one, mark)
    return None if None in levels.values() else scoring.mean_level(one.rubric, levels, one.criteria)


def _points(one: Paired, mark: Mark) -> float | None:
    levels = _levels(one, mark)
    return None if None in levels.values() else scoring.points(one.rubric, levels, one.question.points, one.criteria)

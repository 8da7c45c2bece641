"""How well graders agree, and who is strict: the coefficients, with bootstrap intervals over scripts.

Marks are arrays of scripts by graders, NaN where a grader gave none. Each coefficient is written as a function of how often each
script counts, so that all draws of a bootstrap are one calculation. What cannot be computed is None with a reason; nothing warns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

SEED = 20_260_401
DRAWS = 2000
TINY = 1e-12
NOTHING = "ingen tekst er læst af to"
SINGLE = "én tekst er for lidt"
ALIKE = "alle fik det samme, og så kan enighed ikke skelnes fra tilfælde"
UNBALANCED = "ikke alle tekster er læst af de samme"


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 per cent interval, or None and ``why``. ``low`` and ``high`` are None where no interval was drawn, or none can be."""

    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""


def weighted_kappa(pairs: np.ndarray, levels: Sequence[float], power: int = 2, draws: int = 0, seed: int = SEED) -> Estimate:
    """Cohen's kappa of two graders, weighted by the number of levels between them.

    Parameters
    ----------
    pairs : ndarray
        Shape (scripts, 2); a script that lacks one is left out.
    levels : Sequence[float]
        Every level of the scale, ascending, also those that nobody gave: they decide how far apart two levels are.
    power : int
        1 weighs linearly, 2 quadratically.
    """
    places = np.searchsorted(levels, _complete(pairs))
    chosen = np.eye(len(levels))[places]  # scripts, 2, levels
    far = np.abs(np.subtract.outer(np.arange(len(levels)), np.arange(len(levels)))) ** power
    apart = np.abs(places[:, 0] - places[:, 1]) ** power

    def statistic(counts: np.ndarray) -> np.ndarray:
        first, second = counts @ chosen[:, 0], counts @ chosen[:, 1]
        expected = np.einsum("bi,ij,bj->b", first, far, second) / counts.sum(axis=1)
        return 1 - _ratio(counts @ apart, expected)

    return _estimate(statistic, len(places), draws, seed)


def ordinal_alpha(marks: np.ndarray, draws: int = 0, seed: int = SEED) -> Estimate:
    """Krippendorff's alpha for ordered levels; scripts with fewer than two marks say nothing (Krippendorff 2011)."""
    marks = _read_twice(marks)
    values = np.unique(marks[~np.isnan(marks)])
    given = (marks[:, :, None] == values).sum(axis=1).astype(float)  # scripts, values
    paired = np.einsum("uv,uw->uvw", given, given) - given[:, :, None] * np.eye(len(values))
    paired /= (given.sum(axis=1) - 1)[:, None, None]

    def statistic(counts: np.ndarray) -> np.ndarray:
        together = np.tensordot(counts, paired, axes=1)
        totals = together.sum(axis=2)
        middle = totals.cumsum(axis=1) - totals / 2
        far = (middle[:, :, None] - middle[:, None, :]) ** 2
        expected = np.einsum("bv,bvw,bw->b", totals, far, totals)
        return 1 - (totals.sum(axis=1) - 1) * _ratio((together * far).sum(axis=(1, 2)), expected)

    return _estimate(statistic, len(marks), draws, seed)


def interval_alpha(marks: np.ndarray, draws: int = 0, seed: int = SEED) -> Estimate:
    """Krippendorff's alpha for numbers whose differences can be compared, as points."""
    marks = _read_twice(marks)
    marks = marks - (np.nanmean(marks) if marks.size else 0)
    many = (~np.isnan(marks)).sum(axis=1)
    sums, squares = np.nansum(marks, axis=1), np.nansum(marks**2, axis=1)
    apart = 2 * (many * squares - sums**2) / (many - 1)

    def statistic(counts: np.ndarray) -> np.ndarray:
        total = counts @ many
        expected = 2 * (total * (counts @ squares) - (counts @ sums) ** 2)
        return 1 - (total - 1) * _ratio(counts @ apart, expected)

    return _estimate(statistic, len(marks), draws, seed)


def icc(marks: np.ndarray, average: bool = False, draws: int = 0, seed: int = SEED) -> Estimate:
    """Intraclass correlation, two-way, absolute agreement: ICC(A,1) of one grader, or ICC(A,k) of the ``average`` of all k (McGraw & Wong 1996).

    Every script needs a mark from every grader: those with none are left out, and where some have only a few, nothing is computed.
    """
    marks = np.asarray(marks, float)
    marks = marks[~np.isnan(marks).all(axis=1)]
    if marks.size == 0 or marks.shape[1] < 2:
        return Estimate(None, why=NOTHING)
    if np.isnan(marks).any():
        return Estimate(None, why=UNBALANCED)
    marks, graders = marks - marks.mean(), marks.shape[1]

    def statistic(counts: np.ndarray) -> np.ndarray:
        scripts = counts.sum(axis=1)
        columns = counts @ marks / scripts[:, None]
        middle = columns.mean(axis=1)
        between = graders * (counts @ marks.mean(axis=1) ** 2 - scripts * middle**2)
        graders_apart = scripts * ((columns - middle[:, None]) ** 2).sum(axis=1)
        rest = np.maximum(counts @ (marks**2).sum(axis=1) - graders * scripts * middle**2 - between - graders_apart, 0)
        rows, cols, error = between / (scripts - 1), graders_apart / (graders - 1), rest / ((scripts - 1) * (graders - 1))
        if average:
            return _ratio(rows - error, rows + (cols - error) / scripts)
        return _ratio(rows - error, rows + (graders - 1) * error + graders * (cols - error) / scripts)

    return _estimate(statistic, len(marks), draws, seed)


def shares(pairs: np.ndarray, near: float = 1) -> tuple[float | None, float | None]:
    """The shares of scripts (0-1) on which two graders gave the same, and at most ``near`` apart; None where there is none."""
    apart = np.abs(np.diff(_complete(pairs), axis=1))
    return (float((apart < TINY).mean()), float((apart < near + TINY).mean())) if len(apart) else (None, None)


def confusion(pairs: np.ndarray, levels: Sequence[float]) -> np.ndarray:
    """How often the one gave a level (row) and the other another (column), for every level of the scale."""
    table = np.zeros((len(levels), len(levels)), int)
    np.add.at(table, tuple(np.searchsorted(levels, _complete(pairs)).T), 1)
    return table


def differences(marks: np.ndarray) -> np.ndarray:
    """How much higher each grader marked each script than its other readers did on average; NaN where nobody else read it."""
    marks = np.asarray(marks, float)
    others = (~np.isnan(marks)).sum(axis=1, keepdims=True) - 1
    rest = np.nansum(marks, axis=1, keepdims=True) - marks
    return np.divide(marks * others - rest, others, out=np.full(marks.shape, np.nan), where=others > 0)


def severity(apart: np.ndarray, draws: int = 0, seed: int = SEED) -> Estimate:
    """The mean of a grader's ``differences``: below zero is stricter than the co-readers."""
    apart = np.asarray(apart, float)[~np.isnan(apart)]
    return _estimate(lambda counts: counts @ apart / counts.sum(axis=1), len(apart), draws, seed)


def drift(parts: Sequence[np.ndarray], draws: int = 0, seed: int = SEED) -> Estimate:
    """How much a grader's severity changed from the first part of the pile to the last; above zero is milder at the end."""
    first, last = (np.asarray(part, float)[~np.isnan(part)] for part in (parts[0], parts[-1]))
    if min(len(first), len(last)) < 2:
        return Estimate(None, why=SINGLE if len(first) and len(last) else NOTHING)
    ends = [severity(part).value for part in (first, last)]
    random = np.random.default_rng(seed)
    drawn = [random.choice(part, (draws, len(part))).mean(axis=1) for part in (first, last)] if draws else None
    return Estimate(ends[1] - ends[0], *(map(float, np.quantile(drawn[1] - drawn[0], [0.025, 0.975])) if drawn else ()))


def _complete(pairs: np.ndarray) -> np.ndarray:
    pairs = np.asarray(pairs, float).reshape(-1, 2)
    return pairs[~np.isnan(pairs).any(axis=1)]


def _read_twice(marks: np.ndarray) -> np.ndarray:
    marks = np.asarray(marks, float)
    return marks[(~np.isnan(marks)).sum(axis=1) > 1]


def _ratio(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    return np.divide(top, bottom, out=np.full(np.shape(bottom), np.nan), where=bottom > TINY)


def _estimate(statistic: Callable[[np.ndarray], np.ndarray], scripts: int, draws: int, seed: int) -> Estimate:
    """The value with every script once, and between which values 95 per cent of the draws lie; none where too many draws give nothing."""
    if scripts < 2:
        return Estimate(None, why=SINGLE if scripts else NOTHING)
    value = float(statistic(np.ones((1, scripts)))[0])
    if np.isnan(value):
        return Estimate(None, why=ALIKE)
    drawn = statistic(_drawn(scripts, draws, seed)) if draws else np.empty(0)
    drawn = drawn[~np.isnan(drawn)]
    if not draws or len(drawn) < 0.9 * draws:
        return Estimate(value)
    return Estimate(value, *map(float, np.quantile(drawn, [0.025, 0.975])))


@lru_cache(maxsize=8)
def _drawn(scripts: int, draws: int, seed: int) -> np.ndarray:
    """How often each script is in each draw; the same for every coefficient, and drawn once, since drawing is what takes time."""
    counts = np.random.default_rng(seed).multinomial(scripts, np.full(scripts, 1 / scripts), size=draws).astype(float)
    counts.flags.writeable = False
    return counts

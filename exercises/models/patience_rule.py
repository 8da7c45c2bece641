"""An organisation that judges a reform before, or after, its effect can be seen.

Every reform costs at first and helps later, if it helps at all. Who judges every so many months, and begins anew when too
little is seen, pays the cost again. The construction is our own, moved by what Repenning and Sterman (2002) saw in one firm:
delay between an effort and its effect makes managers give up on what works. All numbers are invented.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

MONTHS = 96
COST, COST_FADES = 4.0, 4.0  # what a new reform takes from the result at once, and the months in which it fades to a third
DELAY, GROWS = 6.0, 8.0  # months before anything helps, and those in which two thirds of the effect come
WORKS, HARMS = 10.0, -2.0  # the lasting effect of a reform that works, and of one that does not
NOISE = 3.0  # standard deviation of one month's measurement
LIMIT = 1.0  # what the months must show on average, or the reform is given up


@dataclass(frozen=True)
class Course:
    """What came of one rule: the true effect by run and month, and how many reforms were begun in each run."""

    effect: np.ndarray
    starts: np.ndarray

    @property
    def mean(self) -> float:
        """The mean effect per month over all runs."""
        return float(self.effect.mean())


def effect_at(age: ArrayLike, lasting: ArrayLike = WORKS) -> np.ndarray:
    """Give a reform's effect ``age`` months (0 or more) after it began, in points; ``lasting`` is where it ends."""
    months = np.asarray(age, dtype=float)
    helps = 1 - np.exp(-np.maximum(0, months - DELAY) / GROWS)
    return -COST * np.exp(-months / COST_FADES) + np.asarray(lasting, dtype=float) * helps


def follow(patience: int, failing: float = 0.3, noise: float = NOISE, runs: int = 4_000, seed: int = 2017, months: int = MONTHS) -> Course:
    """Run reforms under the rule: after every ``patience`` months, keep on if their mean is at least ``LIMIT``, else begin anew.

    Parameters
    ----------
    patience : int
        Months between judgements, 1 to ``months``.
    failing : float
        Share, 0 to 1, of new reforms that do not work.
    noise : float
        Standard deviation of a month's measurement, 0 or more.
    runs, seed, months : int
        The same seed gives the same course.

    Returns
    -------
    Course
        ``effect`` of shape (runs, months), ``starts`` of shape (runs,).
    """
    _require(1 <= patience <= months, "patience skal ligge mellem 1 og months")
    _require(0 <= failing <= 1, "failing skal ligge mellem 0 og 1")
    _require(noise >= 0, "noise skal være mindst 0")
    generator = np.random.default_rng(seed)
    effect, seen = np.empty((runs, months)), np.zeros(runs)
    age, starts = np.zeros(runs, dtype=int), np.ones(runs, dtype=int)
    lasting = _drawn(generator, runs, failing)
    for month in range(months):
        age += 1
        effect[:, month] = effect_at(age, lasting)
        seen += effect[:, month] + generator.normal(0, noise, runs)
        judged = age % patience == 0
        given_up = judged & (seen / patience < LIMIT) & (month + 1 < months)
        lasting = np.where(given_up, _drawn(generator, runs, failing), lasting)
        age[given_up] = 0
        starts += given_up
        seen[judged] = 0
    return Course(effect, starts)


def _drawn(generator: np.random.Generator, runs: int, failing: float) -> np.ndarray:
    return np.where(generator.uniform(size=runs) < failing, HARMS, WORKS)


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise ValueError(problem)

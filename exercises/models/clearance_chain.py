"""A chain of yeses: how likely it is that everybody agrees, when each one is likely to.

The multiplication is Pressman and Wildavsky's (1973). Asking again, packing decisions together and a growing willingness are
Bowen's (1982) objections to it; the forms they have here are our own. All answers are independent of each other, which real
ones seldom are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

WEEKS = (1, 6)  # the least and the most that one asking takes; all whole numbers of weeks between are equally likely


def chain(steps: int, p: float, package: int = 1, bandwagon: float = 0.0) -> np.ndarray:
    """Give each decision's chance of a yes the first time it is asked for.

    Parameters
    ----------
    steps : int
        Yeses needed, 1 or more.
    p : float
        Chance of the first yes, above 0 and at most 1.
    package : int
        How many yeses are settled in one decision, 1 or more; the last package may be smaller. A package is as hard to agree
        on as each of its parts, which is optimistic.
    bandwagon : float
        The share, 0 to 1, by which every yes makes the next no less likely.

    Returns
    -------
    ndarray, shape (ceil(steps / package),)
    """
    _require(steps >= 1 and package >= 1, "steps og package skal være mindst 1")
    _require(0 < p <= 1, "p skal være over 0 og højst 1")
    _require(0 <= bandwagon <= 1, "bandwagon skal ligge mellem 0 og 1")
    return 1 - (1 - p) * (1 - bandwagon) ** np.arange(-(-steps // package))


def all_agree(chances: ArrayLike, attempts: ArrayLike = 1) -> float:
    """Give the chance that every decision gets a yes within ``attempts`` askings, 1 or more, of all or of each, when one no more is the end."""
    first, asked = _chances(chances), np.asarray(attempts)
    _require(bool((asked >= 1).all()), "attempts skal være mindst 1")
    return float(np.prod(1 - (1 - first) ** asked))


def expected_weeks(chances: ArrayLike, attempts: int = 1) -> float:
    """Give the expected weeks of asking if every decision is taken, one after the other; each is asked for until its yes or ``attempts``."""
    first = _chances(chances)
    _require(attempts >= 1, "attempts skal være mindst 1")
    return float(np.sum((1 - (1 - first) ** attempts) / first) * np.mean(WEEKS))


def simulate(chances: ArrayLike, attempts: int = 1, runs: int = 20_000, seed: int = 2017) -> np.ndarray:
    """Ask through the chain again and again; gives whether everybody agreed in each run, shape (runs,)."""
    first = _chances(chances)
    asked = np.random.default_rng(seed).geometric(first, (runs, first.size))  # the asking at which the yes comes
    return (asked <= attempts).all(axis=1)


def fewest_below(p: float, limit: float = 0.5) -> int:
    """Give the fewest independent yeses, each with chance ``p`` (above 0, below 1), whose joint chance is below ``limit``."""
    _require(0 < p < 1 and 0 < limit < 1, "p og limit skal ligge mellem 0 og 1")
    return int(np.floor(np.log(limit) / np.log(p))) + 1


def _chances(chances: ArrayLike) -> np.ndarray:
    first = np.atleast_1d(np.asarray(chances, dtype=float))
    _require(first.ndim == 1 and first.size > 0 and bool(((first > 0) & (first <= 1)).all()), "chances skal være over 0 og højst 1")
    return first


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise ValueError(problem)

"""A warning on its way up: the time there is to see a flaw, and the links that must pass the warning on.

An illustration of ours, estimated from no case. The days are alike and independent of each other, and so are the links; a
warning that one link softens is lost.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def chance_seen(days: ArrayLike, *, per_day: float = 0.15) -> np.ndarray:
    """Compute the chance that a real flaw is seen within a number of days, the geometric distribution function.

    Parameters
    ----------
    days : array_like
        Working days of professional review before the announcement, 0 or more.
    per_day : float
        Chance that the flaw is seen on any one day, 0 to 1.

    Raises
    ------
    ValueError
        A number is outside its range.
    """
    days = np.asarray(days, dtype=float)
    _check(np.all(days >= 0), "days skal være mindst 0")
    _check(0 <= per_day <= 1, "per_day skal ligge mellem 0 og 1")
    return 1 - (1 - per_day) ** days


def chance_known(days: ArrayLike, *, links: ArrayLike = 4, per_day: float = 0.15, passed_on: float = 0.9) -> np.ndarray:
    """Compute the chance that the decision-maker knows: the flaw is seen, and every link passes the warning on unsoftened.

    Parameters
    ----------
    days, per_day
        As in `chance_seen`.
    links : array_like
        How many times the warning is handed over on its way, 0 or more; broadcast against ``days``.
    passed_on : float
        Chance that a link passes it on as it is, 0 to 1.

    Raises
    ------
    ValueError
        A number is outside its range.
    """
    links = np.asarray(links, dtype=float)
    _check(np.all(links >= 0), "links skal være mindst 0")
    _check(0 <= passed_on <= 1, "passed_on skal ligge mellem 0 og 1")
    return chance_seen(days, per_day=per_day) * passed_on**links


def days_needed(chance: float, *, links: int = 4, per_day: float = 0.15, passed_on: float = 0.9, most: int = 60) -> int | None:
    """Find the fewest whole days that give at least ``chance`` of being known; None if not even ``most`` days do."""
    enough = np.flatnonzero(chance_known(np.arange(most + 1), links=links, per_day=per_day, passed_on=passed_on) >= chance)
    return int(enough[0]) if enough.size else None


def _check(holds: bool, message: str) -> None:
    if not holds:
        raise ValueError(message)

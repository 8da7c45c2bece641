"""Coverage of a vaccination programme: how far it fell, what the fall amounts to, and when it was made good.

Coverage is programme coverage: those who began in a year as a share of that year's target group. It is not the share of
a birth cohort that ends up vaccinated, for a late beginner counts in the year of the first dose.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Fall:
    """The deepest fall of a series: from a peak to a later trough. Coverages and depth have the series' own unit."""

    peak_year: int
    peak: float
    trough_year: int
    trough: float

    @property
    def depth(self) -> float:
        return self.peak - self.trough


def programme_coverage(target: ArrayLike, started: ArrayLike) -> np.ndarray:
    """Compute coverage year by year.

    Parameters
    ----------
    target : array_like, shape (n,)
        Persons in each year's target group, above 0; NaN where unknown.
    started : array_like, shape (n,)
        Persons who had their first dose in the year, 0 or more; NaN where unknown. More than ``target`` is possible:
        those who catch up belong to earlier target groups.

    Returns
    -------
    ndarray, shape (n,)
        Per cent of the target group, not rounded; NaN where either number is unknown.

    Raises
    ------
    ValueError
        The shapes differ, or a number is outside its range.
    """
    target, started = _pair(target, started)
    _check_counts(target, started)
    return 100 * started / target


def shortfall(target: ArrayLike, started: ArrayLike, base_rate: float) -> float:
    """Compute how many fewer started than would have at a constant rate.

    The number counts starts missing in these years. It is not the number of persons who were never vaccinated.

    Parameters
    ----------
    target, started : array_like, shape (n,)
        As in `programme_coverage`, but without gaps: an unknown year is not a year without a shortfall.
    base_rate : float
        The rate compared with, as a share from 0 to 1 (0.86, not 86).

    Returns
    -------
    float
        Persons, not rounded; below 0 if more started.

    Raises
    ------
    ValueError
        The shapes differ, a number is missing or outside its range, or the rate is not a share.
    """
    target, started = _pair(target, started)
    _check_counts(target, started)
    if np.isnan(target).any() or np.isnan(started).any():
        raise ValueError("der mangler tal for mindst ét år. Vælg kun år, hvor begge tal findes.")
    if not 0 <= base_rate <= 1:
        raise ValueError(f"andelen skal ligge mellem 0 og 1, for eksempel 0.86 for 86 pct. Den er {base_rate:g}.")
    return float(np.sum(target * base_rate - started))


def deepest_fall(years: ArrayLike, coverage: ArrayLike) -> Fall:
    """Find the largest drop from a peak to a later trough.

    Parameters
    ----------
    years : array_like of int, shape (n,), n >= 1
        Rising years.
    coverage : array_like, shape (n,)
        Coverage in each year, in any one unit; years with NaN are left out.

    Returns
    -------
    Fall
        Of equal falls the earliest; with depth 0 in the first year if the series never falls.

    Raises
    ------
    ValueError
        The shapes differ, the years do not rise, or no coverage is known.
    """
    years, coverage = _series(years, coverage)
    peaks = np.maximum.accumulate(coverage)
    trough = int(np.argmax(peaks - coverage))
    peak = int(np.argmax(coverage[: trough + 1]))
    return Fall(int(years[peak]), float(coverage[peak]), int(years[trough]), float(coverage[trough]))


def recovery_year(years: ArrayLike, coverage: ArrayLike, level_from: int, within: float = 0.0) -> int | None:
    """Find the first year back at the level of an earlier year.

    Parameters
    ----------
    years, coverage : array_like, shape (n,)
        As in `deepest_fall`.
    level_from : int
        The year whose coverage is the level to regain; one of ``years``.
    within : float
        How far below the level still counts as regained, 0 or more, in the coverage's unit.

    Returns
    -------
    int or None
        The first year at or above the level after coverage had been below it; ``level_from`` itself if coverage never
        was below; None if the level is not regained within the series.

    Raises
    ------
    ValueError
        As `deepest_fall`, or ``level_from`` is not a year with known coverage, or ``within`` is negative.
    """
    years, coverage = _series(years, coverage)
    if level_from not in years:
        raise ValueError(f"der er ingen dækning for året {level_from}.")
    if within < 0:
        raise ValueError(f"afvigelsen må ikke være negativ. Den er {within:g}.")
    later = years > level_from
    enough = coverage[later] >= coverage[years == level_from][0] - within
    if enough.all():
        return int(level_from)
    back = np.flatnonzero(enough[np.argmin(enough) :])
    return int(years[later][np.argmin(enough) + back[0]]) if back.size else None


def _pair(first: ArrayLike, second: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    one, other = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if one.ndim != 1 or one.shape != other.shape:
        raise ValueError("de to rækker af tal skal være lige lange.")
    return one, other


def _check_counts(target: np.ndarray, started: np.ndarray) -> None:
    if (target <= 0).any():
        raise ValueError("målgruppen skal være større end 0 i alle år.")
    if (started < 0).any():
        raise ValueError("antallet, der begyndte, kan ikke være negativt.")


def _series(years: ArrayLike, coverage: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Rising years and their coverage, without the years where it is unknown."""
    years, coverage = _pair(years, coverage)
    if (np.diff(years) <= 0).any():
        raise ValueError("årene skal stå i stigende rækkefølge, hvert år én gang.")
    known = ~np.isnan(coverage)
    if not known.any():
        raise ValueError("der er ingen dækning i rækken.")
    return years[known], coverage[known]

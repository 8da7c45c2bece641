"""How something new spreads: some take it up of themselves, others because somebody else has (Bass 1969).

Time is in years since the beginning, ``p`` is own initiative, ``q`` imitation. The curve is of those who end up adopting; it
does not know how many of all that is. An S-shaped curve is no proof of imitation: people who differ in how ready they are
give one too (Van den Bulte and Stremersch 2004).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

ROUNDS = 16  # of the search in fit(), each within half of the last one's span
STEPS = 41  # values of p, on a scale of ratios, and of q tried in each round


@dataclass(frozen=True)
class Fit:
    """A curve laid through observations: its parameters, and how far it passes from them (root mean square, in their unit)."""

    p: float
    q: float
    market: float
    rmse: float


def share(time: ArrayLike, p: ArrayLike, q: ArrayLike) -> np.ndarray:
    """Give the share, 0 to 1, of those who end up adopting that has done so by ``time``; ``p`` above 0, ``q`` 0 or more."""
    time, p, q = map(np.asarray, (time, p, q))
    _require(bool((p > 0).all() and (q >= 0).all()), "p skal være over 0, og q mindst 0")
    _require(bool((time >= 0).all()), "time skal være mindst 0")
    left = np.exp(-(p + q) * time)
    return (1 - left) / (1 + q / p * left)


def new_in_each_year(p: float, q: float, years: int) -> np.ndarray:
    """Give the share that adopts in each of the first ``years`` years; shape (years,)."""
    return np.diff(share(np.arange(years + 1), p, q))


def time_to(reached: float, p: float, q: float) -> float:
    """Give the years until the share ``reached`` (0 up to, but not, 1) has adopted."""
    _require(0 <= reached < 1, "reached skal være mindst 0, og under 1")
    _require(p > 0 and q >= 0, "p skal være over 0, og q mindst 0")
    return float(np.log((reached * q / p + 1) / (1 - reached)) / (p + q))


def peak(p: float, q: float) -> float:
    """Give the time when most adopt; 0 when own initiative is at least as strong as imitation."""
    _require(p > 0 and q >= 0, "p skal være over 0, og q mindst 0")
    return float(np.log(q / p) / (p + q)) if q > p else 0.0


def yearly(p: float, q: float, years: int, market: float = 100.0) -> np.ndarray:
    """Count year by year, as by hand: each year ``p + q * share`` of those who are left adopt.

    Returns the adopters at the end of year 0, 1, …, ``years``; shape (years + 1,). Steps of a year lag a little behind ``share``.
    """
    adopters = [0.0]
    for _ in range(years):
        adopters.append(adopters[-1] + (p + q * adopters[-1] / market) * (market - adopters[-1]))
    return np.array(adopters)


def fit(time: ArrayLike, adopters: ArrayLike, market: float | None = None, p_max: float = 1.0, q_max: float = 1.5) -> Fit:
    """Find the curve that passes nearest to some observations, by least squares on an ever finer grid.

    Parameters
    ----------
    time, adopters : array_like, shape (n,)
        Years since the beginning, and how many have adopted by then; two observations or more.
    market : float, optional
        How many will adopt in the end. Without it, the one that fits best for each p and q.
    p_max, q_max : float
        The largest values tried.
    """
    time, adopters = np.asarray(time, dtype=float), np.asarray(adopters, dtype=float)
    _require(time.shape == adopters.shape and time.ndim == 1 and time.size >= 2, "time og adopters skal være to lige lange rækker")
    widest = np.array([np.log(1e-4), 0.0]), np.array([np.log(p_max), q_max])
    low, high = widest
    for _ in range(ROUNDS):
        log_p, q = np.meshgrid(*np.linspace(low, high, STEPS).T, indexing="ij")
        p = np.exp(log_p)
        shares = share(time[:, None, None], p, q)
        markets = _best_market(shares, adopters) if market is None else np.full_like(p, market)
        errors = np.sqrt(np.mean((markets * shares - adopters[:, None, None]) ** 2, axis=0))
        best = np.unravel_index(errors.argmin(), errors.shape)
        reach = (high - low) / 4
        here = np.array([log_p[best], q[best]])
        low, high = np.clip([here - reach, here + reach], *widest)
    return Fit(float(p[best]), float(q[best]), float(markets[best]), float(errors[best]))


def _best_market(shares: np.ndarray, adopters: np.ndarray) -> np.ndarray:
    return np.einsum("i,ijk->jk", adopters, shares) / (shares**2).sum(axis=0)


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise ValueError(problem)

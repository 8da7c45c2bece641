"""Calibration of interval estimates: what hit rates mean when they are counted over a handful of estimates.

Estimates are taken as independent: whether one hits says nothing about the next.
"""

from __future__ import annotations

from math import comb

import numpy as np
from numpy.typing import ArrayLike


def hits_distribution(n: int, rate: float) -> np.ndarray:
    """Compute how likely each number of hits is among ``n`` estimates that each hit with probability ``rate``.

    Parameters
    ----------
    n : int
        Estimates, 1 or more.
    rate : float
        The true hit rate, 0 to 1.

    Returns
    -------
    ndarray, shape (n + 1,)
        Probabilities of 0, 1 … n hits (the binomial distribution); they sum to 1.

    Raises
    ------
    ValueError
        A number is outside its range.
    """
    _require(n >= 1, "n skal være mindst 1")
    _require(0 <= rate <= 1, "rate skal ligge mellem 0 og 1")
    hits = np.arange(n + 1)
    return np.array([comb(n, k) for k in hits], dtype=float) * rate**hits * (1 - rate) ** (n - hits)


def at_most(hits: int, n: int, rate: float) -> float:
    """Compute the probability of ``hits`` hits or fewer; ``hits`` is 0 to ``n``, the rest as in `hits_distribution`."""
    _require(0 <= hits <= n, "hits skal ligge mellem 0 og n")
    return float(hits_distribution(n, rate)[: hits + 1].sum())


def all_hit(n: ArrayLike, rate: float) -> np.ndarray:
    """Compute the probability that all of ``n`` come true; ``n`` is a number or an array of them, the result has its shape."""
    _require(0 <= rate <= 1, "rate skal ligge mellem 0 og 1")
    return np.asarray(rate ** np.asarray(n, dtype=float))


def hit(low: ArrayLike, high: ArrayLike, truth: ArrayLike) -> np.ndarray:
    """Tell which true values lie within their intervals, ends included; all of shape (n,), the result is bool.

    Raises
    ------
    ValueError
        A lower end lies above its upper end.
    """
    low, high, truth = (np.asarray(values, dtype=float) for values in (low, high, truth))
    _require(bool((low <= high).all()), "low må ikke ligge over high")
    return (low <= truth) & (truth <= high)


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise ValueError(problem)

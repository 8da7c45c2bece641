"""How a set of answers is spread, whether it forms camps, and how much of a difference lies between groups.

An answer is a place on a scale. Spread is how far the answers lie from their mean; polarisation needs camps as well: many who
stand together, far from many others (Esteban and Ray 1994). Nothing here is random.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

ANSWERS = tuple(range(1, 8))  # the usual seven-point scale of a survey


@dataclass(frozen=True)
class Indices:
    """The mean answer, and two measures that are 0 when all agree and 1 when half stand at each end."""

    mean: float
    dispersion: float
    polarization: float


def polarization_indices(shares: ArrayLike, positions: ArrayLike = ANSWERS, alpha: float = 1.0) -> Indices:
    """Measure how far answers are spread, and how far they form camps.

    Parameters
    ----------
    shares : array_like, shape (n,)
        How many give each answer, 0 or more, in any unit: they are made shares of the whole.
    positions : array_like, shape (n,)
        Where the answers lie; the lowest and the highest are the ends of the scale.
    alpha : float
        How much it counts that many stand together, 0 to 1.6. With 0 only distance counts.

    Returns
    -------
    Indices
        ``dispersion`` is the variance over its highest value; ``polarization`` is the index of Esteban and Ray (1994),
        the sum over all pairs of p_i^(1 + alpha) p_j |y_i - y_j|, over its value for half at each end.
    """
    weights, places = np.asarray(shares, dtype=float), np.asarray(positions, dtype=float)
    _require(weights.ndim == 1 and weights.shape == places.shape, "shares og positions skal være rækker af samme længde")
    _require(bool((weights >= 0).all()) and weights.sum() > 0, "shares skal være mindst 0, og ikke alle 0")
    _require(np.ptp(places) > 0, "positions skal ligge mindst to steder")
    _require(0 <= alpha <= 1.6, "alpha skal ligge mellem 0 og 1.6")
    p = weights / weights.sum()
    mean = p @ places
    length = np.ptp(places)
    felt = p ** (1 + alpha) @ np.abs(places[:, None] - places[None, :]) @ p
    return Indices(float(mean), float(p @ (places - mean) ** 2 / (length / 2) ** 2), float(felt / (length * 2 ** -(1 + alpha))))


def eta_squared(values: ArrayLike, groups: ArrayLike) -> float:
    """Give the share, 0 to 1, of the variation in ``values`` that lies between ``groups``; the rest lies within them.

    ``groups`` names each value's group, shape as ``values``. Every value counts the same.
    """
    values, groups = np.asarray(values, dtype=float), np.asarray(groups)
    _require(values.ndim == 1 and values.shape == groups.shape, "values og groups skal være rækker af samme længde")
    total = ((values - values.mean()) ** 2).sum()
    _require(total > 0, "values skal være forskellige")
    of_group = [values[groups == group] for group in np.unique(groups)]
    return float(sum(some.size * (some.mean() - values.mean()) ** 2 for some in of_group) / total)


def eta_squared_by_chance(groups: ArrayLike) -> float:
    """Give the mean of ``eta_squared`` over all ways to deal the values out on the same groups: the more groups, the higher."""
    groups = np.asarray(groups)
    _require(groups.ndim == 1 and groups.size > 1, "groups skal være en række på mindst to")
    return (np.unique(groups).size - 1) / (groups.size - 1)


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise ValueError(problem)

"""The room to lead as overlap: the solutions that those above, below and beside can all live with.

A solution is a point of the unit square (x: pace, y: local freedom). Each party has a point it would rather have and accepts what is
no further from it than its tolerance: Barnard's zone of indifference drawn as a circle. The parties' places are invented.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike

SIDES = ("oven", "neden", "siden")
PLACES = np.array([[0.25, 0.75], [0.50, 0.20], [0.80, 0.70]])  # of SIDES


def spread_out(factor: float, places: ArrayLike = PLACES) -> np.ndarray:
    """Move the parties ``factor`` times as far from the square's centre as they stand, shape (parties, 2)."""
    return 0.5 + factor * (np.asarray(places, dtype=float) - 0.5)


def accepted(tolerance: ArrayLike, places: ArrayLike = PLACES, points: int = 201) -> np.ndarray:
    """Count the parties who accept each solution of a square grid.

    Parameters
    ----------
    tolerance : float or array, shape (parties,)
        How far from its own point each party goes, 0 or more, the edge included.
    places : array, shape (parties, 2)
    points : int
        Solutions along each side of the grid, 2 or more.

    Returns
    -------
    ndarray, shape (points, points)
        The first index is y, from 0 at the bottom.
    """
    places = np.asarray(places, dtype=float)
    radius = np.broadcast_to(np.asarray(tolerance, dtype=float), len(places))
    if points < 2 or (radius < 0).any():
        raise ValueError("points skal være mindst 2 og tolerance mindst 0")
    line = np.linspace(0, 1, points)
    x, y = line[None, None, :], line[None, :, None]
    reach = radius[:, None, None] ** 2 + 1e-12  # so that the edge is in, whatever the last binary digit says
    return ((x - places[:, 0, None, None]) ** 2 + (y - places[:, 1, None, None]) ** 2 <= reach).sum(axis=0)


def room(tolerance: ArrayLike, places: ArrayLike = PLACES, at_least: int | None = None, points: int = 201) -> float:
    """Give the share of all solutions that everybody accepts, or ``at_least`` so many parties, from 0 to 1."""
    count = accepted(tolerance, places, points)
    return float((count >= (len(np.asarray(places)) if at_least is None else at_least)).mean())


def room_over_time(months: int, drift: float, tolerance: float = 0.4, seed: int = 0, points: int = 101) -> np.ndarray:
    """Let the parties drift and give the room at the end of each month, shape (months,).

    Each month every party moves by a normal step of standard deviation ``drift`` in both directions, held within the square.
    """
    if months < 1 or drift < 0:
        raise ValueError("months skal være mindst 1 og drift mindst 0")
    random, places, path = np.random.default_rng(seed), PLACES, []
    for _ in range(months):
        places = np.clip(places + random.normal(0, drift, places.shape), 0, 1)
        path.append(places)
    return _shared(tolerance, np.array(path), points)


def _shared(tolerance: float, places: np.ndarray, points: int) -> np.ndarray:
    """The ``room`` of all parties for many sets of places at once, shape (..., parties, 2): counted line by line, where each circle is one stretch."""
    y = np.linspace(0, 1, points)
    square = tolerance**2 + 1e-12 - (y - places[..., 1, None]) ** 2
    half = np.sqrt(np.maximum(square, 0))
    first = np.ceil((places[..., 0, None] - half).max(axis=-2) * (points - 1)).clip(0)
    last = np.floor((places[..., 0, None] + half).min(axis=-2) * (points - 1)).clip(max=points - 1)
    inside = np.where((square >= 0).all(axis=-2), last - first + 1, 0).clip(0)
    return inside.sum(axis=-1) / points**2


@cache
def many_rooms(drift: float, months: int = 24, runs: int = 100) -> np.ndarray:
    """Give the room month by month in runs 0 to ``runs`` - 1, whose numbers are their seeds, shape (runs, months)."""
    return np.array([room_over_time(months, drift, seed=seed) for seed in range(runs)])

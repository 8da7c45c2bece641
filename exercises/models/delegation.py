"""How much room to give: local decisions that differ from the centre's rule, held within a band.

Each place needs something else, a number from a normal distribution with mean 0. The centre's rule is 0 for all. A local leader wants what the
place needs plus a bias that all local leaders share, seen with a little noise, and decides the nearest value the room allows. The logic is
that of the ally principle (Bendor and Meirowitz, 2004): the more two want the same, the more is worth leaving to the one who knows.
"""

from __future__ import annotations

from functools import cache

import numpy as np

NOISE = 0.3  # standard deviation of what a local leader sees wrongly
ROOMS = np.round(np.arange(0, 3.01, 0.05), 2)  # the widths that are compared


@cache
def _places(need: float, n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    return random.normal(0, need, n), random.normal(0, NOISE, n)


def decisions(room: float, bias: float = 0.5, need: float = 1.0, n: int = 10_000, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Give what each place needs and what is decided there, two arrays of shape (n,).

    Parameters
    ----------
    room : float
        How far a local decision may lie from the centre's rule, 0 or more.
    bias : float
        How far from the place's need a local leader would rather be: goals not shared with the centre.
    need : float
        Standard deviation of the needs: how different the places are, above 0.
    """
    if room < 0 or need <= 0 or n < 1:
        raise ValueError("room skal være mindst 0, need over 0 og n mindst 1")
    needs, noise = _places(need, n, seed)
    return needs, np.clip(needs + bias + noise, -room, room)


def loss(room: float, bias: float = 0.5, need: float = 1.0, **drawn) -> float:
    """Give the mean squared distance between decision and need."""
    needs, decided = decisions(room, bias, need, **drawn)
    return float(np.mean((decided - needs) ** 2))


def difference(room: float, bias: float = 0.5, need: float = 1.0, **drawn) -> float:
    """Give the standard deviation of the decisions: how differently citizens are treated from place to place."""
    return float(decisions(room, bias, need, **drawn)[1].std())


@cache
def curves(bias: float = 0.5, need: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Give the loss and the difference at each of ``ROOMS``."""
    return np.array([loss(room, bias, need) for room in ROOMS]), np.array([difference(room, bias, need) for room in ROOMS])


def best_room(bias: float = 0.5, need: float = 1.0) -> float:
    """Give the one of ``ROOMS`` with the least loss."""
    return float(ROOMS[curves(bias, need)[0].argmin()])

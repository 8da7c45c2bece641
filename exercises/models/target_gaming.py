"""Waiting times under a target: what happens just below the line, and what happens to those who wait longest.

Patients are numbers. Some of those who would wait a little too long are brought in just under the target: their places in the
queue are moved, which others pay for, or only their recorded times are. The pattern is that of Bevan and Hood (2006); the
model is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

BIN = 0.25  # hours on each side of the target: where a heap would show, and how far under it the chosen are put


@dataclass(frozen=True)
class Waits:
    """Waiting times in hours, each of shape (n,): before the target, those lived afterwards, those on record, and who was chosen."""

    before: np.ndarray
    lived: np.ndarray
    recorded: np.ndarray
    chosen: np.ndarray


def simulate(
    gaming: float,
    mode: Literal["move", "record"] = "move",
    *,
    n: int = 5000,
    median: float = 3.0,
    sigma: float = 0.5,
    target: float = 4.0,
    window: float = 1.0,
    seed: int = 2017,
) -> Waits:
    """Draw waiting times, lognormal with ``median`` hours and ``sigma``, and let a target act on them.

    Parameters
    ----------
    gaming : float
        Chance, 0 to 1, that a patient within ``window`` hours over the ``target`` is brought in under it.
    mode : {"move", "record"}
        "move" puts the chosen ahead and adds the hours they save, in equal shares, to those beyond the window: the sum of
        hours is kept. "record" only writes an earlier time.
    n : int
        Patients, 1 or more.
    seed : int
        The same seed gives the same patients; who is chosen at a low ``gaming`` is also chosen at a higher.

    Raises
    ------
    ValueError
        ``gaming`` is not a chance, or ``mode`` is unknown.
    """
    if not 0 <= gaming <= 1:
        raise ValueError("gaming skal ligge mellem 0 og 1")
    if mode not in ("move", "record"):
        raise ValueError("mode skal være 'move' eller 'record'")
    generator = np.random.default_rng(seed)
    before = generator.lognormal(np.log(median), sigma, n)
    near = np.flatnonzero((before > target) & (before <= target + window))
    chosen = near[generator.random(near.size) < gaming]
    after = before.copy()
    after[chosen] = generator.uniform(target - BIN, target, chosen.size)
    if mode == "record":
        return Waits(before, before, after, chosen)
    late = before > target + window
    if late.any():
        after[late] += (before[chosen] - after[chosen]).sum() / late.sum()
    return Waits(before, after, after, chosen)


def share_within(hours: np.ndarray, target: float = 4.0) -> float:
    """The share, 0 to 1, who wait no longer than the target."""
    return float((hours <= target).mean())


def around(hours: np.ndarray, target: float = 4.0) -> tuple[int, int]:
    """How many wait up to a quarter of an hour less than the target, and how many up to a quarter more."""
    below = (hours > target - BIN) & (hours <= target)
    above = (hours > target) & (hours <= target + BIN)
    return int(below.sum()), int(above.sum())

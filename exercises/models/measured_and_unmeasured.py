"""Effort between a measured and an unmeasured part of a task, when a target makes the measured part weigh more.

A simplification of ours of Holmström and Milgrom's multitask model (1991): one worker, no pay, no chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Outcome:
    """What comes of a target; each has the shape of ``strength``.

    ``share`` of the effort goes to the measured part and ``effort`` is all of it, both 0 to 1. ``measured`` is what is done of
    the measured part, ``reported`` what the report says, and ``value`` what both parts are worth to the citizen, in one unit.
    """

    share: np.ndarray
    effort: np.ndarray
    measured: np.ndarray
    reported: np.ndarray
    value: np.ndarray


def outcome(
    strength: ArrayLike, *, weight: float = 0.4, extra: float = 0.4, audit: float = 0.2, base: float = 0.7, gaming: float = 0.3
) -> Outcome:
    """Let a worker share out effort as if the measured part weighed more than it does.

    Parameters
    ----------
    strength : array_like
        How hard the target presses, 0 to 1; 0 is no target.
    weight : float
        What the measured part is truly worth of the whole, 0 to 1.
    extra, base : float
        Effort without a target, and what a full target calls forth on top; the sum is cut at 1.
    audit, gaming : float
        How often somebody looks behind the figures, 0 to 1, and by how much a full target swells them when nobody does.
    """
    strength = np.asarray(strength, dtype=float)
    for name, value in (("strength", strength), ("weight", weight), ("audit", audit)):
        if not np.all((0 <= np.asarray(value)) & (np.asarray(value) <= 1)):
            raise ValueError(f"{name} skal ligge mellem 0 og 1")
    felt = weight + strength * (1 - weight)
    share = felt**2 / (felt**2 + (1 - felt) ** 2)  # the most of felt * sqrt(share) + (1 - felt) * sqrt(1 - share)
    effort = np.minimum(1, base + extra * strength)
    measured = effort * np.sqrt(share)
    reported = measured * (1 + gaming * strength * (1 - audit))
    return Outcome(share, effort, measured, reported, weight * measured + (1 - weight) * effort * np.sqrt(1 - share))


def best_strength(*, steps: int = 100, **settings: float) -> float:
    """The strength, of ``steps`` equal steps from 0 to 1, at which the value is highest; ``settings`` are those of ``outcome``."""
    strengths = np.linspace(0, 1, steps + 1)
    return float(strengths[outcome(strengths, **settings).value.argmax()])

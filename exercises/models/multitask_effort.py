"""Two efforts under one weight: what is measured, what is not, and how much each costs the other.

After Holmström and Milgrom's multitask model (1991), with one worker and no chance. That a weight felt as control takes away
some of the worker's own drive is our addition, inspired by Frey and Jegen (2000). ``measured_and_unmeasured`` asks a simpler
question: there a target draws on a given effort; here the efforts follow from drive, weight and cost.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Efforts:
    """What is done under a weight, each of its shape: the measured part, the unmeasured, and what both are worth to the citizen."""

    measured: np.ndarray
    unmeasured: np.ndarray
    value: np.ndarray


def efforts(
    weight: ArrayLike,
    *,
    substitution: float = 0.5,
    crowding: float = 0.0,
    measured_share: float = 0.5,
    drive: tuple[float, float] = (1.0, 1.0),
) -> Efforts:
    """Let a worker choose two efforts, 0 or more, when a weight is put on the measured one.

    The worker makes the most of ``(m1 + weight) e1 + m2 e2 - (e1² + e2²) / 2 - substitution e1 e2``, where m1 and m2 are what
    is left of the worker's own drive. The value is ``e1 ** measured_share * e2 ** (1 - measured_share)``: nothing, when
    either is left undone.

    Parameters
    ----------
    weight : array_like
        Weight on the measured part, 0 or more, in units of drive: 1 pulls as hard as a drive of 1.
    substitution : float
        How much effort on one part makes the other dearer, 0 to below 1; 0 is not at all.
    crowding : float
        What a weight of 1 takes away of the worker's own drive, 0 to 1, as a share of it.
    measured_share : float
        What the measured part counts in the citizen's value, 0 to 1.
    drive : (float, float)
        The worker's own drive for the measured and the unmeasured part, above 0.

    Raises
    ------
    ValueError
        A setting is outside its limits.
    """
    weight = np.asarray(weight, dtype=float)
    inside = {
        "weight skal være mindst 0": np.all(weight >= 0),
        "substitution skal ligge mellem 0 og 1 og ikke være 1": 0 <= substitution < 1,
        "crowding skal ligge mellem 0 og 1": 0 <= crowding <= 1,
        "measured_share skal ligge mellem 0 og 1": 0 <= measured_share <= 1,
        "drive skal være over 0": min(drive) > 0,
    }
    for problem, holds in inside.items():
        if not holds:
            raise ValueError(problem)
    left = np.maximum(0, 1 - crowding * weight)
    pull, own = drive[0] * left + weight, drive[1] * left
    both = 1 - substitution**2
    measured = np.where(own <= substitution * pull, pull, np.maximum(0, (pull - substitution * own) / both))
    unmeasured = np.where(pull <= substitution * own, own, np.maximum(0, (own - substitution * pull) / both))
    return Efforts(measured, unmeasured, measured**measured_share * unmeasured ** (1 - measured_share))


def best_weight(*, highest: float = 4.0, steps: int = 4000, **settings) -> float:
    """The weight, of ``steps`` equal steps from 0 to ``highest``, at which the value is highest; ``settings`` are those of ``efforts``."""
    weights = np.linspace(0, highest, steps + 1)
    return float(weights[efforts(weights, **settings).value.argmax()])

"""How many bad cases chance alone brings: many cases, each seldom bad, independent of each other (Poisson).

What the model leaves out is what to look for: cases that share a cause come in clusters, and clusters are more than chance.
"""

from __future__ import annotations

import math

import numpy as np


def expected(cases: float, bad_per_thousand: float) -> float:
    """Give the bad cases of an ordinary year."""
    _require(cases >= 0 and 0 <= bad_per_thousand <= 1000, "cases skal være mindst 0, og bad_per_thousand fra 0 til 1000")
    return cases * bad_per_thousand / 1000


def chances(mean: float, most: int) -> np.ndarray:
    """Give the chance of exactly 0, 1, …, ``most`` bad cases in a year when ``mean`` are expected; shape (most + 1,)."""
    _require(mean >= 0 and most >= 0, "mean og most skal være mindst 0")
    if mean == 0:
        return np.eye(1, most + 1)[0]
    counts = np.arange(most + 1)
    logs = counts * math.log(mean) - mean - np.array([math.lgamma(count + 1) for count in counts])
    return np.exp(logs)


def at_least(count: int, mean: float) -> float:
    """Give the chance of ``count`` bad cases or more in a year when ``mean`` are expected."""
    _require(count >= 0, "count skal være mindst 0")
    return float(1 - chances(mean, count - 1).sum()) if count else 1.0


def somewhere(chance: float, places: int) -> float:
    """Give the chance that something which happens in one place with ``chance`` happens in at least one of ``places``."""
    _require(0 <= chance <= 1 and places >= 1, "chance skal være fra 0 til 1, og places mindst 1")
    return 1 - (1 - chance) ** places


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise ValueError(problem)

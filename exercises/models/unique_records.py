"""How many people stand alone in a table when columns about them are put together, and all combinations are equally likely.

A person whose combination of values nobody else has can be found by whoever knows those values, though the table holds no name.
Real people are not spread evenly, so the figures are an order of magnitude: common combinations hide more, rare ones fewer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np


def combinations(categories: Iterable[int]) -> int:
    """Give the number of different rows that columns with so many values each can make; no columns make one."""
    counts = list(categories)
    _require(all(count >= 1 for count in counts), "hver kolonne skal have mindst 1 værdi")
    return math.prod(counts)


def share_alone(people: int, cells: int) -> float:
    """Give the expected share, 0 to 1, of ``people`` (1 or more) whose combination, of ``cells`` equally likely ones, nobody else has."""
    return share_in_small_groups(people, cells, 2)


def share_in_small_groups(people: int, cells: int, smallest: int = 5) -> float:
    """Give the expected share, 0 to 1, of people who are fewer than ``smallest`` (2 or more) of their combination.

    Each of the other ``people - 1`` falls in a person's cell with chance 1 / ``cells``, independently: a binomial number.
    ``smallest`` is the k of k-anonymity.
    """
    _require(people >= 1 and cells >= 1, "people og cells skal være mindst 1")
    _require(smallest >= 2, "smallest skal være mindst 2")
    others = people - 1
    if cells == 1:
        return float(people < smallest)
    counts = range(min(smallest - 1, others + 1))
    logs = [
        math.lgamma(others + 1) - math.lgamma(count + 1) - math.lgamma(others - count + 1)
        - count * math.log(cells) + (others - count) * math.log1p(-1 / cells)
        for count in counts
    ]
    return min(1.0, math.fsum(math.exp(log) for log in logs))


def simulate(people: int, cells: int, seed: int = 2017) -> np.ndarray:
    """Draw everybody's combination; gives how many have the same one as each person, themselves included, shape (people,)."""
    _require(people >= 1 and cells >= 1, "people og cells skal være mindst 1")
    drawn = np.random.default_rng(seed).integers(cells, size=people)
    _, cell, sizes = np.unique(drawn, return_inverse=True, return_counts=True)
    return sizes[cell]


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise ValueError(problem)

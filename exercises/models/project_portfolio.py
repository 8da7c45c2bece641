"""The cost of many projects when a few run wild: most near their budget, some in a tail without a top.

A project's cost is told as a ratio to its budget: 1 is on budget, 2 is twice. The tail is a power law, set so that 18 per cent cost
more than 1.5 times the budget, and these 5.47 times on average; the two figures are those of Flyvbjerg and Gardner (2023). The
core and everything else are ours: the model is calibrated to two published figures, not fitted to data.
"""

from __future__ import annotations

import numpy as np

TAIL_SHARE, TAIL_START, TAIL_MEAN = 0.18, 1.5, 5.47
ALPHA = TAIL_MEAN / (TAIL_MEAN - TAIL_START)  # the power law of that mean; below 2, so a portfolio's mean never settles
SPREAD = 0.15  # standard deviation of the core


def simulate(n: int = 96, *, tail_share: float = TAIL_SHARE, seed: int = 2017) -> np.ndarray:
    """Draw the cost ratios of ``n`` projects, shape (n,); ``tail_share`` 0 is the world of a planner who knows no tail.

    Raises
    ------
    ValueError
        ``n`` is below 1, or ``tail_share`` is not a share.
    """
    _require(n >= 1 and 0 <= tail_share <= 1, "n skal være mindst 1, og tail_share fra 0 til 1")
    generator = np.random.default_rng(seed)
    in_tail = generator.random(n) < tail_share
    core = np.clip(generator.normal(1, SPREAD, n), 2 - TAIL_START, TAIL_START)
    return np.where(in_tail, _tail(generator, n), core)


def stopped(ratios: np.ndarray, ceiling: float) -> np.ndarray:
    """Stop every project when it has cost ``ceiling`` times its budget; what a stopped one has cost is lost."""
    _require(ceiling >= TAIL_START, f"ceiling skal være mindst {TAIL_START}")
    return np.minimum(ratios, ceiling)


def share_above(ratio: float, tail_share: float = TAIL_SHARE) -> float:
    """Give the chance that a project costs more than ``ratio`` times its budget, for ratios from 1.5."""
    _require(ratio >= TAIL_START, f"ratio skal være mindst {TAIL_START}")
    return tail_share * (TAIL_START / ratio) ** ALPHA


def expected(ceiling: float = np.inf, tail_share: float = TAIL_SHARE) -> float:
    """Give the mean cost ratio in the long run when every project is stopped at ``ceiling``."""
    _require(ceiling >= TAIL_START, f"ceiling skal være mindst {TAIL_START}")
    tail = TAIL_START * (ALPHA - (TAIL_START / ceiling) ** (ALPHA - 1)) / (ALPHA - 1)
    return (1 - tail_share) + tail_share * tail


def expected_listed(threshold: float = 2.0) -> float:
    """Give the mean cost ratio of those above ``threshold``: what a list of failures shows, however many did well."""
    _require(threshold >= TAIL_START, f"threshold skal være mindst {TAIL_START}")
    return threshold * ALPHA / (ALPHA - 1)


def from_the_worst(ratios: np.ndarray, count: int = 3) -> float:
    """Give the share, 0 to 1, of all overrun that the ``count`` most expensive projects brought."""
    over = np.sort(np.maximum(ratios - 1, 0))
    return float(over[-count:].sum() / over.sum()) if over.any() else 0.0


def until_listed(tail_share: float, *, listed: int = 9, threshold: float = 2.0, seed: int = 2017) -> np.ndarray:
    """Draw projects until ``listed`` of them have cost more than ``threshold`` times the budget; the last one drawn is the last listed.

    The same seed gives the same listed ratios for every ``tail_share``: only the number of projects between them differs.
    """
    _require(0 < tail_share <= 1 and listed >= 1, "tail_share skal være over 0 og højst 1, og listed mindst 1")
    most = int(20 * listed / share_above(threshold, tail_share))
    luck, sizes, core = (np.random.default_rng([seed, stream]) for stream in range(3))
    ratios = np.clip(core.normal(1, SPREAD, most), 2 - TAIL_START, TAIL_START)
    in_tail = luck.random(most) < tail_share
    ratios[in_tail] = _tail(sizes, in_tail.sum())
    last = np.flatnonzero(ratios > threshold)[listed - 1]
    return ratios[: last + 1]


def _tail(generator: np.random.Generator, n: int) -> np.ndarray:
    return TAIL_START * (1 - generator.random(n)) ** (-1 / ALPHA)  # 1 - U is never 0


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise ValueError(problem)

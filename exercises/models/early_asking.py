"""How many to ask before a decision, when each sees some of what will go wrong.

What is found grows as 1 − (1 − sees)^asked, the form that Nielsen and Landauer (1993) fitted to tests of software, where each user found
about three in ten problems. The costs are our own: a flaw takes one day to put right before the decision and ``late`` days after it, and each
one asked takes ``per_asked`` days. The share ``hidden`` of the flaws is seen by none of the kind of people who are asked. All see
independently of each other, which colleagues seldom do.
"""

from __future__ import annotations

import numpy as np

SEES = 0.3  # share of the flaws that each one asked sees
PER_ASKED = 2.0  # days


def found(asked: int, hidden: float = 0.0, sees: float = SEES) -> float:
    """Give the expected share of the flaws that ``asked`` people see, 0 to 1.

    Parameters
    ----------
    asked : int
        How many are asked before the decision, 0 or more.
    hidden : float
        Share of the flaws that only others could see, 0 to 1.
    sees : float
        Chance that one who can see a flaw does, 0 to 1.
    """
    _require(asked >= 0, "asked skal være mindst 0")
    _require(0 <= hidden <= 1 and 0 <= sees <= 1, "hidden og sees skal ligge mellem 0 og 1")
    return float((1 - hidden) * (1 - (1 - sees) ** asked))


def days(asked: int, flaws: float, late: float = 10.0, hidden: float = 0.0, sees: float = SEES, per_asked: float = PER_ASKED) -> float:
    """Give the expected days of asking and of putting right, for ``flaws`` flaws (0 or more) that cost ``late`` days each when found late."""
    _require(flaws >= 0 and late >= 0 and per_asked >= 0, "flaws, late og per_asked skal være mindst 0")
    early = found(asked, hidden, sees)
    return asked * per_asked + flaws * (early + (1 - early) * late)


def saved_by_next(asked: int, flaws: float, late: float = 10.0, hidden: float = 0.0) -> tuple[float, float]:
    """Give the expected days saved, below 0 if lost, by asking one more of the same kind and by asking the first who sees what is hidden."""
    same = days(asked, flaws, late, hidden) - days(asked + 1, flaws, late, hidden)
    return same, flaws * hidden * SEES * (late - 1) - PER_ASKED


def best(flaws: float, late: float = 10.0, hidden: float = 0.0, most: int = 30) -> int:
    """Give the fewest people, 0 to ``most``, with the least expected days."""
    return int(np.argmin([days(asked, flaws, late, hidden) for asked in range(most + 1)]))


def simulate(asked: int, flaws: int, hidden: float = 0.0, sees: float = SEES, runs: int = 10_000, seed: int = 2017) -> np.ndarray:
    """Ask again and again; gives how many of the ``flaws`` were found in each run, shape (runs,)."""
    random = np.random.default_rng(seed)
    visible = random.random((runs, flaws)) >= hidden
    seen = random.random((runs, flaws)) >= (1 - sees) ** asked  # at least one of those asked sees it
    return (visible & seen).sum(axis=1)


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise ValueError(problem)

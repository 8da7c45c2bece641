"""A team of the best against a team drawn at random, on a problem that is a ring of places with different values.

Hong and Page's (2004) model, written from descriptions of it: everybody climbs by three steps of their own, tried in turn until none
helps; a team hands the place on until nobody can better it. On a ``smooth`` ring neighbours have nearly the same value, so that skill
carries over from one place to the next (Grim and others, 2019); linear values between random ones are our own form of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np

PLACES, LONGEST, STEPS, TEAM = 200, 12, 3, 10
HEURISTICS = np.array(list(permutations(range(1, LONGEST + 1), STEPS)))  # shape (1320, 3): every ordered choice of different steps


@dataclass(frozen=True)
class Contest:
    """Mean values, 0 to 100, that each team reaches over all starts, and how many different step lengths its members have."""

    best: float
    drawn: float
    best_steps: int
    drawn_steps: int


def landscape(smoothness: int = 1, seed: int = 2017) -> np.ndarray:
    """Give the values of a ring: a uniform draw from 0 to 100 at every ``smoothness``-th place, straight lines between; shape (200,).

    ``smoothness`` must divide 200; 1 is a wholly random ring.
    """
    if smoothness < 1 or PLACES % smoothness:
        raise ValueError("smoothness skal være mindst 1 og gå op i 200")
    known = np.random.default_rng(seed).uniform(0, 100, PLACES // smoothness)
    places = np.arange(PLACES)
    return np.interp(places, np.arange(0, PLACES + 1, smoothness), np.append(known, known[0]))


def climb(values: np.ndarray, heuristics: np.ndarray) -> np.ndarray:
    """Give the place where each heuristic (shape (h, k)) ends from every start; shape (h, places).

    A round tries every step once. Where a round ends at the place it began, no step helps there; rounds are doubled until all do.
    """
    places = np.arange(len(values))
    ahead = (places + np.arange(heuristics.max() + 1)[:, None]) % len(values)
    taken = np.where(values[ahead] > values, ahead, places)  # where a step of each length leads: ahead if that is better, else nowhere
    at = np.tile(places, (len(heuristics), 1))
    for step in heuristics.T:
        at = taken[step[:, None], at]
    while True:
        further = np.take_along_axis(at, at, axis=1)
        if (further == at).all():
            return at
        at = further


def relay(ends: np.ndarray) -> np.ndarray:
    """Give the place where a team ends from every start, when its members (rows of ``ends``, as from ``climb``) go on from each other."""
    at = np.arange(ends.shape[1])
    while True:
        before = at
        for end in ends:
            at = end[at]
        if (at == before).all():
            return at


def contest(smoothness: int = 1, seed: int = 2017, team: int = TEAM) -> Contest:
    """Let the ``team`` best heuristics, judged alone, meet as many drawn at random on one landscape."""
    if not 1 <= team <= len(HEURISTICS):
        raise ValueError("team skal være mindst 1 og højst 1320")
    values = landscape(smoothness, seed)
    ends = climb(values, HEURISTICS)
    best = np.argsort(-values[ends].mean(axis=1), kind="stable")[:team]
    drawn = np.random.default_rng([seed, smoothness]).choice(len(HEURISTICS), team, replace=False)
    reached = [float(values[relay(ends[members])].mean()) for members in (best, drawn)]
    return Contest(*reached, *(len(np.unique(HEURISTICS[members])) for members in (best, drawn)))

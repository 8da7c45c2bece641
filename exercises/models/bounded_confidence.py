"""Opinions under bounded confidence: agents who listen only to those who do not think too differently from themselves.

An opinion is a number, here from 0 to 1; an agent is a number, not a person. Two models: everybody listens at once
(Hegselmann and Krause 2002), or two at a time meet (Deffuant et al. 2000).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

STILL = 1e-9  # a step in which nobody moves more than this is the last
GAP = 0.01  # neighbours further apart than this belong to different clusters


@dataclass(frozen=True)
class Cluster:
    """Agents who ended up in the same place: how many, and their mean opinion."""

    size: int
    opinion: float


def start(n: int = 200, seed: int = 2017, closed_share: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Draw a population.

    Parameters
    ----------
    n : int
        Agents, 1 or more.
    seed : int
        The same seed gives the same opinions, and the closed of a smaller share are among those of a larger.
    closed_share : float
        Share of agents, 0 to 1, who hardly listen to anybody.

    Returns
    -------
    opinions : ndarray, shape (n,)
        Uniform on 0 to 1.
    closed : ndarray of bool, shape (n,)
        Who is closed: the rounded share of the agents.
    """
    _require(n >= 1, "n skal være mindst 1")
    _require(0 <= closed_share <= 1, "closed_share skal ligge mellem 0 og 1")
    generator = np.random.default_rng(seed)
    opinions = generator.uniform(0, 1, n)
    closed = np.zeros(n, dtype=bool)
    closed[generator.permutation(n)[: round(closed_share * n)]] = True
    return opinions, closed


def hegselmann_krause(opinions: ArrayLike, epsilon: ArrayLike, max_steps: int = 400) -> np.ndarray:
    """Let everybody, all at once, move to the mean of those they listen to, until nobody moves.

    Parameters
    ----------
    opinions : array_like, shape (n,)
        Where each agent begins.
    epsilon : float or array_like, shape (n,)
        How far from their own opinion each agent listens, 0 or more; the agent itself is always heard.
    max_steps : int
        The most steps taken.

    Returns
    -------
    ndarray, shape (steps + 1, n)
        Opinions over time, the beginning first.
    """
    now = np.asarray(opinions, dtype=float)
    reach = np.broadcast_to(np.asarray(epsilon, dtype=float), now.shape)[:, None]
    _require(now.ndim == 1 and now.size > 0, "opinions skal være én række af tal")
    _require(bool((reach >= 0).all()), "epsilon skal være mindst 0")
    path = [now]
    for _ in range(max_steps):
        heard = np.abs(now[:, None] - now[None, :]) <= reach
        after = heard @ now / heard.sum(axis=1)
        if np.abs(after - now).max() < STILL:
            break
        path.append(after)
        now = after
    return np.array(path)


def deffuant(opinions: ArrayLike, epsilon: float, mu: float = 0.5, meetings: int = 100_000, seed: int = 2017) -> np.ndarray:
    """Let random pairs meet; two who differ by less than ``epsilon`` each move the share ``mu`` (0 to 0.5) towards the other.

    Returns the last opinions, shape (n,). Their mean is that of the beginning.
    """
    now = np.array(opinions, dtype=float)
    _require(0 <= mu <= 0.5, "mu skal ligge mellem 0 og 0.5")
    for i, j in np.random.default_rng(seed).integers(0, now.size, (meetings, 2)).tolist():
        apart = now[j] - now[i]
        if i != j and abs(apart) < epsilon:
            now[i] += mu * apart
            now[j] -= mu * apart
    return now


def clusters(opinions: ArrayLike, gap: float = GAP) -> list[Cluster]:
    """Group opinions, lowest first: neighbours more than ``gap`` apart belong to different clusters."""
    ordered = np.sort(np.asarray(opinions, dtype=float))
    groups = np.split(ordered, np.flatnonzero(np.diff(ordered) > gap) + 1)
    return [Cluster(group.size, float(group.mean())) for group in groups]


def reach_of(closed: ArrayLike, epsilon: float, epsilon_closed: float = 0.05) -> np.ndarray:
    """Give each agent how far they listen: ``epsilon_closed`` for the closed, ``epsilon`` for the others; shape (n,)."""
    return np.where(np.asarray(closed, dtype=bool), epsilon_closed, epsilon)


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise ValueError(problem)

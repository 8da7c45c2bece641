"""How an organisation and its members learn from each other: March's model of exploration and exploitation.

Reality is ``dimensions`` facts, each 1 or −1. Members believe 1, 0 (nothing) or −1 of each; so does the code, the organisation's own
truth, which begins at 0. Members take over the code. The code takes over what the majority of the better-informed members believe. Nobody
sees reality itself. Written after the description in March (1991).

Two things are our own reading, for recreations of the model say that the published text leaves them open: members without a belief abstain
from the majority, and the size of the majority, k, is those for minus those against. A member takes over the code's belief in one step.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

MEMBERS, DIMENSIONS, PERIODS, RUNS = 50, 30, 100, 80
SHOCK_AFTER, SHOCK = 50, 0.3  # the period after which, in ``operations``, that share of reality turns at once


@dataclass(frozen=True)
class Course:
    """Mean knowledge over all runs, as shares 0 to 1 of reality: the code's, of shape (periods + 1,), and each member's, (periods + 1, members)."""

    code: np.ndarray
    each: np.ndarray

    @property
    def members(self) -> np.ndarray:
        """The members' mean, of shape (periods + 1,)."""
        return self.each.mean(axis=1)


def learn(
    socialisation: ArrayLike = 0.5, turnover: ArrayLike = 0.0, turbulence: ArrayLike = 0.0, code_learning: float = 0.5, *,
    periods: int = PERIODS, members: int = MEMBERS, dimensions: int = DIMENSIONS, runs: int = RUNS, seed: int = 1991,
) -> Course:
    """Run the model.

    Parameters
    ----------
    socialisation : float or array_like, shape (members,)
        p1, the chance per period that a member takes over a belief of the code that differs from their own.
    turnover : float or array_like, shape (members,)
        p3, the chance per period that a member leaves and a newcomer with beliefs at random takes the place.
    turbulence : float or array_like, shape (periods,)
        p4, the chance in a period that a fact of reality turns.
    code_learning : float
        p2. The code takes over the majority's view with the chance 1 − (1 − p2)^k.
    periods, members, dimensions, runs, seed : int
        The same seed gives the same course.

    Raises
    ------
    ValueError
        A chance is not between 0 and 1.
    """
    _require_chances(socialisation, turnover, turbulence, code_learning)
    taken_over, leaves = (np.broadcast_to(np.asarray(chance, dtype=np.float32), members) for chance in (socialisation, turnover))
    generator = np.random.default_rng(seed)
    reality = _either(generator, (runs, dimensions))
    belief = _naive(generator, (runs, members, dimensions))
    code = np.zeros((runs, dimensions), dtype=np.float32)
    right = _right(belief, reality)
    known = [((code == reality).mean(), right.mean(axis=0))]
    for turns in np.broadcast_to(turbulence, periods):
        taught = _taught(generator, code, belief, right > (code == reality).sum(axis=1, keepdims=True), code_learning)
        belief = _renewed(generator, _socialised(generator, code, belief, taken_over), leaves)
        code = taught
        if turns:
            reality = np.where(generator.random(reality.shape) < turns, -reality, reality)
        right = _right(belief, reality)
        known.append(((code == reality).mean(), right.mean(axis=0)))
    of_code, of_members = zip(*known)
    return Course(np.array(of_code), np.array(of_members) / dimensions)


def operations(lab: int = 0, socialisation: float = 0.0, turnover: float = 0.0, *, rest: float = 0.9, **how) -> np.ndarray:
    """Give the mean knowledge of those outside a lab, as a share 0 to 1, in each period of a world that turns once.

    The first ``lab`` members, 0 to ``MEMBERS`` − 1, have the given p1 and p3; the others have p1 = ``rest`` and do not leave. ``how`` goes on
    to ``learn``: runs and seed.
    """
    in_lab = np.arange(MEMBERS) < lab
    shock = np.where(np.arange(PERIODS) == SHOCK_AFTER, SHOCK, 0.0)
    course = learn(np.where(in_lab, socialisation, rest), np.where(in_lab, turnover, 0.0), shock, **how)
    return course.each[:, ~in_lab].mean(axis=1)


def _taught(generator, code, belief, superior, chance) -> np.ndarray:
    """The code after it has learned from the members who know more than it does."""
    votes = np.matmul(superior[:, None, :].astype(np.float32), belief)[:, 0, :]
    learns = generator.random(code.shape) < 1 - (1 - chance) ** np.abs(votes)
    return np.where(learns & (votes != 0), np.sign(votes), code)


def _socialised(generator, code, belief, chances) -> np.ndarray:
    """The members' beliefs after each has met the code; where the code holds nothing, nothing changes."""
    meets = generator.random(belief.shape, dtype=np.float32) < chances[:, None]
    return np.where(meets & (code != 0)[:, None, :], code[:, None, :], belief)


def _renewed(generator, belief, chances) -> np.ndarray:
    """The members' beliefs after some have left and newcomers who know nothing have come."""
    if chances.any():
        left = generator.random(belief.shape[:2], dtype=np.float32) < chances
        belief[left] = _naive(generator, (left.sum(), belief.shape[2]))
    return belief


def _right(belief, reality) -> np.ndarray:
    """How many facts each member has right, of shape (runs, members)."""
    return (np.matmul(belief, reality[:, :, None])[:, :, 0] + np.abs(belief).sum(axis=2)) / 2


def _either(generator, shape) -> np.ndarray:
    return (2 * generator.integers(0, 2, shape) - 1).astype(np.float32)


def _naive(generator, shape) -> np.ndarray:
    return (generator.integers(0, 3, shape) - 1).astype(np.float32)


def _require_chances(*chances: ArrayLike) -> None:
    if any(not ((np.asarray(chance) >= 0) & (np.asarray(chance) <= 1)).all() for chance in chances):
        raise ValueError("hver chance skal ligge mellem 0 og 1")

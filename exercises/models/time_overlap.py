"""How much of the time went where it was meant to go: the overlap of two distributions over the same labels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Overlap:
    """Two distributions over the same labels. Shares are 0 to 1 and sum to 1.

    ``share`` is what the two have in common, 0 to 1; ``priority`` and ``time`` are their shares of each label, and ``gap`` is
    the time's share minus the priority's: above 0 where a label took more than it was meant to, and 0 in all.
    """

    share: float
    priority: np.ndarray
    time: np.ndarray
    gap: np.ndarray


def time_overlap(priority: ArrayLike, time: ArrayLike) -> Overlap:
    """Compute how much of the time was spent as the priorities say: Σ min(pᵢ, tᵢ) of the two as shares of their sums.

    The same as 1 − ½·Σ|pᵢ − tᵢ|, one minus the total variation distance, also known as Schoener's index (1970) or the
    percentage similarity. It is 1 for equal distributions and 0 when the two have no label in common, and it does not tell
    a great gap in one place from many small ones.

    Parameters
    ----------
    priority, time : array_like, shape (n,)
        Points and hours, or any other two units, of the same labels in the same order; 0 or more, and not all 0.

    Raises
    ------
    ValueError
        The lengths differ, a number is missing or negative, or a sum is 0.
    """
    priority, time = np.asarray(priority, dtype=float), np.asarray(time, dtype=float)
    if priority.ndim != 1 or priority.shape != time.shape:
        raise ValueError("prioriteter og tid skal have de samme linjer, lige mange af hver.")
    priority, time = _shares(priority, "prioriteterne"), _shares(time, "timerne")
    return Overlap(float(np.minimum(priority, time).sum()), priority, time, time - priority)


def move(hours: ArrayLike, source: int, target: int, amount: float) -> np.ndarray:
    """Move hours from one label to another; no more than the source has.

    Parameters
    ----------
    hours : array_like, shape (n,)
        Hours of each label.
    source, target : int
        Their places in ``hours``.
    amount : float
        Hours to move, 0 or more.
    """
    if amount < 0:
        raise ValueError(f"antallet af timer, der flyttes, må ikke være negativt. Det er {amount:g}.")
    moved = np.array(hours, dtype=float)
    amount = min(amount, moved[source])
    moved[source] -= amount
    moved[target] += amount
    return moved


def _shares(values: np.ndarray, name: str) -> np.ndarray:
    if not np.isfinite(values).all() or (values < 0).any():
        raise ValueError(f"{name} skal alle være tal på 0 eller derover.")
    if not values.sum() > 0:
        raise ValueError(f"{name} er alle 0. Der skal være mindst ét tal over 0.")
    return values / values.sum()

"""How many two channels reach together when it is only known how many each of them reaches.

The least and the most are Fréchet's bounds; between them everything is possible, and independence is one point among the others.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def least(first: ArrayLike, second: ArrayLike) -> np.ndarray:
    """Give the smallest share, 0 to 1, whom at least one channel reaches: everybody in the smaller is also in the larger."""
    return np.maximum(*_shares(first, second))


def most(first: ArrayLike, second: ArrayLike) -> np.ndarray:
    """Give the largest share, 0 to 1, whom at least one channel reaches: nobody gets both before everybody gets one."""
    return np.minimum(np.add(*_shares(first, second)), 1.0)


def independent(first: ArrayLike, second: ArrayLike) -> np.ndarray:
    """Give the share, 0 to 1, whom at least one channel reaches when getting the one tells nothing of getting the other."""
    first, second = _shares(first, second)
    return 1 - (1 - first) * (1 - second)


def _shares(*shares: ArrayLike) -> list[np.ndarray]:
    arrays = [np.asarray(share, dtype=float) for share in shares]
    if not all(((array >= 0) & (array <= 1)).all() for array in arrays):
        raise ValueError("en andel skal være fra 0 til 1")
    return arrays

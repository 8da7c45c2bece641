"""Regression to the mean: what is measured twice with chance in it seems to fall from the top and rise from the bottom.

Nothing changes in this model but chance: each unit has a true level, and each reading adds an independent disturbance. The
change is then correlated with the first reading by chance alone, and more so the larger the disturbance.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def two_readings(n: int, mean: float, spread: float, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw true levels and read each of them twice.

    Parameters
    ----------
    n : int
        Units, 2 or more.
    mean, spread : float
        Mean and standard deviation of the true levels; ``spread`` is 0 or more.
    noise : float
        Standard deviation of the disturbance in each reading, 0 or more, in the same unit.
    seed : int
        The same seed gives the same draw.

    Returns
    -------
    first, second : ndarray, shape (n,)
        Not bounded: a share of 103 per cent is possible.

    Raises
    ------
    ValueError
        ``n`` is below 2, or a standard deviation is negative.
    """
    if n < 2:
        raise ValueError(f"der skal være mindst 2 enheder. Der er {n}.")
    if spread < 0 or noise < 0:
        raise ValueError("spredning og udsving kan ikke være negative.")
    random = np.random.default_rng(seed)
    level = mean + spread * random.standard_normal(n)
    first, second = level + noise * random.standard_normal((2, n))
    return first, second


def expected_correlation(spread: float, noise: float) -> float:
    """Compute the correlation of first reading and change that chance alone gives: −noise / √(2 (spread² + noise²)).

    0 without noise; it never goes below −√½, where there is nothing but noise.
    """
    if noise == 0:
        return 0.0
    return float(-noise / np.sqrt(2 * (spread**2 + noise**2)))


def change_correlation(before: ArrayLike, after: ArrayLike, against: str = "before") -> float:
    """Correlate the change with the level before, after, or the ``mean`` of the two.

    The change is made of both readings, so the first pulls the correlation down and the last pulls it up. The mean pulls
    neither way when both vary alike (Oldham's method).
    """
    before, after = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    levels = {"before": before, "after": after, "mean": (before + after) / 2}
    if against not in levels:
        raise ValueError(f"'{against}' kendes ikke. Vælg before, after eller mean.")
    return float(np.corrcoef(levels[against], after - before)[0, 1])

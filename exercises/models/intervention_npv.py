"""The budget of an early effort, year by year: what it costs, what it gives back, and in whose purse.

An invented case, not an estimate. The effort costs a fixed amount a year at first. In the share of families where it succeeds,
it saves a fixed amount a year from some year on. Amounts of later years count for less: year t is weighed by 1 / (1 + rate)^t.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

GAIN_SHARES = {"own": 0.3, "other": 0.2, "region": 0.1, "state": 0.4}
"""How the gain is divided: the department that makes the effort, the municipality's others, the region, the state."""


@dataclass(frozen=True)
class Case:
    """One family's effort in kroner; years are counted from 0, and ``last_year`` is the horizon. ``rate`` is a fraction a year."""

    cost: float = 150_000
    cost_years: int = 2
    gain: float = 250_000
    success: float = 0.3
    first_gain: int = 3
    last_year: int = 10
    rate: float = 0.035

    def __post_init__(self):
        if not 0 <= self.success <= 1:
            raise ValueError(f"andelen, det lykkes for, skal ligge fra 0 til 1. Den er {self.success}.")
        if self.rate <= -1:
            raise ValueError("renten skal være over −100 pct.")
        if self.last_year < 0 or self.cost_years < 1 or self.first_gain < 0:
            raise ValueError("årene tælles fra 0, og indsatsen varer mindst ét år.")


@dataclass(frozen=True)
class Budget:
    """A purse's sheet: a row for each year. ``cost`` is negative; ``present`` is the year's net amount times ``factor``."""

    year: np.ndarray
    cost: np.ndarray
    gain: np.ndarray
    factor: np.ndarray
    present: np.ndarray
    total: np.ndarray

    @property
    def npv(self) -> float:
        """The net present value: the sum of ``present``, in kroner."""
        return float(self.total[-1])

    @property
    def even_in(self) -> int | None:
        """The first year from which what has come in covers what has gone out; None if that never is."""
        short = np.flatnonzero(np.round(self.total, 2) < 0)
        after = short[-1] + 1 if short.size else 0
        return int(self.year[after]) if after < self.year.size else None


def budget(case: Case, cost_share: float = 1.0, gain_share: float = 1.0) -> Budget:
    """Make the sheet of the purse that pays ``cost_share`` of the cost and gets ``gain_share`` of the gain, both from 0 to 1.

    All purses together are (1, 1). Sheets are additive: those of purses whose shares add up add up too.
    """
    if not (0 <= cost_share <= 1 and 0 <= gain_share <= 1):
        raise ValueError("andelene skal ligge fra 0 til 1.")
    year = np.arange(case.last_year + 1)
    cost = np.where(year < case.cost_years, -cost_share * case.cost, 0.0)
    gain = np.where(year >= case.first_gain, gain_share * case.success * case.gain, 0.0)
    factor = 1 / (1 + case.rate) ** year
    present = (cost + gain) * factor
    return Budget(year, cost, gain, factor, present, present.cumsum())


def npv(case: Case, cost_share: float = 1.0, gain_share: float = 1.0) -> float:
    """Compute the net present value of a purse in kroner; see ``budget``."""
    return budget(case, cost_share, gain_share).npv


def break_even_share(case: Case) -> float:
    """Find the share of the gain that the one who pays everything must keep to be even: cost over gain, both at present value.

    Above 1 where not even the whole gain covers the cost; infinite where there is no gain.
    """
    sheet = budget(case)
    gain = sheet.gain @ sheet.factor
    return float(-(sheet.cost @ sheet.factor) / gain) if gain > 0 else float("inf")

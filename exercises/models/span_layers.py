"""Span, layers and hours: how many managers a span of control takes, what is left for each employee, and what rounds reach.

Arithmetic, not a theory of leadership: spans on one layer are equally wide, and a manager's time is divided equally. The numbers of a
round are invented for the course.
"""

from __future__ import annotations

from dataclasses import dataclass

WEEK = 37.0  # hours
VISIT, MEETS, HEARS = 2.0, 8, 2  # hours of a round with transport, the people met on it, and the problems heard of


@dataclass(frozen=True)
class Hierarchy:
    """The managers of each layer, from those nearest the employees to the one at the top."""

    layers: tuple[int, ...]

    @property
    def managers(self) -> int:
        return sum(self.layers)


def hierarchy(staff: int, span: int, above: int | None = None) -> Hierarchy:
    """Stack layers of managers until one is left: nearest the employees with at most ``span`` each, the others with at most ``above``.

    ``staff`` is 1 or more, ``span`` and ``above`` are 2 or more; no ``above`` means the same as ``span``. With staff = span**n there are
    then n layers and (span**n − 1) / (span − 1) managers.

    Raises
    ------
    ValueError
        The staff or a span is too small.
    """
    above = span if above is None else above
    if staff < 1 or min(span, above) < 2:
        raise ValueError("staff skal være mindst 1, og hvert span mindst 2")
    layers = [-(-staff // span)]
    while layers[-1] > 1:
        layers.append(-(-layers[-1] // above))
    return Hierarchy(tuple(layers))


def minutes_each(span: float, share: float = 0.2, hours: float = WEEK) -> float:
    """Give the minutes a week for each of ``span`` employees, if the manager has the ``share``, 0 to 1, of the week for them."""
    return share * hours * 60 / span


@dataclass(frozen=True)
class Rounds:
    """A year of rounds: how many, the people met, and the problems heard of and solved. None is met twice."""

    visits: float
    met: float
    heard: float
    solved: float

    @property
    def open(self) -> float:
        """The problems heard of and not solved."""
        return self.heard - self.solved


def rounds(hours: float, follow_up: float, each: float, staff: int = 2_000, months: float = 12) -> Rounds:
    """Spend ``hours`` a month on rounds and on solving what is heard of.

    Parameters
    ----------
    hours : float
        A month, 0 or more.
    follow_up : float
        The share of them, 0 to 1, that goes to solving problems.
    each : float
        Hours it takes to solve one, above 0.
    staff : int
        No more than these can be met.
    months : float
        How long.

    Raises
    ------
    ValueError
        The share is not between 0 and 1, the hours are negative, or a problem takes no time.
    """
    if hours < 0 or not 0 <= follow_up <= 1 or each <= 0:
        raise ValueError("hours skal være mindst 0, follow_up mellem 0 og 1, og each over 0")
    visits = hours * (1 - follow_up) * months / VISIT
    heard = visits * HEARS
    return Rounds(visits, min(staff, visits * MEETS), heard, min(heard, hours * follow_up * months / each))


def balance(each: float) -> float:
    """Give the share of the hours, 0 to 1, that must go to solving problems if all that are heard of are to be solved."""
    return each / (each + VISIT / HEARS)

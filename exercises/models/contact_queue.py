"""Fast answers and full answers: enquiries that are not finished come back and stand in the queue with the new ones.

A staff is taken as one pooled server with a queue that is served in order, enquiries coming at random (M/M/1 with feedback); the
mean time is Little's law. More thought per answer finishes more of them at once, with less and less gain for each minute. That
a pooled server stands for the staff is a simplification; so is it that nobody who comes back has waited at home meanwhile. The
figures are invented, and nothing is estimated from an office.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Flow:
    """What an ordinary day looks like; each of the shape of ``thought``."""

    first_time: np.ndarray
    """Share, 0 to 1, of the answers after which the citizen is done."""
    contacts: np.ndarray
    """Contacts a day, new ones and returning ones."""
    busy: np.ndarray
    """Work a day as a share of what the staff can do; 1 or more has no end to the queue."""
    work: np.ndarray
    """Work in hours a day."""
    time: np.ndarray
    """Mean hours of the working day, in queue and in hand, of one enquiry over all its visits; infinite where ``busy`` is 1 or more."""
    given_up: np.ndarray
    """Share, 0 to 1, of the enquiries that leave without a full answer."""


def contact_queue(
    thought: ArrayLike,
    enquiries: float = 30.0,
    *,
    returning: float = 0.8,
    staff: int = 2,
    hours: float = 7.0,
    handling: float = 5.0,
    thought_scale: float = 10.0,
) -> Flow:
    """Give the flow where each answer is given ``thought``.

    Parameters
    ----------
    thought : array_like
        Minutes of thought per answer, above 0.
    enquiries : float
        New enquiries a day, above 0.
    returning : float
        Share, 0 to 1, of the unfinished who come back; the others give up.
    staff, hours : int, float
        Employees, and their hours a day.
    handling : float
        Minutes each contact takes beside the thought.
    thought_scale : float
        Minutes of thought that finish 1 − 1/e = 63 per cent of the enquiries.

    Raises
    ------
    ValueError
        Something is outside its range.
    """
    thought = np.asarray(thought, dtype=float)
    if not ((thought > 0).all() and enquiries > 0 and 0 <= returning <= 1 and staff > 0 and hours > 0 and handling >= 0 and thought_scale > 0):
        raise ValueError("minutes, enquiries, staff og hours skal være over 0, og returning fra 0 til 1")
    first_time = 1 - np.exp(-thought / thought_scale)
    contacts = enquiries / (1 - returning * (1 - first_time))
    work = contacts * (handling + thought) / 60
    busy = work / (staff * hours)
    with np.errstate(divide="ignore"):
        in_house = np.where(busy < 1, busy / np.maximum(1 - busy, 0), np.inf)
    given_up = np.maximum(1 - first_time * contacts / enquiries, 0)  # not a rounding below nobody
    return Flow(first_time, contacts, busy, work, in_house / enquiries * hours, given_up)


def least_work(returning: float = 0.8, *, handling: float = 5.0, thought_scale: float = 10.0) -> float:
    """Give the minutes of thought that make the day's work least; 0 where any thought costs more than it saves.

    With x = minutes / ``thought_scale`` it is where e^x = ``returning`` · (1 + ``handling`` / ``thought_scale`` + x).
    """
    if not (0 <= returning <= 1 and handling >= 0 and thought_scale > 0):
        raise ValueError("returning skal være fra 0 til 1, handling mindst 0, og thought_scale over 0")
    low, high = 0.0, 10.0 + handling / thought_scale
    for _ in range(60):
        middle = (low + high) / 2
        below = exp(middle) < returning * (1 + handling / thought_scale + middle)
        low, high = (middle, high) if below else (low, middle)
    return thought_scale * high

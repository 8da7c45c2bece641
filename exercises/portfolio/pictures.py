"""The reader's answers as pictures for a document: each drawn once, in the house style, as SVG and as PNG, and told in words."""

from __future__ import annotations

from collections.abc import Iterable

from exercises.journal.log import Answer
from exercises.portfolio.document import Figure


def picture_of(exercise: str, item: str | None, answers: Iterable[Answer], *, against: tuple[str, str] | None = None) -> Figure | None:
    """Draw the answer to an item, on all occasions it was given; None where there is nothing to draw, or no way to draw it.

    Parameters
    ----------
    exercise, item : str
        The item by its ids; without an item, the exercise's profile: its scales, with a dot for each occasion.
    answers : iterable of Answer
        The reader's current answers, ``log.current()``; also those that the item takes its rows from.
    against : (exercise, item)
        For interval estimates: the earlier ten that these are shown beside.
    """
    raise NotImplementedError

"""The reader's answers as pictures for a document: each drawn once, in the house style, as SVG and as PNG, and told in words."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from exercises.errors import ContentError
from exercises.journal.definitions import find, kind_of
from exercises.journal.log import Answer
from exercises.portfolio.bar_pictures import chain_picture, gap_picture
from exercises.portfolio.document import Figure
from exercises.portfolio.dot_pictures import profile_picture, ranges_picture, scale_picture
from exercises.portfolio.given import Given
from exercises.portfolio.room_picture import room_picture

PICTURES = {
    "room_map": room_picture,
    "calendar_audit": gap_picture,
    "audit": chain_picture,
    "scale": scale_picture,
    "interval": ranges_picture,
}
"""What draws an answer, by its kind; an answer of another kind is told in words."""


def picture_of(exercise: str, item: str | None, answers: Iterable[Answer], *, against: tuple[str, str] | None = None) -> Figure | None:
    """Draw the answer to an item, on all occasions it was given; None where there is nothing to draw, or no way to draw it.

    Parameters
    ----------
    exercise, item : str
        The item by its ids; without an item, the exercise's profile: its scales, with a dot for each occasion.
    answers : iterable of Answer
        The reader's current answers, ``log.current()``; also those that the item takes its rows from.
    against : (exercise, item)
        For interval estimates: the earlier ones that these are shown beside.
    """
    given = Given({(answer.exercise, answer.item, answer.occasion): answer for answer in answers})
    # An older course may have left an answer that no longer fits its kind: it is told in words instead.
    with suppress(ContentError, AttributeError, KeyError, IndexError, TypeError, ValueError):
        if item is None:
            return profile_picture(exercise, given)
        draw = PICTURES.get(kind_of(find(exercise).item(item)).kind)
        if draw is ranges_picture:
            return draw([place for place in (against, (exercise, item)) if place], given)
        return draw(exercise, item, given) if draw else None
    return None

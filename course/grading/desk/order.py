"""In which order a grader meets the scripts of a question: shuffled, so that nobody is always read last, and the same every evening."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256

from course.grading.store.values import Cell


def shuffled(pseudonyms: Iterable[str], grader: str, cell: Cell) -> list[str]:
    """The pseudonyms in the order of this grader and this question; one who comes later changes nothing among the others."""
    return sorted(pseudonyms, key=lambda name: sha256("\0".join((grader, cell.assignment, cell.notebook, cell.cell, name)).encode()).digest())


def following(tokens: Sequence[str], after: str | None) -> Iterator[str]:
    """The tokens that come after one, round to the ones before it; from the start where it is None or gone."""
    start = tokens.index(after) + 1 if after in tokens else 0
    yield from tokens[start:]
    yield from tokens[: max(start - 1, 0)]


def next_of(tokens: Sequence[str], after: str | None, left: Collection[str], skipped: Collection[str], elsewhere: Collection[str]) -> str | None:
    """The next that is ``left``: one that nobody else has open, else one that somebody has, else one that was skipped; None where none is left."""
    coming = [token for token in following(tokens, after) if token in left]
    for fits in (lambda token: token not in skipped and token not in elsewhere, lambda token: token not in skipped, lambda token: True):
        found = next(filter(fits, coming), None)
        if found is not None:
            return found
    return None

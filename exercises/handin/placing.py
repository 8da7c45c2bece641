"""Which of the student's cells is which of the original's, and where a cell that is missing or moved belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

from exercises.handin.gathering import Claim
from exercises.handin.notebook import claimed_id, graded
from exercises.handin.wording import same


@dataclass(frozen=True)
class Piece:
    """A cell of the repaired notebook, and its place in the original; None for a cell of the student's own."""

    cell: NotebookNode
    place: int | None = None


def match(handed_in: NotebookNode, original: NotebookNode) -> dict[int, list[Claim]]:
    """The student's cells by their place in the original: by grade_id, else by cell id, else by their text."""
    graded_places = {found.grade_id: place for place, cell in enumerate(original.cells) if (found := graded(cell))}
    claims: dict[int, list[Claim]] = defaultdict(list)
    rest = []
    for index, cell in enumerate(handed_in.cells):
        place = graded_places.get(claimed_id(cell) or "")
        rest.append((index, cell)) if place is None else claims[place].append(Claim(index, cell))
    for is_same in (_by_id, _by_text):
        rest = list(_match_rest(rest, original, claims, is_same))
    return claims


def _match_rest(rest, original, claims, is_same) -> Iterator[tuple[int, NotebookNode]]:
    """Give each cell to the first place that nobody claims yet and that it is the same as; yields those without one."""
    free = [(place, cell) for place, cell in enumerate(original.cells) if place not in claims]
    for index, cell in rest:
        found = next((one for one in free if is_same(cell, one[1])), None)
        if found is None:
            yield index, cell
        else:
            free.remove(found)
            claims[found[0]].append(Claim(index, cell, marked=False))


def _by_id(cell: NotebookNode, source: NotebookNode) -> bool:
    return cell.get("id") == source.get("id")


def _by_text(cell: NotebookNode, source: NotebookNode) -> bool:
    return cell.cell_type == source.cell_type and bool(source.source.strip()) and same(cell.source, source.source)


def insert(pieces: list[Piece], piece: Piece) -> None:
    """Put a missing cell in just before the cell that follows it in the original, after what the student has written there."""
    later = [(other.place, at) for at, other in enumerate(pieces) if other.place is not None and other.place > piece.place]
    pieces.insert(min(later)[1] if later else len(pieces), piece)


def in_order(pieces: list[Piece], original: NotebookNode) -> list[Piece]:
    """The pieces in the original's order, where the student's order would keep code from running; else as they are.

    A cell of the student's own follows the cell it stands under.
    """
    at = {piece.place: index for index, piece in enumerate(pieces) if piece.place is not None}
    if all(at[first] < at[then] for first, then in _dependencies(original) if first in at and then in at):
        return pieces
    groups: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.place is None:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [piece for group in [groups[0], *sorted(groups[1:], key=lambda group: group[0].place)] for piece in group]


def _dependencies(original: NotebookNode) -> Iterator[tuple[int, int]]:
    """Pairs of places of which the first must run before the other: code that is given before all after it, answers before their test."""
    given, answers, tested = [], [], False
    for place, cell in enumerate(original.cells):
        if cell.cell_type != "code":
            continue
        found = graded(cell)
        yield from ((one, place) for one in given)
        if found and found.is_answer:
            answers, tested = ([place] if tested else [*answers, place]), False
        elif found and found.is_test:
            yield from ((one, place) for one in answers)
            tested = True
        else:
            given.append(place)

"""Which of the student's cells is which of the original's, and where a cell that is missing or moved belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
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
    """The student's cells that are graded, by their place in the original: by grade_id, else by cell id, else by their text."""
    sources = {place: cell for place, cell in enumerate(original.cells) if graded(cell)}
    places = {claimed_id(cell): place for place, cell in sources.items()}
    claims: dict[int, list[Claim]] = defaultdict(list)
    rest = {}
    for index, cell in enumerate(handed_in.cells):
        if (place := places.get(claimed_id(cell))) is None:
            rest[index] = cell
        else:
            claims[place].append(Claim(index, cell))
    free = {place: cell for place, cell in sources.items() if place not in claims}
    for index, place in _recognised(rest, free).items():
        claims[place].append(Claim(index, handed_in.cells[index], marked=False))
    return claims


def with_ordinary(pieces: list[Piece], original: NotebookNode) -> list[Piece]:
    """The pieces, those that are the original's ordinary cells with their place, id and settings; their text is the student's."""
    sources = {place: cell for place, cell in enumerate(original.cells) if not graded(cell)}
    own = {index: piece.cell for index, piece in enumerate(pieces) if piece.place is None}
    found = list(pieces)
    for index, place in _recognised(own, sources).items():
        cell, source = deepcopy(own[index]), sources[place]
        cell.id = source.id
        if cell.cell_type == source.cell_type:
            cell.metadata = deepcopy(source.metadata)
        found[index] = Piece(cell, place)
    return found


def _recognised(cells: dict[int, NotebookNode], sources: dict[int, NotebookNode]) -> dict[int, int]:
    """Which of the cells is which of the sources, by id or else by text; each source is one cell at most."""
    found: dict[int, int] = {}
    for is_same in (_by_id, _by_text):
        for index, cell in cells.items():
            place = next((place for place, source in sources.items() if place not in found.values() and is_same(cell, source)), None)
            if index not in found and place is not None:
                found[index] = place
    return found


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


def answers_of_tests(original: NotebookNode) -> dict[str, set[str]]:
    """The grade_ids of the code answers that each test is about: those above it, up to the test before them."""
    return {graded(original.cells[test]).grade_id: {graded(original.cells[place]).grade_id for place in places} for test, places in _tested(original)}


def _tested(original: NotebookNode) -> Iterator[tuple[int, tuple[int, ...]]]:
    answers, done = (), False
    for place, cell in enumerate(original.cells):
        found = graded(cell)
        if not found or cell.cell_type != "code":
            continue
        if found.is_answer:
            answers, done = ((place,) if done else (*answers, place)), False
        elif found.is_test:
            yield place, answers
            done = True


def _dependencies(original: NotebookNode) -> Iterator[tuple[int, int]]:
    """Pairs of places of which the first must run before the other: code that is given before all after it, answers before their test."""
    code = [place for place, cell in enumerate(original.cells) if cell.cell_type == "code"]
    given = [place for place in code if not (found := graded(original.cells[place])) or not (found.is_answer or found.is_test)]
    yield from ((first, then) for first in given for then in code if first < then)
    yield from ((answer, test) for test, answers in _tested(original) for answer in answers)

"""Make a student's notebook one that can be graded, without losing a word the student wrote, and say what was done."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from nbformat import NotebookNode

from exercises.handin.cleaning import cut_outputs, join_lines, keep_pictures
from exercises.handin.gathering import gather
from exercises.handin.naming import part_name, task_names
from exercises.handin.notebook import WrongAssignment, claimed_id, give_ids, graded, release_of
from exercises.handin.placing import Piece, in_order, insert, match, with_ordinary

MOVED = (
    "Cellerne var flyttet, så koden ikke kunne køre fra øverst til nederst. De står i opgavens rækkefølge igen, og dine egne celler er fulgt med."
)
WIDGETS = "application/vnd.jupyter.widget-state+json"


@dataclass(frozen=True)
class Repair:
    """The repaired notebook, and what was changed: Danish sentences, none where nothing needed it."""

    notebook: NotebookNode
    changes: tuple[str, ...]


def repair(handed_in: NotebookNode, original: NotebookNode) -> Repair:
    """Repair a copy of the notebook by the original; neither is changed, and repairing the result changes nothing.

    Cells of the student's own stay, without nbgrader's metadata. Answers keep the student's text; everything else
    that is graded or locked becomes as it was handed out.

    Raises
    ------
    WrongAssignment
        It is another assignment than the original.
    """
    require_same_assignment(handed_in, original)
    names, said = task_names(original), []
    pieces = _gathered(handed_in, original, names, said)
    for place, cell in enumerate(original.cells):
        if graded(cell) and all(piece.place != place for piece in pieces):
            insert(pieces, Piece(deepcopy(cell), place))
            said.append(_missing(cell, names))
    ordered = in_order(pieces, original)
    if ordered != pieces:
        said.append(MOVED)
    notebook = _finished(ordered, handed_in, original, names, said)
    return Repair(notebook, tuple(said))


def require_same_assignment(handed_in: NotebookNode, original: NotebookNode) -> None:
    """Raise WrongAssignment unless the two say they are the same assignment, or, where one says nothing, share a graded cell."""
    theirs, ours = release_of(handed_in), release_of(original)
    if theirs and ours:
        if theirs.assignment != ours.assignment:
            raise WrongAssignment(f"Notesbogen er opgave {theirs.assignment}, men her skal være opgave {ours.assignment}. Vælg den rigtige notesbog.")
    elif not match(handed_in, original):
        wanted = f"opgave {ours.assignment}" if ours else "opgaven"
        raise WrongAssignment(f"Notesbogen indeholder ingen af cellerne fra {wanted}. Vælg den notesbog, der fulgte med opgaven.")


def _gathered(handed_in: NotebookNode, original: NotebookNode, names: dict[str, str], said: list[str]) -> list[Piece]:
    """The student's cells in their own order, with every graded cell that is there only once."""
    claims = match(handed_in, original)
    taken = {claim.index for found in claims.values() for claim in found}
    done = {}
    for place in sorted(claims):
        gathered = gather(claims[place], original.cells[place], names[claimed_id(original.cells[place])])
        done[gathered.index] = place, gathered
        said += gathered.said
    pieces = []
    for index, cell in enumerate(handed_in.cells):
        if index in done:
            place, gathered = done[index]
            pieces += [Piece(gathered.cell, place), *map(Piece, gathered.kept)]
        elif index not in taken:
            said += _stray(cell)
            pieces.append(Piece(_plain(cell)))
    return with_ordinary(pieces, original)


def _plain(cell: NotebookNode) -> NotebookNode:
    """A cell without any settings; its outputs, which may be many, are not copied."""
    plain = NotebookNode({key: deepcopy(value) for key, value in cell.items() if key not in ("outputs", "metadata")}, metadata=NotebookNode())
    if "outputs" in cell:
        plain.outputs = list(cell.outputs)
    return plain


def _stray(cell: NotebookNode) -> Iterator[str]:
    name = claimed_id(cell)
    if name:
        yield f"En celle bar et mærke ({_printable(name)}), som ikke findes i opgaven. Mærket er fjernet; cellen og dens tekst står der endnu."
    elif cell.metadata.get("nbgrader"):
        yield "En celle bar et beskadiget mærke. Mærket er fjernet; cellen og dens tekst står der endnu."


def _printable(name: str) -> str:
    return "".join(letter for letter in name[:40] if letter.isprintable())


def _missing(cell: NotebookNode, names: dict[str, str]) -> str:
    found = graded(cell)
    name = f"{part_name(found, cell)} til {names[found.grade_id]}"
    if found.is_answer:
        return f"{name} manglede. Den er sat ind igen på sin plads uden svar: Har du skrevet svaret i en anden celle, så flyt det hertil."
    return f"{name} manglede. Den er sat ind igen på sin plads."


def _finished(pieces: list[Piece], handed_in: NotebookNode, original: NotebookNode, names: dict[str, str], said: list[str]) -> NotebookNode:
    """A valid notebook of the pieces, with the settings it was handed out with."""
    for piece in pieces:
        name = names[claimed_id(piece.cell)] if claimed_id(piece.cell) else "en af dine egne celler"
        said += cut_outputs(piece.cell, f"Koden i {name}") if piece.cell.cell_type == "code" else keep_pictures(piece.cell, name)
    given = {piece.cell.id for piece in pieces if piece.place is not None}
    if give_ids([piece.cell for piece in pieces if piece.place is None], given):
        said.append("Nogle celler havde samme indre nummer. De har fået hver sit; teksten er den samme.")
    notebook = NotebookNode({key: original[key] for key in ("nbformat", "nbformat_minor")})
    notebook.metadata = _settings(handed_in, original, said)
    notebook.cells = [piece.cell for piece in pieces]
    join_lines(notebook)
    return notebook


def _settings(handed_in: NotebookNode, original: NotebookNode, said: list[str]) -> NotebookNode:
    """The original's settings, but the release that the student worked on."""
    settings = deepcopy(original.metadata)
    settings.pop("ledelsesrum", None)
    if release := release_of(handed_in):
        settings["ledelsesrum"] = NotebookNode(vars(release))
    ours, theirs = settings.get("kernelspec"), handed_in.metadata.get("kernelspec")
    if ours and (not isinstance(theirs, dict) or theirs.get("name") != ours.get("name")):
        said.append("Notesbogen var sat til at køre med et andet program end det, opgaven er lavet til. Den er sat tilbage.")
    widgets = handed_in.metadata.get("widgets")
    if widgets and not (isinstance(widgets, dict) and set(widgets) == {WIDGETS}):
        said.append("Notesbogen bar gemte data, som ikke hører til opgaven. De er taget ud; din tekst og kode er ikke rørt.")
    return settings

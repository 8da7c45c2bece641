"""One graded cell again of all the cells that carry its name: copied, split, retyped, or written in where it is locked."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from nbformat import NotebookNode

from exercises.handin.naming import KINDS, part_name
from exercises.handin.notebook import Graded, graded
from exercises.handin.wording import added_lines, fenced, overlap, same, trimmed

MARKS = {"code": "\n\n# ---------- en anden udgave af svaret ----------\n\n", "markdown": "\n\n---\n\n", "raw": "\n\n---\n\n"}


@dataclass(frozen=True)
class Claim:
    """A cell of the student's that is, or says it is, a given cell of the original; ``index`` is its place in the student's notebook."""

    index: int
    cell: NotebookNode
    marked: bool = True
    """Whether it carries the grade_id; else it was known by its cell id or its text."""


@dataclass(frozen=True)
class Gathered:
    """The one cell, where in the student's notebook it goes, what the student wrote where it cannot stand, and what is to be said."""

    index: int
    cell: NotebookNode
    kept: tuple[NotebookNode, ...]
    said: tuple[str, ...]


def gather(claims: Sequence[Claim], source: NotebookNode, task: str) -> Gathered:
    """Make one cell of those that claim to be the original's ``source``; ``task`` is what its task is called."""
    found = graded(source)
    name = f"{part_name(found, source)} til {task}"
    edited = [claim for claim in claims if not same(claim.cell.source, source.source)]
    written = [claim for claim in edited if claim.cell.source.strip()] or edited[:1]
    if found.is_answer:
        first, kept = (written or claims)[0], ()
        cell, said = _answer(claims, written, source, name)
    else:
        first = claims[0]
        cell, kept, said = _locked(claims, written, source, name)
    return Gathered(first.index, cell, kept, (*_about_marks(claims, source, found, name), *said))


def _answer(claims: Sequence[Claim], written: list[Claim], source: NotebookNode, name: str) -> tuple[NotebookNode, list[str]]:
    """The student's text in one cell: the only one that was written in, or all of them together."""
    texts = list(dict.fromkeys(trimmed(claim.cell.source) for claim in written))
    cell, said = _restored(source, (written or claims)[0].cell), []
    if len(texts) > 1:
        cell.source, how = _joined(written, texts, source)
        said.append(f"{name} {how}")
    elif len(claims) > 1:
        told = "Kopien, som du ikke havde skrevet i, er fjernet." if len(written) < len(claims) else "De var ens; én er beholdt."
        said.append(f"{name} stod {len(claims)} gange. {told}")
    if len(written) > 1:
        cell.source = _with_attachments(cell, written, cell.source)
    return cell, said


def _joined(written: list[Claim], texts: list[str], source: NotebookNode) -> tuple[str, str]:
    """The texts as one, and how that is told: parts of a split cell are put together, editions of it are kept apart by a line."""
    places = [claim.index for claim in written]
    parts = len(texts) == len(written) and places == list(range(places[0], places[0] + len(places))) and not overlap(texts)
    if parts:
        between = "\n" if source.cell_type == "code" else "\n\n"
        return between.join(texts), f"var delt i {len(texts)}. Delene er lagt sammen igen i den rækkefølge, de stod."
    return MARKS[source.cell_type].join(texts), (
        f"stod {len(texts)} gange med hver sin tekst fra dig. De er lagt sammen i én celle med en streg imellem: "
        "Læs dem igennem, og slet det, du ikke vil aflevere."
    )


def _with_attachments(cell: NotebookNode, written: list[Claim], text: str) -> str:
    """Bring the pictures of every part along; one whose name is taken gets a new one, in the text too."""
    if cell.cell_type == "code":
        return text
    together: dict = {}
    for claim in written:
        own = claim.cell.get("attachments")
        for name, picture in (own.items() if isinstance(own, dict) else ()):
            if together.get(name, picture) != picture:
                free = next(f"{n}-{name}" for n in range(2, 10_000) if f"{n}-{name}" not in together)
                part = trimmed(claim.cell.source)
                text = text.replace(part, part.replace(f"attachment:{name}", f"attachment:{free}"))
                name = free
            together[name] = picture
    if together:
        cell.attachments = together
    return text


def _locked(claims: Sequence[Claim], written: list[Claim], source: NotebookNode, name: str) -> tuple[NotebookNode, tuple, list[str]]:
    """The cell as it was handed out, and notes of what the student had written in it."""
    cell, said = _restored(source, claims[0].cell), []
    cell.source = source.source
    kept = [_note(claim.cell, source) for claim in written]
    kept = [note for note in kept if note]
    if len(claims) > 1:
        said.append(f"{name} stod {len(claims)} gange. Den står der kun én gang nu.")
    if written:
        where = " Det, du havde skrevet i den, står nu i en celle for sig lige under." if kept else ""
        said.append(f"{name} var ændret. Den er, som den var.{where}")
    return cell, tuple(kept), said


def _note(cell: NotebookNode, source: NotebookNode) -> NotebookNode | None:
    """What the student added to a locked cell, as an ordinary cell; code is shown, not run."""
    text = added_lines(cell.source, source.source)
    if not text:
        return None
    note = NotebookNode(cell_type="markdown", metadata=NotebookNode(), source=fenced(text) if source.cell_type == "code" else text)
    if cell.get("attachments") and "attachment:" in text:
        note.attachments = deepcopy(cell.attachments)
    return note


def _restored(source: NotebookNode, cell: NotebookNode) -> NotebookNode:
    """The student's text in a cell as it was handed out; outputs stay where there can be any."""
    restored = deepcopy(source)
    restored.source = cell.source
    if restored.cell_type == "code":
        restored.outputs, restored.execution_count = cell.get("outputs", []), cell.get("execution_count")
    elif cell.get("attachments"):
        restored.attachments = deepcopy(cell.attachments)
    return restored


def _about_marks(claims: Sequence[Claim], source: NotebookNode, found: Graded, name: str) -> list[str]:
    said = []
    retyped = next((claim.cell.cell_type for claim in claims if claim.cell.cell_type != source.cell_type), None)
    if retyped:
        kept = "; det, du har skrevet, er med" if found.is_answer else ""
        said.append(f"{name} var lavet om fra {KINDS[source.cell_type]} til {KINDS[retyped]}. Den er {KINDS[source.cell_type]} igen{kept}.")
    if not any(claim.marked for claim in claims):
        said.append(f"{name} havde mistet sit mærke, så den ikke kunne kendes ved rettelsen. Det er sat på igen.")
    elif any(_marks(claim.cell) != _marks(source) for claim in claims if claim.marked):
        said.append(f"{name} havde fået ændret sine oplysninger om point og lås. De er, som de var.")
    return said


def _marks(cell: NotebookNode) -> tuple:
    return cell.metadata.get("nbgrader"), cell.metadata.get("ledelsesrum")

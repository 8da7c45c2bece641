"""A notebook as it lies on the disk, and what nbgrader's metadata say of its cells. Nothing here runs anything."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from exercises.errors import HandinError
from exercises.handin.parsing import AGAIN, parse
from exercises.os_errors import reason

MAX_CELLS = 2000
MAX_OUTPUTS = 200  # of a cell; ``repair`` clears them where there are more
FORMAT = 4
MINOR = 5
CELL_TYPES = ("code", "markdown", "raw")
CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
RELEASE = re.compile(r"[0-9a-f]{12}")
ASSIGNMENT = re.compile(r"\w(?:[\w.-]{0,62}\w)?")  # it names folders


class WrongAssignment(HandinError):
    """The notebook belongs to another assignment than the one it is held against."""


@dataclass(frozen=True)
class Release:
    """Which assignment a notebook is, and which edition of it (12 hex digits)."""

    assignment: str
    release: str


@dataclass(frozen=True)
class Graded:
    """What nbgrader's metadata say of a cell."""

    grade_id: str
    grade: bool
    solution: bool
    locked: bool
    task: bool

    @property
    def is_answer(self) -> bool:
        """The student writes here."""
        return self.solution

    @property
    def is_test(self) -> bool:
        """It is run to give points."""
        return self.grade and not self.solution and not self.task


def read(path: Path) -> NotebookNode:
    """Read a notebook; in memory every source is one text, and every cell has metadata, an id or none, and only what its type has.

    What the student did to nbgrader's metadata, attachments and outputs is left as it is: ``repair`` sees to it.

    Raises
    ------
    HandinError
        It is not there, or is no notebook that can be read; the message says why, and what to do.
    """
    return reads(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """The bytes of a student's file; raises HandinError where there is none."""
    if path.is_dir():
        raise HandinError(f"{path} er en mappe. Peg på notesbogen i den.")
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise HandinError(f"{path} findes ikke. Se efter, om navnet er rigtigt, og om du står i den rigtige mappe.") from error
    except OSError as error:
        raise HandinError(
            f"{path} kan ikke læses ({reason(error)}). Er den åben i et andet program, eller ligger den i skyen, så gem en kopi på maskinen."
        ) from error


def reads(data: bytes, name: str) -> NotebookNode:
    """As ``read``, of bytes from a file called ``name``."""
    content = parse(data, name)
    _require_format(content, name)
    cells = [_cell(cell, f"{name}, celle {number}") for number, cell in enumerate(content["cells"], 1)]
    metadata = content.get("metadata") if isinstance(content.get("metadata"), dict) else {}
    return nbformat.from_dict({"nbformat": FORMAT, "nbformat_minor": MINOR, "metadata": metadata, "cells": cells})


def read_original(path: Path) -> NotebookNode:
    """Read the notebook as it was handed out.

    Raises
    ------
    HandinError
        It is missing, damaged or without nbgrader's cells: then the package is at fault, not the student.
    """
    try:
        notebook = read(path)
        give_ids(notebook.cells)
        nbformat.validate(notebook)
    except (HandinError, nbformat.ValidationError) as error:
        raise HandinError(f"Den urørte opgave, {path}, mangler eller er beskadiget. Pak opgavens zip ud igen, og læg din notesbog i den nye mappe.") from error
    ids = [found.grade_id for found in map(graded, notebook.cells) if found]
    if not ids or len(ids) != len(set(ids)):
        raise HandinError(f"{path} er ikke en opgave, som den blev delt ud. Pak opgavens zip ud igen.")
    return notebook


def release_of(notebook: NotebookNode) -> Release | None:
    """Which assignment and edition the notebook says it is; None where it says nothing that can be true."""
    said = notebook.metadata.get("ledelsesrum")
    assignment, release = (said.get("assignment"), said.get("release")) if isinstance(said, dict) else (None, None)
    if isinstance(assignment, str) and ASSIGNMENT.fullmatch(assignment) and isinstance(release, str) and RELEASE.fullmatch(release):
        return Release(assignment, release)
    return None


def claimed_id(cell: NotebookNode) -> str | None:
    """The grade_id that a cell carries, whatever else its metadata say."""
    meta = cell.metadata.get("nbgrader")
    name = meta.get("grade_id") if isinstance(meta, dict) else None
    return name if isinstance(name, str) and name else None


def graded(cell: NotebookNode) -> Graded | None:
    """What nbgrader's metadata say of the cell; None for an ordinary cell."""
    name = claimed_id(cell)
    if name is None:
        return None
    found = Graded(name, *(cell.metadata.nbgrader.get(key) is True for key in ("grade", "solution", "locked", "task")))
    return found if found.grade or found.solution or found.locked or found.task else None


def is_as_handed_out(cell: NotebookNode) -> bool:
    """Whether a graded cell is what some edition of the assignment handed out: nbgrader's checksum, which it carries, is that of its content."""
    found = graded(cell)
    if not found:
        return False
    try:
        points = [str(float(cell.metadata.nbgrader.points))] if found.grade else []
    except (AttributeError, TypeError, ValueError, OverflowError):
        return False
    locked = not found.solution and (found.grade or found.locked)
    content = [cell.source, cell.cell_type, str(found.grade), str(found.solution), str(locked), found.grade_id, *points]
    return cell.metadata.nbgrader.get("checksum") == hashlib.md5("".join(content).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def give_ids(cells: Iterable[NotebookNode], taken: Iterable[str] = ()) -> int:
    """Give every cell an id of its own where it has none, or one that is ``taken``; says how many shared theirs."""
    seen, shared = set(taken), 0
    for number, cell in enumerate(cells):
        name = cell.get("id", "")
        shared += name in seen
        while name in seen or not CELL_ID.fullmatch(name):
            name = hashlib.sha256(f"{number}:{name}:{cell.source}".encode()).hexdigest()[:8]
        cell["id"] = name
        seen.add(name)
    return shared


def _require_format(content: dict, name: str) -> None:
    version = content.get("nbformat")
    if "worksheets" in content or (isinstance(version, int) and version < FORMAT):
        raise HandinError(f"{name} er gemt i et gammelt format for notesbøger (nbformat {version}). Åbn den i JupyterLab, gem den, og prøv igen.")
    if not isinstance(version, int) or not isinstance(content.get("cells"), list):
        raise HandinError(f"{name} er ikke en notesbog: Filen indeholder data, men ingen celler. Vælg den fil, du arbejdede i.")
    if version > FORMAT:
        raise HandinError(
            f"{name} er gemt af en nyere udgave af Jupyter (nbformat {version}), end den her kan læse. Åbn opgaven med start-filen i pakken, og gem den derfra."
        )
    if len(content["cells"]) > MAX_CELLS:
        raise HandinError(f"{name} har {len(content['cells'])} celler, og mere end {MAX_CELLS} bliver ikke læst. Slet de celler, der ikke er dine.")


def _cell(cell: object, place: str) -> dict:
    """The cell with what its type has and nothing else."""
    kind = cell.get("cell_type") if isinstance(cell, dict) else None
    if kind not in CELL_TYPES:
        raise HandinError(f"{place}, er ikke en celle, Jupyter kender. {AGAIN}")
    kept = {"cell_type": kind, "metadata": cell.get("metadata"), "source": _source(cell.get("source", ""), place)}
    if not isinstance(kept["metadata"], dict):
        kept["metadata"] = {}
    if isinstance(cell.get("id"), str):
        kept["id"] = cell["id"]
    if kind == "code":
        count = cell.get("execution_count")
        kept["execution_count"] = count if isinstance(count, int) and not isinstance(count, bool) and count >= 0 else None
        kept["outputs"] = cell["outputs"][: MAX_OUTPUTS + 1] if isinstance(cell.get("outputs"), list) else []
    elif cell.get("attachments"):
        kept["attachments"] = cell["attachments"]
    return kept


def _source(source: object, place: str) -> str:
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise HandinError(f"{place}, indeholder noget andet end tekst. Den er måske rettet i et andet program end Jupyter. {AGAIN}")
    return source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")

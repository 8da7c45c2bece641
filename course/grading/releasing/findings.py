"""What a check of a release found: where it is, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass

from nbformat import NotebookNode


@dataclass(frozen=True)
class Finding:
    """One thing found; ``str()`` is a line for the instructor. ``serious`` is False for what is only worth knowing."""

    file: str
    place: str
    what: str
    serious: bool = True

    def __str__(self) -> str:
        return f"{self.file}{', ' if self.place else ''}{self.place}: {self.what}"


def cell_place(number: int, cell: NotebookNode) -> str:
    """Name a cell as the instructor sees it: its number from the top, and its grade_id where it has one; a negative number is of the header."""
    if number < 0:
        return "sidehovedet"
    grade_id = grade_id_of(cell)
    return f"celle {number + 1} ({grade_id})" if grade_id else f"celle {number + 1}"


def grade_id_of(cell: NotebookNode) -> str:
    """The name nbgrader knows a cell by; empty for a cell it does not know."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def shown(text: str, length: int = 70) -> str:
    """The beginning of a text, to recognise it by."""
    line = " ".join(text.split())
    return f"»{line if len(line) <= length else line[:length].rstrip() + ' …'}«"

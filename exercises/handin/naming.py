"""What a cell is called when the kit speaks to a student: »opgave A1.2«, never its technical name where there is a better one."""

from __future__ import annotations

import re

from nbformat import NotebookNode

from exercises.handin.notebook import Graded, graded

OWN_IDS = re.compile(r"([a-z]\d{1,2})-(\d{1,2})(?:-.*)?", re.IGNORECASE)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
KINDS = {"code": "kode", "markdown": "tekst", "raw": "rå tekst"}


def task_number(grade_id: str) -> str | None:
    """``A1.2`` of ``a1-2-synlig``; None for a grade_id of another make."""
    found = OWN_IDS.fullmatch(grade_id)
    return f"{found[1].upper()}.{found[2]}" if found else None


def task_names(original: NotebookNode) -> dict[str, str]:
    """What each graded cell's task is called, by grade_id: by its number, else by the heading above it."""
    names, heading = {}, None
    for cell in original.cells:
        titles = HEADING.findall(cell.source) if cell.cell_type == "markdown" else []
        heading = titles[-1] if titles else heading
        if found := graded(cell):
            number = task_number(found.grade_id)
            names[found.grade_id] = f"opgave {number}" if number else f"opgaven »{heading}«" if heading else f"cellen {found.grade_id}"
    return names


def part_name(found: Graded, cell: NotebookNode) -> str:
    """What the cell is to its task: answer, test, or something to read or run."""
    if found.is_answer:
        return "Svarcellen"
    if found.is_test:
        return "Prøven"
    return "Koden" if cell.cell_type == "code" else "Teksten"

"""What of a source notebook is for the instructor alone: solutions, hidden tests, mark schemes and model answers."""

from __future__ import annotations

from dataclasses import dataclass

from nbformat import NotebookNode

from course.grading.releasing.findings import grade_id_of

NAMES = {"solution": "løsningen", "hidden": "den skjulte prøve", "mark": "rettevejledningen", "answer": "svaret"}


@dataclass(frozen=True)
class Region:
    """Text that no student may get: what it is (a key of ``NAMES``), and the grade_id of the cell it stands in."""

    what: str
    home: str
    text: str
    is_code: bool


@dataclass(frozen=True)
class SourceCell:
    """A cell of the source: the text students get, and what they do not."""

    cell: NotebookNode
    visible: str
    regions: tuple[Region, ...]

    @property
    def is_graded(self) -> bool:
        return any(self.cell.metadata.get("nbgrader", {}).get(kind) for kind in ("grade", "solution", "task"))


def is_answer(cell: NotebookNode) -> bool:
    """Whether students write in the cell."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def is_test(cell: NotebookNode) -> bool:
    """Whether the cell is code that gives points."""
    return cell.cell_type == "code" and bool(cell.metadata.get("nbgrader", {}).get("grade")) and not is_answer(cell)


def take_apart(cell: NotebookNode, marks: dict[str, str]) -> SourceCell:
    """Split a cell as nbgrader does; ``marks`` are the words around its regions. An answer without a region is a solution from end to end."""
    visible, hidden = [], {"solution": [], "hidden": [], "mark": []}
    inside = None
    for line in cell.source.split("\n"):
        begins = next((kind for kind in hidden if marks[f"begin_{kind}"] in line), None)
        if begins:
            inside, _ = begins, hidden[begins].append([])
        elif any(marks[f"end_{kind}"] in line for kind in hidden):
            inside = None
        elif inside:
            hidden[inside][-1].append(line)
        else:
            visible.append(line)
    is_code = cell.cell_type == "code"
    found = [Region(kind, grade_id_of(cell), "\n".join(lines), is_code) for kind, parts in hidden.items() for lines in parts]
    if is_answer(cell) and not hidden["solution"]:
        return SourceCell(cell, "", (*found, Region("solution" if is_code else "answer", grade_id_of(cell), "\n".join(visible), is_code)))
    return SourceCell(cell, "\n".join(visible), tuple(found))

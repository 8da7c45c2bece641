"""The assignment that is collected: its notebooks as they were handed out, and when it is due."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from nbformat import NotebookNode

from course.grading.names import shown
from course.grading.root import CourseRoot, GradingError
from exercises.errors import HandinError
from exercises.handin.notebook import WrongAssignment, claimed_id, graded, read_original, release_of
from exercises.handin.repair import require_same_assignment


@dataclass(frozen=True)
class Assignment:
    """An assignment as it was handed out.

    Parameters
    ----------
    name : str
    folder : Path
        Where it lies in nbgrader's ``release``.
    originals : dict
        Its notebooks by name, as they stand there.
    due : datetime or None
        When it is due for everybody, UTC.
    extended : dict
        When it is due for the students, by id, who have been given another day; UTC.
    others : frozenset of str
        The names of the course's other assignments.
    """

    name: str
    folder: Path
    originals: dict[str, NotebookNode]
    due: datetime | None = None
    extended: dict[str, datetime] = field(default_factory=dict)
    others: frozenset[str] = frozenset()

    def due_for(self, student: str) -> datetime | None:
        return self.extended.get(student, self.due)

    def which(self, notebook: NotebookNode, file: str) -> str:
        """Which of the assignment's notebooks it is: the one it shares most cells with, else by the file's name.

        Raises
        ------
        WrongAssignment
            None of them.
        """
        said = release_of(notebook)
        other = said.assignment if said and said.assignment != self.name else ""
        fitting = [name for name, original in self.originals.items() if _fits(notebook, original)]
        if not fitting or other in self.others:
            other = other or next((name for name in sorted(self.others) if self._is_of(name, notebook)), "")
            raise WrongAssignment(f"er opgave {shown(other)} og ikke {self.name}" if other else f"har ingen af cellerne fra {self.name}")
        return max(fitting, key=lambda name: (_shared(notebook, self.originals[name]), Path(file).stem.casefold() == name.casefold()))

    def _is_of(self, other: str, notebook: NotebookNode) -> bool:
        """Whether it is another assignment of the course, one without a stamp."""
        with suppress(GradingError):
            return any(_shared(notebook, original) for original in _originals(self.folder.parent / other, other, set()).values())
        return False


def read_assignment(root: CourseRoot, name: str, due: datetime | None) -> Assignment:
    """Read an assignment as it was handed out, and when it is due; ``due`` is new, and is written in the gradebook.

    Raises
    ------
    GradingError
        It is not released, or what was released is damaged.
    """
    from nbgrader.api import MissingEntry

    course = root.api.coursedir
    folder = Path(course.format_path(course.release_directory, ".", name))
    others = _names(Path(course.format_path(course.source_directory, ".", "x")).parent) | _names(folder.parent)
    originals = _originals(folder, name, others)
    with root.gradebook() as gradebook:
        try:
            row = gradebook.find_assignment(name)
        except MissingEntry:
            return Assignment(name, folder, originals, due, others=frozenset(others - {name}))
        if due:
            row = gradebook.update_or_create_assignment(name, duedate=due.replace(tzinfo=None))
        ours = _utc(row.duedate)
        extended = {one.student_id: ours + one.extension for one in row.submissions if ours and one.extension}
        return Assignment(name, folder, originals, ours, extended, frozenset(others - {name}))


def _originals(folder: Path, name: str, others: set[str]) -> dict[str, NotebookNode]:
    originals, problem = {}, ""
    for file in sorted(folder.glob("*.ipynb")):
        try:
            originals[file.stem] = read_original(file)
        except HandinError:
            problem = f"{file} er beskadiget eller uden opgavens celler. Udgiv opgaven igen."
    if not originals:
        known = f" Kurset har {', '.join(sorted(others))}." if others - {name} else ""
        raise GradingError(problem or f"Opgaven {name} er ikke udgivet: {folder} er tom eller findes ikke. Udgiv den først med: course assign release {name}.{known}")
    return originals


def _names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")} if folder.is_dir() else set()


def _fits(notebook: NotebookNode, original: NotebookNode) -> bool:
    """Whether it can be this one; cells that are the same in every assignment prove nothing."""
    try:
        require_same_assignment(notebook, original)
    except WrongAssignment:
        return False
    return _shared(notebook, original) > 0 or not any(claimed_id(cell) for cell in notebook.cells)


def _shared(notebook: NotebookNode, original: NotebookNode) -> int:
    """How many of the original's answers and tests the notebook has."""
    asked = {found.grade_id for found in map(graded, original.cells) if found and (found.is_answer or found.grade or found.task)}
    return len(asked & {claimed_id(cell) for cell in notebook.cells})


def _utc(moment: datetime | None) -> datetime | None:
    """nbgrader's times are UTC and do not say so."""
    return moment.replace(tzinfo=UTC) if moment else None

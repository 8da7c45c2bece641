"""Where nbgrader keeps an assignment in each of its steps, found without the seconds it takes to import it."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from course.grading.root import CourseRoot, GradingError

STRUCTURE = "{nbgrader_step}/{student_id}/{assignment_id}"  # nbgrader's own
MARK = "\0"  # stands where a name is looked for
NOBODY = "."  # the student of the steps that have none


def step_folder(root: CourseRoot, step: str, assignment: str, student: str = NOBODY) -> Path:
    """The folder of an assignment in a step, as ``step_folder(root, "submitted", "A1", "anna")``."""
    settings = root.config.CourseDirectory
    structure = Path(settings.get("directory_structure", STRUCTURE)).as_posix()
    found = structure.format(nbgrader_step=settings.get(f"{step}_directory", step), student_id=student, assignment_id=assignment)
    return root.folder / found


def assignment_names(root: CourseRoot) -> list[str]:
    """The assignments that have been written or handed out, in order; GradingError as ``students``."""
    steps = (_folders(root, step_folder(root, step, MARK)) for step in ("source", "release"))
    return sorted({folder.name for folders, below in steps for folder in folders if any((folder / below).glob("*.ipynb"))})


def students(root: CourseRoot, assignment: str, notebook: str) -> dict[str, Path]:
    """Everybody who has handed in a notebook, in order, and where it lies.

    Raises
    ------
    GradingError
        The folders are laid out so that a student cannot be told from them.
    """
    folders, below = _folders(root, step_folder(root, "submitted", assignment, MARK) / f"{notebook}.ipynb")
    return {folder.name: folder / below for folder in folders if (folder / below).is_file()}


def digest(path: Path) -> str:
    """The sha256 of a file; a file that looks unchanged is not read again."""
    state = path.stat()
    return _digest(path, state.st_mtime_ns, state.st_size)


def _folders(root: CourseRoot, pattern: Path) -> tuple[list[Path], Path]:
    """The folders that stand where ``pattern`` has the mark, and what it has below."""
    parts = pattern.relative_to(root.folder).parts
    if MARK not in parts:
        raise GradingError(f"Mapperne i {root.folder} er lagt sådan, at man ikke kan se, hvem der har afleveret hvad. "
                           "Brug nbgraders egen directory_structure.")
    place = parts.index(MARK)
    above = root.folder.joinpath(*parts[:place])
    return [one for one in (sorted(above.iterdir()) if above.is_dir() else ()) if not one.name.startswith(".")], Path(*parts[place + 1:])


@lru_cache(maxsize=20_000)
def _digest(path: Path, changed: int, size: int) -> str:
    return sha256(path.read_bytes()).hexdigest()

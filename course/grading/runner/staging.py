"""What of a hand-in is used: the notebooks that were asked for, repaired where they need it, and the files the assignment names. Nothing else."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat

from course.grading.root import CourseRoot
from exercises.handin.notebook import read, read_original
from exercises.handin.repair import repair

LARGEST = 50 * 2**20  # bytes of one file that is handed in beside the notebook


@dataclass(frozen=True)
class Plan:
    """What is the same for every student of an assignment.

    Parameters
    ----------
    assignment : str
        Its name.
    notebooks : tuple of str
        The names of its notebooks, without ``.ipynb``.
    files : mapping of str to Path
        What lies in the sandbox's work folder, by its name there: the files beside the source, never a notebook.
    own : tuple of str
        Those of them that a student may hand in changed.
    """

    assignment: str
    notebooks: tuple[str, ...]
    files: dict[str, Path]
    own: tuple[str, ...]


def plan(root: CourseRoot, assignment: str) -> Plan:
    """Read from the gradebook and the source folder what the assignment consists of."""
    from nbgrader.converters import Autograde
    from nbgrader.utils import find_all_files

    with root.gradebook() as gradebook:
        notebooks = tuple(sorted(notebook.name for notebook in gradebook.find_assignment(assignment).notebooks))
    course = root.api.coursedir
    source = root.step("source", assignment)
    found = find_all_files(str(source), [*course.ignore, "*.ipynb"]) if source.is_dir() else []
    own = tuple(Autograde(coursedir=course, config=root.config).exclude_overwriting.get(assignment, []))
    return Plan(assignment, notebooks, {Path(path).relative_to(source).as_posix(): Path(path) for path in found}, own)


def stage(root: CourseRoot, plan: Plan, student: str, into: Path) -> tuple[tuple[str, ...], dict[str, Path]]:
    """Lay out a hand-in as nbgrader reads it, in a folder of the runner's; gives what was repaired, and the files for the sandbox.

    Raises
    ------
    HandinError
        A notebook cannot be read, or is another assignment's.
    """
    handed_in, target = root.step("submitted", plan.assignment, student), into / student / plan.assignment
    target.mkdir(parents=True)
    told: list[str] = []
    for name in plan.notebooks:
        path = handed_in / f"{name}.ipynb"
        if _is_file(path):
            told += _notebook(path, root.step("release", plan.assignment) / path.name, target / path.name)
    if _is_file(handed_in / "timestamp.txt"):
        (target / "timestamp.txt").write_bytes((handed_in / "timestamp.txt").read_bytes()[:200])
    files = dict(plan.files)
    for name in plan.own:
        if _is_file(handed_in / name) and (handed_in / name).stat().st_size <= LARGEST:
            files[name] = target / name
            files[name].parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(handed_in / name, files[name])
    return tuple(told), files


def _notebook(path: Path, original: Path, target: Path) -> tuple[str, ...]:
    """Put one notebook in its place, as it is or repaired; gives what was repaired."""
    notebook = read(path)
    if original.is_file():
        repaired = repair(notebook, read_original(original))
        if repaired.changes:
            nbformat.write(repaired.notebook, target)
            return repaired.changes
    shutil.copyfile(path, target)
    return ()


def _is_file(path: Path) -> bool:
    return path.is_file() and not any(part.is_symlink() for part in (path, path.parent))

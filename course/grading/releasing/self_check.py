"""``course assign check``: what a student's package says of a notebook, held against the course root's own release."""

from __future__ import annotations

from pathlib import Path

from course.danish import PROGRAM
from course.grading.root import CourseRoot, GradingError
from exercises.handin.check import check
from exercises.handin.notebook import read, release_of
from exercises.handin.report import Report


def self_check(root: CourseRoot, file: Path, run: bool) -> Report:
    """Check a notebook; which assignment it is stands in it, else its name says so.

    Raises
    ------
    GradingError
        The assignment has not been released from this course root.
    HandinError
        The notebook cannot be read.
    """
    release = release_of(read(file))
    folder = root.folder / root.config.CourseDirectory.get("release_directory", "release")
    names = list(dict.fromkeys([release.assignment] if release else [file.stem, file.absolute().parent.name]))
    found = next((path for name in names if (path := folder / name / f"{name}.ipynb").is_file()), None)
    if not found:
        raise GradingError(
            f"{file.name} kan ikke holdes op mod {' eller '.join(names)}: Den opgave er ikke gjort klar i {folder}. "
            f"Gør det med: {PROGRAM} assign release {names[0]}"
        )
    return check(file, found, run=run)

"""Everybody's feedback in one zip, a folder for each, named as an LMS's bulk upload wants it.

What the names are known from:

- Moodle, ``mod/assign/feedback/file/importziplib.php``: »Upload multiple feedback files in a zip« takes each part of a file's path apart at its
  underscores and finds the student by the number in ``Full Name_NUMBER_assignsubmission_file``, the very folder that its own download
  gave (with or without an underscore at the end). A file of another name than the student's own is added as feedback.
- Brightspace, whose download has a folder for each hand-in as well (``USER-SUBMISSION - Name - time``), wants the same folders back.
- Canvas has no folders, and takes back nothing but the very files that were handed in; its students get a folder by their id.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from course.grading.collecting.kept import FOLDER, all_kept
from course.grading.collecting.lms import BRIGHTSPACE, MOODLE
from course.grading.feedback.make import KINDS
from course.grading.names import safe
from course.grading.root import CourseRoot

NAME = "tilbagemelding.zip"


def bundle(root: CourseRoot, assignment: str, pages: tuple[Path, ...]) -> Path:
    """Write ``packages/<assignment>-tilbagemelding.zip`` of the pages and their Word files, in one move; gives the zip."""
    file = root.folder / "packages" / f"{safe(assignment)}-{NAME}"
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".ny")
    taken: dict[str, str] = {}
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            for page in pages:
                student = page.parent.parent.name
                folder = _folder(root, assignment, student)
                folder = folder if taken.setdefault(folder, student) == student else safe(student)  # never two students' in one
                for kind in KINDS:
                    archive.write(page.with_suffix(kind), f"{folder}/{page.stem} tilbagemelding{kind}")
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return file


def _folder(root: CourseRoot, assignment: str, student: str) -> str:
    """The folder that the LMS gave the student's newest hand-in, else the student's id."""
    times = [one for kept in all_kept(root.folder / FOLDER / assignment / student) for one in kept.times]
    for one in reversed(times):
        for part in reversed(one.place.replace("\\", "/").split("/")):
            if found := MOODLE.fullmatch(part):
                return f"{found['name']}_{found['participant']}_assignsubmission_{found['plugin']}"
            if BRIGHTSPACE.fullmatch(part):
                return part
    return safe(student)

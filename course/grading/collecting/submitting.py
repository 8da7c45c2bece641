"""What was chosen, repaired, as nbgrader expects it: ``submitted/<student>/<assignment>/`` with a ``timestamp.txt``.

What others have put there is kept as an attempt of its own, and what a person has marked is left alone unless it is asked for.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbformat import NotebookNode

from course.grading.collecting.archives import Found
from course.grading.collecting.assignment import Assignment
from course.grading.collecting.choosing import OWN
from course.grading.collecting.kept import HandedIn, keep
from course.grading.collecting.reading import Candidate
from course.grading.root import CourseRoot
from course.grading.roster.students import Student
from course.grading.saving import save
from exercises.handin.repair import repair

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

TIMESTAMP = "timestamp.txt"
WRITTEN = "skrevet.json"
REPAIRS = "rettelser.txt"


@dataclass(frozen=True)
class Desk:
    """Where a student's work of an assignment lies: as it came (``base``), as nbgrader takes it, and as nbgrader has graded it."""

    student: Student
    base: Path
    submitted: Path
    autograded: Path


def desk(root: CourseRoot, assignment: str, student: Student, base: Path) -> Desk:
    return Desk(student, base, root.step("submitted", assignment, student.id), root.step("autograded", assignment, student.id))


@dataclass(frozen=True)
class Prepared:
    """A notebook as it will be submitted, and what was repaired in it."""

    candidate: Candidate
    notebook: NotebookNode
    changes: tuple[str, ...]

    @cached_property
    def content(self) -> bytes:
        return (nbformat.writes(self.notebook) + "\n").encode("utf-8")


def prepare(candidate: Candidate, assignment: Assignment) -> Prepared:
    """Repair a notebook by the one that was handed out.

    Raises
    ------
    HandinError
        It cannot be repaired.
    """
    repaired = repair(candidate.content, assignment.originals[candidate.notebook])
    return Prepared(candidate, repaired.notebook, repaired.changes)


def adopt(place: Desk, assignment: Assignment) -> None:
    """Keep what lies in nbgrader's folder and was not written by us, as one more attempt."""
    written = _written(place)
    for name in assignment.originals:
        path = place.submitted / f"{name}.ipynb"
        if path.is_file() and not path.is_symlink() and written.get(name) != _hash(path.read_bytes()):
            about = path.stat()
            seen = datetime.fromtimestamp(about.st_mtime, UTC)
            moment = read_timestamp(_read(place.submitted / TIMESTAMP))
            handed_in = HandedIn(f"{OWN}/{place.student.id}/{assignment.name}/{path.name}", path.name, OWN, time=moment, seen=seen)
            keep(place.base, Found(path.parts[-1:], about.st_size, seen, partial(open, path, "rb")), handed_in)


def differing(place: Desk, prepared: list[Prepared]) -> list[Prepared]:
    """Those that are not what nbgrader has now."""
    return [one for one in prepared if _read(place.submitted / f"{one.candidate.notebook}.ipynb") != one.content]


def submit(place: Desk, prepared: list[Prepared], moment: datetime | None) -> None:
    """Write the notebooks, and when they were handed in, where nbgrader looks for them; and what was repaired beside the original."""
    for one in prepared:
        save(place.submitted / f"{one.candidate.notebook}.ipynb", one.content)
    if moment:
        save(place.submitted / TIMESTAMP, f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC\n".encode("ascii"))
    else:
        (place.submitted / TIMESTAMP).unlink(missing_ok=True)
    known = _written(place) | {one.candidate.notebook: _hash(one.content) for one in prepared}
    save(place.base / WRITTEN, json.dumps(known, indent=1).encode("utf-8"))
    for one in prepared:
        if one.changes:
            save(one.candidate.kept.folder / REPAIRS, "".join(f"- {change}\n" for change in one.changes).encode("utf-8-sig"))


def was_written(place: Desk, name: str) -> bool:
    """Whether an earlier run of ours has written the notebook."""
    return name in _written(place)


def lies_in(place: Desk) -> set[str]:
    """The sha256 of each notebook that lies where nbgrader takes it."""
    return {_hash(path.read_bytes()) for path in place.submitted.glob("*.ipynb") if path.is_file()}


def is_marked(gradebook: Gradebook, assignment: str, student: str) -> bool:
    """Whether a person has given points or a comment in the gradebook to what the student handed in before."""
    from nbgrader.api import MissingEntry

    with suppress(MissingEntry):
        submission = gradebook.find_submission(assignment, student)
        return any(
            any(grade.manual_score is not None for grade in notebook.grades) or any(comment.manual_comment for comment in notebook.comments)
            for notebook in submission.notebooks
        )
    return False


def read_timestamp(text: bytes) -> datetime | None:
    """The time that nbgrader has written, UTC; None where it is none."""
    from nbgrader.utils import parse_utc

    with suppress(ValueError, OverflowError, TypeError, AttributeError):
        return parse_utc(text.decode("utf-8-sig").strip()).replace(tzinfo=UTC)
    return None


def _written(place: Desk) -> dict[str, str]:
    with suppress(OSError, ValueError):
        known = json.loads((place.base / WRITTEN).read_text(encoding="utf-8"))
        return known if isinstance(known, dict) else {}
    return {}


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

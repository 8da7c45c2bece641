"""A class that has handed in A4, graded by stock nbgrader without a kernel, on a file and on a real PostgreSQL; each test gets a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from course.grading.reading.questions import Question, find_question
from course.grading.reading.scripts import scripts_of
from course.grading.root import DEFAULT, CourseRoot
from course.grading.store import marks
from course.grading.store.database import Store, open_store
from course.grading.store.values import FINAL, FIRST, Entry, Level, Mark
from tests.course.grading.trip import cell

STUDENTS = ("anna", "bent", "carl", "dorte")
TEXT = "Jeg sad i mødet den mandag, og jeg sagde det ikke højt."
DUE = "2026-11-03 12:00:00 UTC"
LEFT_OUT = "dorte"  # who hands in what was handed out


def lay_out(folder: Path) -> Path:
    """A course root with the kit's own settings, rubrics and A4."""
    (folder / "source").mkdir(parents=True)
    for name in ("nbgrader_config.py", "assignments.yaml", "rubrics", "phrases.yaml", "source/A4", "source/header.ipynb", "source/footer.ipynb"):
        (folder / name).symlink_to(DEFAULT / name)
    (folder / "marking.yaml").write_text("draw_percent: 0\nnear_percent: 0\n", encoding="utf-8")
    return folder


def hand_in(folder: Path, student: str, text: str = TEXT, time: str = "2026-11-02 08:00:00 UTC") -> None:
    """Put a student's hand-in where nbgrader's collect would."""
    notebook = nbformat.read(folder / "release/A4/A4.ipynb", 4)
    for grade_id in ("a4-4", "a4-5") if text else ():
        cell(notebook, grade_id).source += f"\n\n{text} ({student}, {grade_id})"
    place = folder / "submitted" / student / "A4"
    place.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, place / "A4.ipynb")
    (place / "timestamp.txt").write_text(time, encoding="utf-8")


def autograde(root: CourseRoot, *students: str) -> None:
    """nbgrader's autograder without running a cell."""
    root.config.Execute.enabled = False
    for student in students:
        done = root.api.autograde("A4", student, force=True)
        assert done["success"], done["log"]


@dataclass(frozen=True)
class Desk:
    """A course and its store, and a hand to mark with."""

    root: CourseRoot
    store: Store

    def question(self, grade_id: str) -> Question:
        return find_question(self.root, "A4", grade_id)

    def mark(self, student: str, grade_id: str, level: float | None, state: str = FINAL, comment: str = "", based_on: int = 0,
             reading: str = FIRST) -> Mark:
        """Give the same level on every criterion; the first reading is Bo's, the others Ida's."""
        question = self.question(grade_id)
        script = scripts_of(self.root, self.store, question)[student]
        levels = {one.id: Level(level) for one in question.rubric.criteria if not question.criteria or one.id in question.criteria}
        grader, entry = "Bo" if reading == FIRST else "Ida", Entry(levels, comment, state=state)
        return marks.save(self.store, script, grader, entry, based_on, question.rubric, question.criteria, reading)

    def grade(self, student: str, grade_id: str) -> tuple[float | None, bool, str | None]:
        """What the gradebook says, by nbgrader's own finders: points, whether it waits for a reader, and the comment."""
        with self.root.gradebook() as gradebook:
            grade = gradebook.find_grade(grade_id, "A4", "A4", student)
            return grade.manual_score, grade.needs_manual_grade, gradebook.find_comment(grade_id, "A4", "A4", student).manual_comment

    def formgrader(self, student: str, grade_id: str, points: float | None, comment: str | None = None) -> None:
        """What formgrader does when somebody types points into it."""
        with self.root.gradebook() as gradebook:
            grade = gradebook.find_grade(grade_id, "A4", "A4", student)
            grade.manual_score, grade.needs_manual_grade = points, points is None and grade.auto_score is None
            gradebook.find_comment(grade_id, "A4", "A4", student).manual_comment = comment
            gradebook.db.commit()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def handed_in(request, tmp_path_factory) -> CourseRoot:
    """The class as it was before anybody marked."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    root = CourseRoot(lay_out(tmp_path_factory.mktemp("hold") / "kursus"), server.url() if server else None)
    assert root.api.generate_assignment("A4")["success"]
    with root.gradebook() as gradebook:
        gradebook.update_or_create_assignment("A4", duedate=DUE)
    for student in STUDENTS:
        hand_in(root.folder, student, "" if student == LEFT_OUT else TEXT)
    autograde(root, *STUDENTS)
    return root


@pytest.fixture
def desk(handed_in, request, tmp_path) -> Iterator[Desk]:
    """A copy of the class, with an empty store."""
    folder, db = shutil.copytree(handed_in.folder, tmp_path / "kopi", symlinks=True), handed_in.db
    server, name = request.getfixturevalue("postgres") if db else None, ""
    if server:
        name = f"kopi_{next(server.numbers)}"
        server.run(f"CREATE DATABASE {name} TEMPLATE {db.rsplit('/', 1)[1]}")
    root = CourseRoot(folder, server.url(name) if server else None)
    store = open_store(root)
    yield Desk(root, store)
    store.close()
    if server:
        server.run(f"DROP DATABASE {name} WITH (FORCE)")

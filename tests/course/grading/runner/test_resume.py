"""The runner killed at random moments, and run again: the same gradebook, nobody twice, nobody lost."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from course.grading.root import DEFAULT
from course.grading.runner.run import run
from tests.conftest import until
from tests.course.conftest import RUN
from tests.course.grading.small_assignment import write_assignment
from tests.course.grading.trip import Course, cell, empty, perfect

pytestmark = [pytest.mark.skipif(not sys.platform.startswith("linux"), reason="bubblewrap findes kun til Linux"), pytest.mark.timeout(1800)]
STUDENTS = ("anna", "bo", "carl", "dea", "eva", "finn")


def half(notebook, source) -> None:
    perfect(notebook, source)
    cell(notebook, "s1-1").source = "fald = 45"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory) -> Course:
    """A class that has handed in, and nobody has graded."""
    course = Course.make(tmp_path_factory.mktemp("resume") / "kursus")
    write_assignment(course.folder)
    assert course.root.api.generate_assignment("S1")["success"]
    for number, student in enumerate(STUDENTS):
        notebook = course.read("release", "S1")
        (perfect, half, empty)[number % 3](notebook, course.read("source", "S1"))
        (course.folder / "submitted" / student / "S1").mkdir(parents=True)
        nbformat.write(notebook, course.folder / "submitted" / student / "S1" / "S1.ipynb")
    return course


def copy_of(course: Course, folder: Path) -> Course:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(course.folder, folder, symlinks=True)
    return Course(folder)


def rows(course: Course) -> dict[str, list]:
    """All that the gradebook holds about each student."""
    with course.root.gradebook() as gradebook:
        return {
            one.student.id: sorted((grade.name, grade.auto_score, grade.manual_score, grade.needs_manual_grade) for book in one.notebooks for grade in book.grades)
            + sorted((comment.name, comment.auto_comment) for book in one.notebooks for comment in book.comments)
            for one in gradebook.assignment_submissions("S1")
        }


def finished(course: Course) -> dict[str, int]:
    """When the autograded notebook of each one who is done was written."""
    done = [path for path in (course.folder / ".ledelsesrum" / "run" / "S1").glob("*.json") if json.loads(path.read_text(encoding="utf-8"))["state"] == "run"]
    return {path.stem: (course.folder / "autograded" / path.stem / "S1" / "S1.ipynb").stat().st_mtime_ns for path in done}


def start(course: Course) -> subprocess.Popen:
    program = [sys.executable, "-c", RUN, "grade", "run", "S1", "--jobs", "2", "--course", str(course.folder)]
    with (course.folder / "output.txt").open("w", encoding="utf-8") as said:
        return subprocess.Popen(program, cwd=DEFAULT.parent, stdout=said, stderr=said)


def kill_after(course: Course, seconds: float) -> bool:
    """Start the runner and kill it so long after it began with a student; False where it was done first."""
    before = finished(course)
    begun = course.folder / ".ledelsesrum" / "run" / "S1"
    running = start(course)
    fresh = time.time_ns()
    until(lambda: running.poll() is not None or any(path.stat().st_mtime_ns > fresh for path in begun.glob("*.json")), timeout=120)
    try:
        running.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        below = psutil.Process(running.pid).children(recursive=True)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert not psutil.wait_procs(below, timeout=20)[1], "the students' code outlived the runner"
    assert before.items() <= finished(course).items(), "somebody was graded twice"
    assert running.returncode in (0, -signal.SIGKILL), (course.folder / "output.txt").read_text(encoding="utf-8")
    return running.returncode == -signal.SIGKILL


def killed(untouched: Course, folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    reference = copy_of(untouched, folder / "i ét stræk")
    run(reference.root, "S1", say=print, jobs=2)
    course, left = copy_of(untouched, folder / "afbrudt"), kills
    while left:
        to_do = 1 - len(finished(course)) / len(STUDENTS)  # a moment of what is left of the run, and a little beyond: most kills then hit it
        if kill_after(course, chance.uniform(0, 1 + 3 * to_do)):
            left -= 1
        else:
            assert rows(course) == rows(reference)
            course = copy_of(untouched, folder / "afbrudt")
    assert start(course).wait(timeout=300) == 0, (course.folder / "output.txt").read_text(encoding="utf-8")
    assert rows(course) == rows(reference) and set(rows(course)) == set(STUDENTS) == set(finished(course))
    assert {path.name for path in (course.folder / "autograded").iterdir()} == set(STUDENTS)


def test_a_run_that_is_killed_goes_on_where_it_was(untouched, tmp_path):
    killed(untouched, tmp_path, 1, seed=1)


@pytest.mark.full
def test_twenty_random_kills_leave_the_same_gradebook(untouched, tmp_path):
    killed(untouched, tmp_path, 20, seed=2026)


def test_what_is_handed_in_again_is_run_again_and_nothing_else(untouched, tmp_path):
    course = copy_of(untouched, tmp_path / "kursus")
    assert {one.state for one in run(course.root, "S1", say=print)} == {"run"}
    before = finished(course)
    path = course.folder / "submitted" / "bo" / "S1" / "S1.ipynb"
    notebook = nbformat.read(path, 4)
    perfect(notebook, course.read("source", "S1"))
    nbformat.write(notebook, path)
    again = run(course.root, "S1", say=print)
    assert {one.student: one.state for one in again} == dict.fromkeys(STUDENTS, "kept") | {"bo": "run"}, again
    after = finished(course)
    assert {student for student in STUDENTS if before[student] != after[student]} == {"bo"}
    assert sum(course.scores("S1")["bo"].values()) == 5

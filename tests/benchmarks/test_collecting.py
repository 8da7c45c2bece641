"""What collecting a big class takes: 200 students' hand-ins in one download, as an instructor runs it."""

from __future__ import annotations

import base64
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_output

from tests.benchmarks.report import repeats
from tests.conftest import ROOT
from tests.course.grading.collecting.small_class import answered, as_bytes, hand_in_zip, make_course, roster_csv, zipped

STUDENTS = 200
ROUNDS = repeats(3)
PICTURE = 150_000  # bytes: a figure or two stand in a student's notebook
HEADING = f"Collecting {STUDENTS} submissions"
PROGRAM = """import resource, sys
from course.cli import main
code = main()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
sys.exit(code)"""
pytestmark = pytest.mark.timeout(600)


def run(folder: Path, *arguments: object) -> tuple[float, float, str]:
    """Run a command of the course in a process of its own; gives its seconds, its memory at the peak in MB, and what it said."""
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", PROGRAM, *map(str, arguments), "--course", folder], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
                          capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    return time.perf_counter() - began, int(done.stderr.split()[-1]) * 1024 / 1e6, done.stdout


@pytest.fixture(scope="module")
def school(tmp_path_factory) -> Path:
    """A course with its class list, and the class's download from Moodle."""
    pytest.importorskip("resource", reason="measures memory as Unix does")
    folder = tmp_path_factory.mktemp("skole")
    make_course(folder / "opgaver")
    people = {f"s{number:03}": f"Fornavn{number} Efternavn{number}" for number in range(STUDENTS)}
    (folder / "hold.csv").write_bytes(roster_csv(people))
    released, files = nbformat.read(folder / "opgaver" / "release" / "A1" / "A1.ipynb", 4), {}
    for number, name in enumerate(people.values()):
        notebook = answered(released, f"Dette er {name}s egen tekst. " * 80)
        picture = base64.b64encode(random.Random(number).randbytes(PICTURE)).decode("ascii")
        notebook.cells[1].outputs = [new_output("display_data", {"image/png": picture})]
        files[f"{name}_{1000 + number}_assignsubmission_file_/A1-aflevering-20261102-110000.zip"] = hand_in_zip(as_bytes(notebook))
    (folder / "hentet.zip").write_bytes(zipped(files))
    return folder


def test_a_class_of_200_is_collected(school, tmp_path, measured):
    for number in range(ROUNDS):
        folder = shutil.copytree(school / "opgaver", tmp_path / str(number))
        seconds, _, _ = run(folder, "assign", "roster", school / "hold.csv")
        measured(HEADING, "the class list into the gradebook, with pseudonyms", "s", seconds)
        for what in ("the first time", "again, nothing new"):
            seconds, peak, said = run(folder, "grade", "collect", "A1", school / "hentet.zip")
            assert f"A1: {STUDENTS} af {STUDENTS} er inde." in said
            measured(HEADING, f"{what}, nbgrader's import included", "s", seconds)
            measured(HEADING, f"{what}, memory at the peak, RSS", "MB", peak)
        assert len(list(folder.glob("submitted/*/A1/A1.ipynb"))) == STUDENTS
    measured(HEADING, "the download, as a zip", "MB", (school / "hentet.zip").stat().st_size / 1e6)

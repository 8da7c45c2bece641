"""What the tests of collecting share: a released course, made once by nbgrader, and a copy of it for each."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from course.grading.root import CourseRoot, open_root
from course.grading.roster.roster import import_list
from tests.course.grading.collecting.small_class import make_course, roster_csv

PEOPLE = {"anne": "Anne Ærø", "bo": "Bo Berg", "cai": "Cai Søndergård Lund", "s123456": "Dorthe Åby"}


@pytest.fixture(scope="package", autouse=True)
def danish_clock() -> Iterator[None]:
    """What is told is told by the clock on the instructor's wall."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Copenhagen"
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    os.environ.pop("TZ")
    if before:
        os.environ["TZ"] = before
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(scope="session")
def released_course(tmp_path_factory) -> Path:
    return make_course(tmp_path_factory.mktemp("udgivet") / "opgaver æøå")


@pytest.fixture
def course(released_course, tmp_path) -> CourseRoot:
    """A course root of one's own, with four students."""
    folder = shutil.copytree(released_course, tmp_path / "opgaver æøå")
    (tmp_path / "hold.csv").write_bytes(roster_csv(PEOPLE))
    root = open_root(folder)
    import_list(root, tmp_path / "hold.csv")
    return root


@pytest.fixture(scope="session")
def released(released_course) -> NotebookNode:
    """A1 as it was handed out."""
    return nbformat.read(released_course / "release" / "A1" / "A1.ipynb", 4)

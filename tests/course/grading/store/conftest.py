"""Stores to test with: each test is run on a file and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from course.grading.root import CourseRoot
from course.grading.store.database import Store, open_store
from course.grading.store.scripts import register
from course.grading.store.values import Cell, Script

CELL = Cell("A1", "A1", "a1-4")


def course_root(folder: Path, db: str | None = None) -> CourseRoot:
    """A course root with a name and nothing else in it."""
    folder.mkdir(exist_ok=True)
    (folder / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "hold-1"\n', encoding="utf-8")
    return CourseRoot(folder, db)


def registered(store: Store, cell: Cell, *students: str, attempt: str = "første") -> dict[str, Script]:
    """The scripts of students who have all written the same."""
    return register(store, cell, {student: sha256(f"{student} {attempt}".encode()).hexdigest() for student in students}, lambda _: sha256(b"svar").hexdigest())


@pytest.fixture(params=["sqlite", "postgresql"])
def root(request, tmp_path) -> CourseRoot:
    """A course root whose gradebook, and so whose store, is in a file or on a server."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    return course_root(tmp_path / "kursus med æøå", server.url() if server else None)


@pytest.fixture
def store(root) -> Iterator[Store]:
    opened = open_store(root)
    yield opened
    opened.close()


@pytest.fixture
def script(store) -> Script:
    """One student's answer."""
    return registered(store, CELL, "anna")["anna"]

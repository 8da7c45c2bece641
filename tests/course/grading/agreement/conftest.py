"""A class of A1 whose answers are read by two, in a store on a file and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from course.grading.desk.desk import Desk
from course.grading.root import CourseRoot
from course.grading.store.database import open_store
from tests.course.grading.desk.classroom import lay_out


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    """Bo's desk; nobody has read anything yet."""
    yield from _opened(lay_out(tmp_path / "kursus"))


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request, tmp_path) -> Iterator[Desk]:
    """The same on both kinds of database, for what asks them something of its own."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    yield from _opened(lay_out(tmp_path / "kursus", server.url() if server else None))


def _opened(root: CourseRoot) -> Iterator[Desk]:
    store = open_store(root)
    yield Desk(root, store, "Bo")
    store.close()

"""A class of A1 whose answers are read by two, in a store on a file and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from course.grading.desk.desk import Desk
from course.grading.store.database import open_store
from tests.course.grading.desk.classroom import lay_out


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request, tmp_path) -> Iterator[Desk]:
    """Bo's desk; nobody has read anything yet."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    root = lay_out(tmp_path / "kursus", server.url() if server else None)
    store = open_store(root)
    yield Desk(root, store, "Bo")
    store.close()

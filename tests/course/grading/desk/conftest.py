"""What the tests of the desk share: a place to start desks from, made once per run."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.course.grading.desk.visiting import Nursery, nursery


@pytest.fixture(scope="session")
def desks(tmp_path_factory) -> Iterator[Nursery]:
    if not hasattr(os, "fork"):
        pytest.skip("ingen fork på denne maskine")
    with nursery(tmp_path_factory.mktemp("desks")) as ready:
        yield ready

"""A copy of the class that has had its feedback, for what changes it."""

from __future__ import annotations

import shutil

import pytest

from tests.course.grading.trip import Course


@pytest.fixture
def copy(returned, tmp_path) -> Course:
    return Course(shutil.copytree(returned.folder, tmp_path / "kursus", symlinks=True))

"""The marking policy as data."""

from __future__ import annotations

import pytest

from course.grading.marking.settings import MarkingPolicy, read_marking
from course.grading.root import DEFAULT
from exercises.errors import ContentError


def test_the_kits_file_says_the_defaults_which_a_stock_course_root_gets(tmp_path):
    assert read_marking(DEFAULT) == read_marking(tmp_path) == MarkingPolicy()
    assert (MarkingPolicy().draw_percent, MarkingPolicy().levels_apart, MarkingPolicy().total_apart) == (20, 2, 0.5)


@pytest.mark.parametrize(("said", "told"), [
    ("draw_percent: 120", "linje 1, draw_percent.*højst"), ("near: 5", "nøglen er ukendt"), ("levels_apart: 0", "mere end 0"),
])
def test_what_cannot_be_is_told_with_its_line(tmp_path, said, told):
    (tmp_path / "marking.yaml").write_text(said, encoding="utf-8")
    with pytest.raises(ContentError, match=told):
        read_marking(tmp_path)

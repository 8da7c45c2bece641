"""Marks by thresholds that are data, checked when they are read."""

from __future__ import annotations

import pytest

from course.grading.exporting.scales import FILE, find_scale, mark, read_scales
from course.grading.marking.settings import read_marking
from course.grading.root import DEFAULT
from exercises.errors import ContentError


@pytest.mark.parametrize("points, given", [(40, "12"), (36.8, "12"), (36.79, "10"), (24, "02"), (23.99, "00"), (12, "00"), (11.99, "-3"), (0, "-3")])
def test_the_seven_steps_are_given_from_their_thresholds_on(points, given):
    assert mark(find_scale("7", DEFAULT), points, 40) == given


def test_passing_is_where_02_is():
    steps, passing = find_scale("7", DEFAULT), find_scale("pass", DEFAULT)
    assert [one.mark for one in steps.marks] == ["12", "10", "7", "4", "02", "00", "-3"]
    assert next(one.at_least for one in steps.marks if one.mark == "02") == passing.marks[0].at_least == read_marking(DEFAULT).pass_percent
    assert mark(passing, 24, 40) == "Bestået" and mark(passing, 23.99, 40) == "Ikke bestået"


def test_a_threshold_is_counted_as_it_is_written():
    assert mark(find_scale("pass", DEFAULT), 0.6, 1) == "Bestået"


def test_nobody_has_set_the_thresholds_and_the_file_says_so():
    assert read_scales(DEFAULT).set_by == ""
    assert "yours to set" in (DEFAULT / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("was, becomes, problem", [
    ("at_least: 84", "at_least: 95", "at_least skal falde"), ("at_least: 0}\n  - id: pass", "at_least: 5}\n  - id: pass", "at_least skal falde"),
    ('mark: "10"', 'mark: "12"', "den samme karakter står to gange"), ("id: pass", 'id: "7"', "skalaen '7' står to gange"),
    ("at_least: 92", "at_least: 192", "højst være 100"), ("id: pass", "id: points", "skalaen 'points' står to gange"),
])
def test_a_scale_that_does_not_hold_together_is_refused_with_its_place(tmp_path, was, becomes, problem):
    text = (DEFAULT / FILE).read_text(encoding="utf-8")
    assert was in text
    (tmp_path / FILE).write_text(text.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=problem):
        read_scales(tmp_path)


def test_an_unknown_scale_names_those_there_are(tmp_path):
    with pytest.raises(ContentError, match="ingen skala"):
        find_scale("13", DEFAULT)

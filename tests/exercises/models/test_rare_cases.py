"""Chance and rare cases against what can be worked out by hand, and against figures the course prints."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.models.rare_cases import at_least, chances, expected, somewhere

means = st.floats(0.01, 40)


@given(means)
def test_the_chances_add_up_and_have_the_mean_they_were_given(mean):
    each = chances(mean, 150)
    assert each.sum() == pytest.approx(1)
    assert (np.arange(151) * each).sum() == pytest.approx(mean)


@given(means)
def test_none_and_at_least_one_are_as_by_hand(mean):
    assert chances(mean, 0) == pytest.approx([math.exp(-mean)])
    assert at_least(1, mean) == pytest.approx(1 - math.exp(-mean))
    assert at_least(0, mean) == 1


def test_where_none_are_expected_none_come():
    assert chances(0, 3) == pytest.approx([1, 0, 0, 0]) and at_least(1, 0) == 0


def test_many_seldom_cases_are_nearly_binomial():
    cases, bad = 2000, 0.001
    exactly = [math.comb(cases, k) * bad**k * (1 - bad) ** (cases - k) for k in range(10)]
    assert chances(expected(cases, 1), 9) == pytest.approx(exactly, abs=2e-4)


def test_somewhere_is_one_minus_nowhere():
    assert somewhere(0.5, 2) == 0.75 and somewhere(0.1, 1) == pytest.approx(0.1) and somewhere(0, 98) == 0


def test_the_figures_that_the_course_prints():
    assert expected(2000, 1) == 2
    assert [100 * at_least(count, 2) for count in (1, 3, 5, 6, 7)] == pytest.approx([86.5, 32.3, 5.3, 1.7, 0.5], abs=0.05)
    assert 100 * somewhere(at_least(5, 2), 98) == pytest.approx(99.5, abs=0.05)
    assert 100 * somewhere(at_least(7, 2), 98) == pytest.approx(36, abs=0.5)


@pytest.mark.parametrize("wrong", [
    lambda: expected(-1, 1), lambda: expected(10, 1001), lambda: chances(-1, 3), lambda: at_least(-1, 2), lambda: somewhere(1.1, 2), lambda: somewhere(0.5, 0),
])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()

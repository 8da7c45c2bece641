"""Two channels' reach against people counted one by one, and against figures the course prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.models.reach import independent, least, most

crowds = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60)
shares = st.floats(0, 1)


@given(crowds)
def test_any_crowd_lies_between_the_least_and_the_most(crowd):
    people = np.array(crowd)
    first, second = people.mean(axis=0)
    reached = people.any(axis=1).mean()
    assert least(first, second) - 1e-12 <= reached <= most(first, second) + 1e-12


@given(shares, shares)
def test_independence_lies_between_them_too(first, second):
    assert least(first, second) - 1e-12 <= independent(first, second) <= most(first, second) + 1e-12


def test_both_bounds_are_met_by_some_crowd():
    nested, apart = np.array([[1, 1], [1, 0], [0, 0], [0, 0]], bool), np.array([[1, 0], [1, 0], [0, 1], [0, 0]], bool)
    assert nested.any(axis=1).mean() == least(0.5, 0.25) and apart.any(axis=1).mean() == most(0.5, 0.25)


def test_the_figures_that_the_course_prints():
    assert [float(100 * reach(0.6, 0.36)) for reach in (least, independent, most)] == pytest.approx([60, 74.4, 96])
    assert (100 * (most(0.6, [0.96, 0.56, 0.19]) - least(0.6, [0.96, 0.56, 0.19]))) == pytest.approx([4, 40, 19])


@pytest.mark.parametrize("wrong", [lambda: least(1.1, 0.5), lambda: most(0.5, -0.1), lambda: independent([0.2, 36], 0.5)])
def test_what_is_not_a_share_is_refused(wrong):
    with pytest.raises(ValueError, match="fra 0 til 1"):
        wrong()

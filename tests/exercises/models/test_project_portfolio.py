"""A portfolio with a fat tail against what can be worked out by hand, and against figures the course prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.models.project_portfolio import (
    ALPHA, expected, expected_listed, from_the_worst, share_above, simulate, stopped, until_listed,
)

ceilings = st.floats(1.5, 50)


def test_the_tail_is_that_of_the_two_published_figures():
    assert share_above(1.5) == pytest.approx(0.18)
    assert 1.5 * ALPHA / (ALPHA - 1) == pytest.approx(1 + 4.47)
    assert expected() == pytest.approx(0.82 + 0.18 * 5.47)


@pytest.mark.parametrize("ratio", [1.5, 2, 3, 5, 10])
def test_as_many_run_wild_as_the_power_law_says(ratio):
    n, chance = 200_000, share_above(ratio)
    found = (simulate(n, seed=1) > ratio).mean()
    assert found == pytest.approx(chance, abs=3 * np.sqrt(chance * (1 - chance) / n))


@pytest.mark.parametrize("ceiling", [1.5, 2, 3, 10])
def test_the_mean_under_a_ceiling_is_the_area_under_the_chances(ceiling):
    ratios = np.linspace(1.5, ceiling, 20_001)
    above = np.array([share_above(ratio) for ratio in ratios])
    area = np.sum((above[1:] + above[:-1]) / 2 * np.diff(ratios))
    assert expected(ceiling) == pytest.approx(0.82 + 0.18 * 1.5 + area, abs=1e-6)


@given(ceilings, ceilings)
def test_a_lower_ceiling_never_costs_more(one, other):
    low, high = sorted((one, other))
    ratios = simulate()
    assert expected(low) <= expected(high) <= expected()
    assert stopped(ratios, low).sum() <= stopped(ratios, high).sum() <= ratios.sum()


def test_without_a_tail_no_project_passes_one_and_a_half():
    ratios = simulate(5000, tail_share=0)
    assert ratios.max() <= 1.5 and ratios.min() >= 0.5
    assert ratios.mean() == pytest.approx(1, abs=3 * 0.15 / np.sqrt(5000))


@settings(max_examples=30)
@given(st.floats(0.02, 1), st.integers(0, 500))
def test_the_list_is_the_same_however_many_do_well(tail_share, seed):
    few, many = until_listed(tail_share, seed=seed), until_listed(1, seed=seed)
    assert few[few > 2].tolist() == many[many > 2].tolist()
    assert (few > 2).sum() == 9 and few[-1] > 2


def test_a_long_list_has_the_length_and_the_middle_that_the_power_law_gives():
    ratios = until_listed(0.18, listed=20_000)
    listed = ratios[ratios > 2]
    assert len(listed) / len(ratios) == pytest.approx(share_above(2), rel=0.03)
    assert np.median(listed) == pytest.approx(2 * 2 ** (1 / ALPHA), rel=0.03)


def test_the_worst_bring_what_they_bring():
    assert from_the_worst(np.array([0.9, 1.5, 2.0, 4.5]), 1) == pytest.approx(3.5 / 5)
    assert from_the_worst(np.array([0.9, 1.0]), 3) == 0


def test_the_figures_that_the_course_prints():
    ratios = simulate()
    assert [np.mean(ratios), np.median(ratios)] == pytest.approx([2.03, 1.05], abs=0.005)
    assert (ratios > 2).sum() == 9 and ratios.max() == pytest.approx(41.7, abs=0.05)
    assert [stopped(ratios, ceiling).mean() for ceiling in (2, 3)] == pytest.approx([1.14, 1.20], abs=0.005)
    assert [expected(2), expected(3), expected(), expected_listed()] == pytest.approx([1.16, 1.25, 1.80, 7.29], abs=0.005)
    assert 100 * share_above(2) == pytest.approx(12.1, abs=0.05)
    assert [len(until_listed(share)) for share in (0.05, 0.18, 0.5)] == [217, 88, 34]


@pytest.mark.parametrize("wrong", [
    lambda: simulate(0), lambda: simulate(tail_share=1.1), lambda: stopped(np.ones(3), 1.2), lambda: share_above(1), lambda: expected(1),
    lambda: expected_listed(1), lambda: until_listed(0), lambda: until_listed(0.1, listed=0),
])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()

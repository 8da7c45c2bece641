"""Spread, camps and groups against what can be worked out by hand, and against figures the course prints."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.datasets import load
from exercises.models.polarization import eta_squared, eta_squared_by_chance, polarization_indices

CAMPS = [50, 0, 0, 0, 0, 0, 50]
alphas = st.floats(0, 1.6)
answers = st.lists(st.integers(0, 100), min_size=7, max_size=7).filter(any)


@given(alphas, st.integers(0, 6))
def test_all_on_one_answer_are_neither_spread_nor_split(alpha, place):
    found = polarization_indices(np.eye(7)[place], alpha=alpha)
    assert (found.mean, found.dispersion, found.polarization) == pytest.approx((place + 1, 0, 0))


@given(alphas)
def test_half_at_each_end_is_the_most_of_both(alpha):
    found = polarization_indices(CAMPS, alpha=alpha)
    assert (found.mean, found.dispersion, found.polarization) == pytest.approx((4, 1, 1))


def test_half_at_each_end_unscaled_is_one_and_a_half():
    p, places = np.array([0.5, 0.5]), np.array([1, 7])
    assert sum(p[i] ** 2 * p[j] * abs(places[i] - places[j]) for i in (0, 1) for j in (0, 1)) == 1.5
    assert polarization_indices(p, places).polarization == 1


@given(answers, alphas)
def test_both_are_at_most_one_and_the_mirror_image_is_the_same(shares, alpha):
    found, mirrored = polarization_indices(shares, alpha=alpha), polarization_indices(shares[::-1], alpha=alpha)
    assert -1e-12 <= found.dispersion <= 1 + 1e-12 and -1e-12 <= found.polarization <= 1 + 1e-12
    assert (found.dispersion, found.polarization) == pytest.approx((mirrored.dispersion, mirrored.polarization))
    assert found.mean == pytest.approx(8 - mirrored.mean)


@given(answers, alphas)
def test_the_number_of_people_and_the_unit_of_the_scale_do_not_matter(shares, alpha):
    found = polarization_indices(shares, alpha=alpha)
    other = polarization_indices(np.multiply(shares, 3), np.arange(7) * 10, alpha)
    assert (found.dispersion, found.polarization) == pytest.approx((other.dispersion, other.polarization))


@given(answers)
def test_without_identification_it_is_the_mean_absolute_difference(shares):
    p = np.array(shares) / sum(shares)
    difference = sum(p[i] * p[j] * abs(i - j) for i in range(7) for j in range(7))
    assert polarization_indices(shares, alpha=0).polarization == pytest.approx(difference / 3)


@pytest.mark.parametrize(
    ("shares", "mean", "dispersion", "polarization"),
    [
        ([0, 0, 10, 80, 10, 0, 0], 4.0, 0.022, 0.099),
        ([1, 1, 1, 1, 1, 1, 1], 4.0, 0.444, 0.218),
        ([5, 0, 0, 90, 0, 0, 5], 4.0, 0.100, 0.172),
        ([20, 0, 0, 0, 0, 0, 80], 5.8, 0.640, 0.640),
        ([10, 15, 20, 10, 20, 15, 10], 4.0, 0.378, 0.207),
    ],
)
def test_the_figures_the_course_prints(shares, mean, dispersion, polarization):
    found = polarization_indices(shares)
    assert (found.mean, found.dispersion, found.polarization) == pytest.approx((mean, dispersion, polarization), abs=0.0005)


def test_a_small_edge_is_the_more_polarised_once_standing_together_counts_enough():
    edge, spread = [5, 0, 0, 90, 0, 0, 5], [1] * 7
    above = [polarization_indices(edge, alpha=alpha / 10).polarization > polarization_indices(spread, alpha=alpha / 10).polarization for alpha in range(17)]
    assert above == [False] * 12 + [True] * 5


def test_two_groups_worked_by_hand():
    assert eta_squared([1, 3, 5, 7], ["a", "a", "b", "b"]) == pytest.approx(16 / 20)
    assert eta_squared([1, 2, 1, 2], ["a", "a", "b", "b"]) == 0
    assert eta_squared([1, 1, 2, 2], ["a", "a", "b", "b"]) == 1


@given(st.lists(st.floats(-10, 10), min_size=3, max_size=20).filter(lambda values: np.ptp(values) > 0.01))
def test_one_group_explains_nothing_and_groups_of_one_explain_all(values):
    assert eta_squared(values, ["all"] * len(values)) == pytest.approx(0)
    assert eta_squared(values, range(len(values))) == pytest.approx(1)


@pytest.mark.parametrize("groups", [["a", "a", "b", "b", "c"], ["a", "b", "b", "b", "b"], ["a", "b", "c", "d", "d"]])
def test_what_chance_explains_is_the_mean_over_all_ways_to_deal_the_values_out(groups):
    dealt = [eta_squared(values, groups) for values in permutations([0, 1, 3, 7, 20])]
    assert np.mean(dealt) == pytest.approx(eta_squared_by_chance(groups))


@pytest.mark.parametrize(("groups", "share"), [("region", 0.062), ("province", 0.198)])
def test_the_growth_of_municipalities_by_place(groups, share):
    table = load("municipalities_denmark").query("code != 411")
    growth = 100 * (table.population_2020_jan1 / table.population_2019_jan1 - 1)
    assert eta_squared(growth, table[groups].astype(object)) == pytest.approx(share, abs=0.0005)


@pytest.mark.parametrize(
    "arguments",
    [{"shares": [0] * 7}, {"shares": [-1, 1, 1, 1, 1, 1, 1]}, {"shares": [1, 1]}, {"shares": [1, 1], "positions": [3, 3]}, {"shares": CAMPS, "alpha": 2}],
)
def test_impossible_answers_are_refused(arguments):
    with pytest.raises(ValueError, match="skal"):
        polarization_indices(**arguments)


@pytest.mark.parametrize(("values", "groups"), [([1, 2], ["a"]), ([2, 2], ["a", "b"])])
def test_impossible_groups_are_refused(values, groups):
    with pytest.raises(ValueError, match="skal"):
        eta_squared(values, groups)

"""Regression to the mean against what can be worked out by hand, and in the figures of the course."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.datasets import load
from exercises.models.regression_to_mean import change_correlation, expected_correlation, two_readings


def test_a_large_draw_comes_near_the_formula():
    for noise in (2, 8, 20):
        first, second = two_readings(200_000, 45, 17, noise, seed=1)
        assert change_correlation(first, second) == pytest.approx(expected_correlation(17, noise), abs=0.01)


def test_without_noise_nothing_changes_and_nothing_is_correlated():
    first, second = two_readings(35, 45, 17, 0, seed=1)
    assert (first == second).all() and expected_correlation(17, 0) == 0


@given(st.floats(0, 100), st.floats(0.01, 100))
def test_chance_pulls_down_and_never_below_the_square_root_of_a_half(spread, noise):
    assert -np.sqrt(0.5) - 1e-12 <= expected_correlation(spread, noise) < 0
    assert expected_correlation(spread, noise) > expected_correlation(spread, 2 * noise) - 1e-12


def test_first_and_last_level_pull_opposite_ways_and_their_mean_neither():
    first, second = two_readings(200_000, 45, 17, 10, seed=3)
    assert change_correlation(first, second, "after") == pytest.approx(-change_correlation(first, second), abs=0.02)
    assert change_correlation(first, second, "mean") == pytest.approx(0, abs=0.01)


def test_the_same_seed_gives_the_same_draw_and_another_another():
    assert (two_readings(35, 45, 17, 8, seed=1)[0] == two_readings(35, 45, 17, 8, seed=1)[0]).all()
    assert (two_readings(35, 45, 17, 8, seed=1)[0] != two_readings(35, 45, 17, 8, seed=2)[0]).any()


def test_the_sign_turns_in_the_figures_of_the_course():
    trust = load("trust_government_2007_2014").query("country != 'OECD average'")
    found = [change_correlation(trust.trust_2007_pct_derived, trust.trust_2014_pct, level) for level in ("before", "after", "mean")]
    assert found == pytest.approx([-0.60, 0.30, -0.21], abs=0.005)


@pytest.mark.parametrize("wrong", [(1, 45, 17, 8), (35, 45, -1, 8), (35, 45, 17, -1)])
def test_what_cannot_be_is_an_error(wrong):
    with pytest.raises(ValueError, match=r"mindst 2|negative"):
        two_readings(*wrong, seed=1)
    with pytest.raises(ValueError, match="before, after eller mean"):
        change_correlation([1, 2], [2, 1], "between")

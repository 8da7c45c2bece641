"""Calibration: the distribution of hits against its known mean, spread and edge cases, and what an interval catches."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.models.calibration import all_hit, at_most, hit, hits_distribution


@given(n=st.integers(1, 60), rate=st.floats(0, 1))
def test_the_distribution_sums_to_one_with_the_binomials_mean_and_variance(n, rate):
    chances, hits = hits_distribution(n, rate), np.arange(n + 1)
    mean = (chances * hits).sum()
    assert chances.sum() == pytest.approx(1)
    assert mean == pytest.approx(n * rate, abs=1e-9)
    assert (chances * (hits - mean) ** 2).sum() == pytest.approx(n * rate * (1 - rate), abs=1e-9)


def test_two_fair_coins_can_be_counted_by_hand():
    assert hits_distribution(2, 0.5).tolist() == [0.25, 0.5, 0.25]


def test_five_or_fewer_of_ten_is_rare_for_one_who_is_right_nine_times_in_ten():
    assert at_most(5, 10, 0.9) == pytest.approx(0.0016349, abs=1e-7)
    assert at_most(10, 10, 0.9) == pytest.approx(1)


def test_a_simulation_finds_the_same():
    drawn = np.random.default_rng(7).binomial(10, 0.7, 200_000)
    counted = np.bincount(drawn, minlength=11) / drawn.size
    assert np.abs(counted - hits_distribution(10, 0.7)).max() < 0.004


def test_ten_promises_of_ninety_per_cent_are_all_kept_one_time_in_three():
    assert all_hit(10, 0.9) == pytest.approx(0.34868, abs=1e-5)
    assert all_hit([1, 2], 0.9).tolist() == pytest.approx([0.9, 0.81])


def test_both_ends_belong_to_the_interval():
    assert hit([1, 1, 1, 1], [2, 2, 2, 2], [1, 2, 2.01, 0.99]).tolist() == [True, True, False, False]


@pytest.mark.parametrize(("call", "said"), [
    (lambda: hits_distribution(0, 0.5), "n skal"), (lambda: hits_distribution(10, 90), "rate skal"), (lambda: all_hit(2, -0.1), "rate skal"),
    (lambda: at_most(11, 10, 0.5), "hits skal"), (lambda: hit([2], [1], [1]), "low må"),
])
def test_what_cannot_be_meant_is_refused(call, said):
    with pytest.raises(ValueError, match=said):
        call()

"""The diffusion model against what can be worked out by hand, and against figures the course prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.models.bass import fit, new_in_each_year, peak, share, time_to, yearly

own = st.floats(0.002, 0.3)
imitation = st.floats(0, 1)


@given(own)
def test_without_imitation_a_fixed_share_of_the_rest_adopts(p):
    years = np.arange(30)
    assert share(years, p, 0) == pytest.approx(1 - np.exp(-p * years))


@given(own, imitation)
def test_nobody_at_first_ever_more_and_everybody_in_the_end(p, q):
    shares = share(np.linspace(0, 40, 200), p, q)
    assert shares[0] == 0 and (np.diff(shares) > -1e-12).all() and shares.max() <= 1
    assert share(1e4, p, q) == pytest.approx(1)


@given(own, imitation, st.floats(0, 0.99))
def test_the_time_to_a_share_is_when_the_curve_is_there(p, q, reached):
    assert share(time_to(reached, p, q), p, q) == pytest.approx(reached, abs=1e-9)


@given(own, imitation)
def test_the_curve_obeys_its_own_equation(p, q):
    """f = (p + q F)(1 - F), by differences."""
    time, step = np.linspace(0.5, 15, 30), 1e-5
    slope = (share(time + step, p, q) - share(time - step, p, q)) / (2 * step)
    assert slope == pytest.approx((p + q * share(time, p, q)) * (1 - share(time, p, q)), abs=1e-6)


@pytest.mark.parametrize(("p", "q"), [(0.03, 0.38), (0.01, 0.6), (0.1, 0.2)])
def test_most_adopt_where_theory_puts_the_peak(p, q):
    assert share(peak(p, q), p, q) == pytest.approx(1 / 2 - p / (2 * q))
    around = share(peak(p, q) + np.array([-0.51, -0.01, 0.01, 0.51]), p, q)
    assert np.diff(around)[1] / 0.02 > max(np.diff(around)[0], np.diff(around)[2]) / 0.5


def test_where_own_initiative_is_strongest_most_adopt_at_once():
    assert peak(0.4, 0.3) == 0


def test_counted_year_by_year_as_by_hand():
    assert yearly(0.03, 0.38, 5) == pytest.approx([0, 3, 7.0158, 12.2843, 19.0104, 27.2907], abs=1e-4)
    assert yearly(0.03, 0.38, 10)[10] == pytest.approx(78.26, abs=0.005)


def test_the_figures_that_the_course_prints():
    assert 100 * share(2, 0.03, 0.38) == pytest.approx(8.5, abs=0.05)
    assert [time_to(reached, 0.03, 0.38) for reached in (0.1, 0.5, 0.9)] == pytest.approx([2.25, 6.55, 11.76], abs=0.005)
    assert peak(0.03, 0.38) == pytest.approx(6.19, abs=0.005)
    assert [time_to(0.5, 0.06, 0.38), time_to(0.5, 0.03, 0.76)] == pytest.approx([4.82, 4.19], abs=0.005)
    assert [time_to(0.1, 0.06, 0.38), time_to(0.1, 0.03, 0.76)] == pytest.approx([1.35, 1.73], abs=0.005)


def test_the_new_of_each_year_are_all_of_them():
    assert new_in_each_year(0.03, 0.38, 20).sum() == pytest.approx(share(20, 0.03, 0.38))


@settings(max_examples=25, deadline=None)
@given(st.floats(0.01, 0.3), st.floats(0.05, 0.9), st.floats(1, 100))
def test_a_curve_is_found_again_from_its_own_points(p, q, market):
    time = np.arange(1, 16)
    found = fit(time, market * share(time, p, q), market)
    assert (found.p, found.q) == pytest.approx((p, q), abs=2e-3)
    assert found.rmse == pytest.approx(0, abs=1e-3 * market)


def test_the_market_is_found_too_when_nobody_gives_it():
    found = fit(np.arange(1, 12), 50 * share(np.arange(1, 12), 0.03, 0.38))
    assert (found.p, found.q, found.market) == pytest.approx((0.03, 0.38, 50), rel=1e-3)


def test_three_years_of_figures_fit_two_very_different_ends():
    time, users = [0.65, 1.53, 2.07, 3.03], [0.877, 2.0, 2.2, 3.0]
    low, high = fit(time, users, 3.5), fit(time, users, 5.5)
    assert [low.rmse, high.rmse] == pytest.approx([0.105, 0.105], abs=0.001)
    assert [low.q, high.q] == pytest.approx([0.39, 0], abs=0.01)


@pytest.mark.parametrize("wrong", [
    lambda: share(1, 0, 0.3), lambda: share(-1, 0.1, 0.3), lambda: share(1, 0.1, -0.3), lambda: time_to(1, 0.1, 0.3), lambda: time_to(0.5, 0, 0.3),
    lambda: peak(0, 0.3), lambda: fit([1], [2]), lambda: fit([1, 2], [2]),
])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()

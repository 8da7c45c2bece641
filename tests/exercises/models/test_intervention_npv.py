"""The sheet of an early effort against cases worked by hand, and against figures the course prints."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.models.intervention_npv import GAIN_SHARES, Case, break_even_share, budget, npv

CASE = Case()
SMALL = Case(cost=100, cost_years=1, gain=121, success=1, first_gain=2, last_year=2, rate=0.1)
cases = st.builds(
    Case, cost=st.floats(0, 400_000), gain=st.floats(0, 1_000_000), success=st.floats(0, 1),
    first_gain=st.integers(1, 10), last_year=st.integers(3, 20), rate=st.floats(0, 0.06),
)
shares = st.floats(0, 1)


def test_three_years_worked_by_hand():
    """100 kroner now, 121 in two years at ten per cent: 121 / 1.1² = 100, so it is even, and not before year 2."""
    sheet = budget(SMALL)
    assert sheet.cost.tolist() == [-100, 0, 0]
    assert sheet.gain.tolist() == [0, 0, 121]
    assert sheet.factor.tolist() == pytest.approx([1, 1 / 1.1, 1 / 1.21])
    assert sheet.present.tolist() == pytest.approx([-100, 0, 100])
    assert sheet.total.tolist() == pytest.approx([-100, -100, 0])
    assert (sheet.npv, sheet.even_in, break_even_share(SMALL)) == (pytest.approx(0), 2, pytest.approx(1))


def test_two_families_in_ten_and_half_the_gain_worked_by_hand():
    """Two years of 150,000 cost 300,000. Two in ten of 250,000 is 50,000, half of it 25,000, in eight years 200,000."""
    case = Case(success=0.2, rate=0)
    sheet = budget(case, gain_share=0.5)
    assert sheet.gain[3:].tolist() == [25_000] * 8
    assert sheet.npv == -100_000
    assert break_even_share(case) == 300_000 / 400_000


@pytest.mark.parametrize(
    ("changes", "gain_share", "kroner"),
    [
        ({}, 1, 186_341), ({}, 0.5, -54_293), ({}, 0.3, -150_547),
        ({"rate": 0}, 1, 300_000), ({"rate": 0}, 0.5, 0), ({"rate": 0.04}, 1, 172_629), ({"rate": 0.04}, 0.5, -60_801),
        ({"last_year": 6}, 1, -37_763), ({"last_year": 7}, 1, 21_186), ({"last_year": 12}, 0.5, -3_791), ({"last_year": 13}, 0.5, 20_187),
    ],
)
def test_the_figures_the_course_prints(changes, gain_share, kroner):
    assert npv(replace(CASE, **changes), gain_share=gain_share) == pytest.approx(kroner, abs=0.5)


def test_the_purses_add_up_to_society():
    paid = {"own": 1, "other": 0, "region": 0, "state": 0}
    apart = {purse: npv(CASE, paid[purse], share) for purse, share in GAIN_SHARES.items()}
    assert sum(GAIN_SHARES.values()) == pytest.approx(1)
    assert sum(apart.values()) == pytest.approx(npv(CASE))
    assert (apart["region"], apart["state"]) == (pytest.approx(48_127, abs=0.5), pytest.approx(192_507, abs=0.5))


def test_before_interest_the_municipality_is_even_in_year_ten_and_society_in_year_six():
    free = replace(CASE, rate=0)
    assert (budget(free, gain_share=0.5).even_in, budget(free).even_in) == (10, 6)
    assert (budget(CASE, gain_share=0.5).even_in, budget(CASE).even_in) == (None, 7)


def test_the_share_to_keep_and_the_success_to_be_even():
    assert break_even_share(CASE) == pytest.approx(0.613, abs=0.0005)
    assert npv(CASE, gain_share=break_even_share(CASE)) == pytest.approx(0, abs=1e-6)
    assert npv(replace(CASE, success=CASE.success * break_even_share(CASE))) == pytest.approx(0, abs=1e-6)
    assert CASE.success * break_even_share(CASE) == pytest.approx(0.184, abs=0.0005)


def test_the_internal_rate_lies_at_twelve_point_nine_per_cent():
    assert npv(replace(CASE, rate=0.1285)) > 0 > npv(replace(CASE, rate=0.1295))


@given(cases, shares, shares, shares, shares)
def test_sheets_of_shares_that_add_up_add_up(case, cost, gain, part, other):
    whole = npv(case, cost, gain)
    assert npv(case, cost * part, gain * other) + npv(case, cost * (1 - part), gain * (1 - other)) == pytest.approx(whole, abs=1e-3)


@given(cases, st.floats(0, 0.06))
def test_without_a_rate_it_is_what_comes_in_less_what_goes_out(case, rate):
    free = budget(replace(case, rate=0))
    assert free.npv == pytest.approx(free.cost.sum() + free.gain.sum())
    assert budget(replace(case, rate=rate)).gain @ budget(replace(case, rate=rate)).factor <= free.gain.sum() + 1e-6


def test_a_gain_that_never_comes_cannot_cover_anything():
    late = replace(CASE, first_gain=11)
    assert break_even_share(late) == float("inf")
    assert (budget(late).even_in, budget(late, cost_share=0).even_in) == (None, 0)


@pytest.mark.parametrize("changes", [{"success": 1.1}, {"success": -0.1}, {"rate": -1}, {"last_year": -1}, {"cost_years": 0}])
def test_impossible_cases_are_refused(changes):
    with pytest.raises(ValueError, match="skal|tælles"):
        replace(CASE, **changes)


@pytest.mark.parametrize("of", [{"cost_share": 1.1}, {"gain_share": -0.1}])
def test_impossible_shares_are_refused(of):
    with pytest.raises(ValueError, match="andelene"):
        budget(CASE, **of)

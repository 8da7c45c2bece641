"""Waiting times under a target, against the normal distribution, what is conserved, and figures the course prints."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.models.target_gaming import around, share_within, simulate

chances = st.floats(0, 1)


def test_share_and_mean_are_those_of_the_lognormal_distribution():
    before = simulate(0, n=400_000).before
    assert share_within(before) == pytest.approx(NormalDist().cdf(np.log(4 / 3) / 0.5), abs=0.003)  # 0.7175
    assert before.mean() == pytest.approx(3 * np.exp(0.125), abs=0.01)  # 3.399


@settings(max_examples=30)
@given(chances, st.integers(0, 50))
def test_moving_patients_moves_hours_and_makes_none(gaming, seed):
    waits = simulate(gaming, "move", seed=seed, n=500)
    assert waits.lived.sum() == pytest.approx(waits.before.sum(), abs=1e-9)
    assert (waits.lived == waits.recorded).all()


@settings(max_examples=30)
@given(chances, st.integers(0, 50))
def test_writing_an_earlier_time_changes_no_life(gaming, seed):
    waits = simulate(gaming, "record", seed=seed, n=500)
    assert (waits.lived == waits.before).all()
    assert (waits.recorded <= waits.before).all()


@given(chances, chances)
@settings(max_examples=30)
def test_more_gaming_chooses_more_of_the_same_patients(one, other):
    low, high = sorted((one, other))
    few, many = simulate(low, n=500), simulate(high, n=500)
    assert set(few.chosen) <= set(many.chosen)
    assert share_within(few.recorded) <= share_within(many.recorded)


@pytest.mark.parametrize("mode", ["move", "record"])
def test_without_gaming_nothing_changes(mode):
    waits = simulate(0, mode)
    assert (waits.lived == waits.before).all() and (waits.recorded == waits.before).all() and waits.chosen.size == 0


def test_those_a_little_under_the_line_are_put_there_and_nowhere_else():
    waits = simulate(1, "move")
    assert (waits.before[waits.chosen] > 4).all() and (waits.before[waits.chosen] <= 5).all()
    assert (waits.lived[waits.chosen] > 3.75).all() and (waits.lived[waits.chosen] <= 4).all()
    rest = np.setdiff1d(np.flatnonzero(waits.before <= 5), waits.chosen)
    assert (waits.lived[rest] == waits.before[rest]).all()


def test_nobody_beyond_the_window_means_nobody_pays():
    waits = simulate(1, "move", n=3, median=4.5, sigma=1e-6)
    assert waits.chosen.size == 3 and (waits.lived <= 4).all()


@pytest.mark.parametrize(
    ("gaming", "mode", "within", "mean", "slowest", "near"),
    [
        (0.0, "move", 71.1, 3.417, 6.89, (227, 203)),
        (0.6, "move", 79.2, 3.417, 7.18, (630, 81)),
        (0.6, "record", 79.2, 3.371, 6.89, (630, 81)),
    ],
)
def test_the_figures_the_course_prints(gaming, mode, within, mean, slowest, near):
    recorded = simulate(gaming, mode).recorded
    assert round(100 * share_within(recorded), 1) == within
    assert round(recorded.mean(), 3) == mean and round(np.percentile(recorded, 95), 2) == slowest
    assert around(recorded) == near


@pytest.mark.parametrize("arguments", [{"gaming": 1.1}, {"gaming": -0.1}, {"gaming": 0.5, "mode": "hide"}])
def test_impossible_settings_are_refused(arguments):
    with pytest.raises(ValueError, match="skal"):
        simulate(**arguments)

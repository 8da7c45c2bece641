"""Effort under a target, against what can be worked out by hand, and figures the course prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.models.measured_and_unmeasured import best_strength, outcome

shares = st.floats(0, 1)
weights = st.floats(0.1, 0.9)


@given(weights)
def test_without_a_target_value_is_the_length_of_the_weights(weight):
    assert outcome(0, weight=weight).value == pytest.approx(0.7 * np.hypot(weight, 1 - weight))


@given(weights, st.floats(0, 0.6))
def test_a_full_target_leaves_only_the_measured_part(weight, extra):
    full = outcome(1, weight=weight, extra=extra)
    assert full.share == 1 and full.value == pytest.approx(weight * min(1, 0.7 + extra))


@given(weights)
def test_a_target_that_calls_forth_no_effort_is_best_left_out(weight):
    assert best_strength(weight=weight, extra=0) == 0


@given(shares, weights, shares)
def test_the_report_is_never_below_what_was_done(strength, weight, audit):
    result = outcome(strength, weight=weight, audit=audit)
    assert result.reported >= result.measured
    assert outcome(strength, weight=weight, audit=1).reported == pytest.approx(result.measured)
    assert outcome(0, weight=weight, audit=audit).reported == outcome(0, weight=weight).measured


@given(shares, shares)
def test_looking_behind_the_figures_changes_the_report_and_not_the_work(strength, audit):
    assert outcome(strength, audit=audit).value == outcome(strength).value


@given(weights, shares, shares)
def test_the_worker_shares_out_effort_as_well_as_can_be(weight, strength, other):
    felt = weight + strength * (1 - weight)
    share = outcome(strength, weight=weight).share
    assert felt * np.sqrt(share) + (1 - felt) * np.sqrt(1 - share) >= felt * np.sqrt(other) + (1 - felt) * np.sqrt(1 - other) - 1e-12


def test_equal_parts_get_equal_effort():
    assert outcome(0, weight=0.5).share == 0.5


@pytest.mark.parametrize(
    ("strength", "expected"),
    [
        (0, (0.308, 0.70, 0.388, 0.388, 0.505)),
        (0.25, (0.599, 0.80, 0.619, 0.656, 0.552)),
        (0.5, (0.845, 0.90, 0.827, 0.926, 0.544)),
        (0.75, (0.970, 1.0, 0.985, 1.162, 0.498)),
        (1, (1, 1, 1, 1.240, 0.400)),
    ],
)
def test_the_table_the_course_prints(strength, expected):
    found = outcome(strength)
    assert (found.share, found.effort, found.measured, found.reported, found.value) == pytest.approx(expected, abs=0.0006)


def test_the_best_strength_and_the_way_back_that_the_course_prints():
    assert best_strength() == pytest.approx(0.33) and outcome(0.33).value == pytest.approx(0.555, abs=0.0005)
    strengths = np.linspace(0, 1, 101)
    below = strengths[(strengths > 0) & (outcome(strengths).value < outcome(0).value)]
    assert below.min() == pytest.approx(0.72)


@pytest.mark.parametrize("arguments", [{"strength": 1.2}, {"strength": 0.5, "weight": -0.1}, {"strength": [0, 2]}, {"strength": 0, "audit": 3}])
def test_impossible_settings_are_refused(arguments):
    with pytest.raises(ValueError, match="skal ligge mellem 0 og 1"):
        outcome(**arguments)

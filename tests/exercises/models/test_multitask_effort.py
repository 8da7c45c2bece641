"""Two efforts under a weight, against the closed form and figures the course prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.models.multitask_effort import best_weight, efforts

substitutions = st.floats(0.05, 0.9)
shares = st.floats(0.2, 0.8)
weights = st.floats(0, 1.5)


def gain(e1, e2, pull, own, substitution):
    """What the worker makes the most of."""
    return pull * e1 + own * e2 - (e1**2 + e2**2) / 2 - substitution * e1 * e2


@given(substitutions)
def test_without_a_weight_both_parts_get_the_same(substitution):
    found = efforts(0, substitution=substitution)
    assert found.measured == pytest.approx(1 / (1 + substitution)) == found.unmeasured == pytest.approx(found.value)


@given(weights, substitutions, st.floats(0, 1), st.floats(0, 4), st.floats(0, 4))
def test_no_other_two_efforts_suit_the_worker_better(weight, substitution, crowding, e1, e2):
    found = efforts(weight, substitution=substitution, crowding=crowding)
    left = max(0, 1 - crowding * weight)
    best = gain(found.measured, found.unmeasured, left + weight, left, substitution)
    assert best >= gain(e1, e2, left + weight, left, substitution) - 1e-9


@given(substitutions, shares, st.floats(0.2, 2), st.floats(0.2, 2))
def test_the_best_weight_is_that_of_the_closed_form(substitution, share, m1, m2):
    best = m2 * (share + (1 - share) * substitution**2) / substitution - m1
    settings = {"substitution": substitution, "measured_share": share, "drive": (m1, m2)}
    around = np.clip([best - 0.01, best, best + 0.01], 0, None)
    value = efforts(around, **settings).value
    assert value[1] >= value.max() - 1e-12


@pytest.mark.parametrize(("substitution", "expected"), [(0.25, 1.125), (0.5, 0.25), (0.75, 0.0417)])
def test_the_harder_the_parts_compete_the_lighter_the_best_weight(substitution, expected):
    assert best_weight(substitution=substitution) == pytest.approx(expected, abs=0.001)


@given(substitutions, st.floats(0.5, 1))
def test_a_weight_that_takes_half_the_drive_is_best_left_out(substitution, crowding):
    assert efforts(np.linspace(0, 2, 41), substitution=substitution, crowding=crowding).value.argmax() == 0


def test_a_weight_that_takes_a_quarter_is_best_kept_light():
    assert best_weight(crowding=0.25) == pytest.approx(0.114, abs=0.001)


@given(substitutions, st.floats(0, 0.5))
def test_a_weight_pays_from_the_share_of_the_closed_form_on(substitution, crowding):
    share = (substitution + crowding * (1 - substitution)) / (1 + substitution)
    for beyond, pays in ((-0.01, False), (0.01, True)):
        value = efforts([0, 1e-4], substitution=substitution, crowding=crowding, measured_share=share + beyond).value
        assert (value[1] > value[0]) == pays


@given(substitutions, weights)
def test_nothing_is_done_for_what_is_not_measured_from_the_corner_on(substitution, beyond):
    corner = 1 / substitution - 1
    found = efforts(corner + beyond, substitution=substitution)
    assert found.unmeasured == pytest.approx(0, abs=1e-12) and found.value == pytest.approx(0, abs=1e-5)
    assert found.measured == pytest.approx(1 + corner + beyond)


@given(substitutions, st.floats(0, 1))
def test_what_is_measured_never_falls_with_the_weight_and_what_is_not_never_rises(substitution, crowding):
    found = efforts(np.linspace(0, 2, 81), substitution=substitution, crowding=crowding)
    assert np.all(np.diff(found.unmeasured) <= 1e-12)
    assert np.all(np.diff(efforts(np.linspace(0, 2, 81), substitution=substitution).measured) >= -1e-12)


@pytest.mark.parametrize(("weight", "expected"), [(0, (2 / 3, 2 / 3, 2 / 3)), (0.25, (1, 0.5, 0.7071)), (0.5, (4 / 3, 1 / 3, 2 / 3)), (1, (2, 0, 0))])
def test_the_figures_the_course_prints(weight, expected):
    found = efforts(weight)
    assert (found.measured, found.unmeasured, found.value) == pytest.approx(expected, abs=0.0001)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"weight": -0.1}, "weight"), ({"weight": [0, 1], "substitution": 1}, "substitution"), ({"weight": 0, "crowding": 2}, "crowding"),
        ({"weight": 0, "measured_share": -1}, "measured_share"), ({"weight": 0, "drive": (1, 0)}, "drive"),
    ],
)
def test_impossible_settings_are_refused(arguments, named):
    with pytest.raises(ValueError, match=f"^{named} skal"):
        efforts(**arguments)

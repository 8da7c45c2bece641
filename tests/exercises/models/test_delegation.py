"""Room to decide against closed forms, and against figures the course prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.models.delegation import NOISE, ROOMS, best_room, curves, decisions, difference, loss

rooms, biases, needs = st.floats(0, 3), st.floats(0, 1.5), st.floats(0.2, 1.5)


@settings(deadline=None)
@given(biases, needs)
def test_without_room_all_are_treated_alike_and_the_loss_is_the_variance_of_the_needs(bias, need):
    assert difference(0, bias, need) == 0
    assert loss(0, bias, need) == pytest.approx(need**2, rel=0.05)


@settings(deadline=None)
@given(biases, needs)
def test_with_all_room_the_loss_is_the_bias_squared_and_the_noise(bias, need):
    assert loss(100, bias, need) == pytest.approx(bias**2 + NOISE**2, abs=0.03)


@settings(deadline=None)
@given(rooms, biases, needs)
def test_no_decision_is_outside_the_room(room, bias, need):
    assert np.abs(decisions(room, bias, need, n=500)[1]).max() <= room


@settings(deadline=None)
@given(rooms, rooms, biases)
def test_more_room_never_makes_the_places_more_alike(one, other, bias):
    assert difference(min(one, other), bias) <= difference(max(one, other), bias) + 1e-9


def test_the_more_the_goals_part_the_less_room_is_best():
    best = [best_room(bias) for bias in (0, 0.5, 1, 1.5)]
    assert best == sorted(best, reverse=True) and len(set(best)) == 4


def test_the_figures_that_the_course_prints():
    assert [loss(room) for room in (0, 0.5, 1.5, 3)] == pytest.approx([1.00, 0.53, 0.32, 0.33], abs=0.005)
    assert best_room() == 1.65
    assert (best_room(1.2), best_room(0.5, 0.3)) == (0.5, 0.1)
    assert [loss(3, 1.2), loss(0.5, 1.2), loss(3, 0.5, 0.3)] == pytest.approx([1.48, 0.82, 0.33], abs=0.005)
    assert [difference(room) for room in (0.5, 1.5, 3)] == pytest.approx([0.40, 0.87, 1.04], abs=0.005)
    assert [loss(1.5, 0), loss(3, 0)] == pytest.approx([0.12, 0.09], abs=0.005)
    assert curves()[0].shape == ROOMS.shape


@pytest.mark.parametrize("wrong", [lambda: loss(-1), lambda: loss(1, need=0), lambda: loss(1, n=0)])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()

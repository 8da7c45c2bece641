"""The room to lead against the areas of circles, and against figures the course prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.models.leadership_room import PLACES, accepted, many_rooms, room, room_over_time, spread_out

tolerances, factors = st.floats(0, 0.8), st.floats(0.2, 1.5)


@pytest.mark.parametrize("radius", [0.1, 0.25, 0.4])
def test_one_partys_room_is_the_area_of_its_circle(radius):
    assert room(radius, [[0.5, 0.5]]) == pytest.approx(np.pi * radius**2, abs=0.01)


def test_two_parties_share_a_lens():
    apart, r = 0.3, 0.3
    lens = 2 * r**2 * np.arccos(apart / (2 * r)) - apart / 2 * np.sqrt(4 * r**2 - apart**2)
    assert room(r, [[0.35, 0.5], [0.65, 0.5]]) == pytest.approx(lens, abs=0.005)


@settings(max_examples=25, deadline=None)
@given(tolerances, tolerances)
def test_more_tolerance_never_makes_the_room_smaller(one, other):
    assert room(min(one, other), points=51) <= room(max(one, other), points=51)


@settings(max_examples=25, deadline=None)
@given(tolerances, factors)
def test_what_all_accept_is_within_what_two_accept(tolerance, factor):
    places = spread_out(factor)
    assert room(tolerance, places, points=51) <= room(tolerance, places, at_least=2, points=51)


def test_the_edge_is_accepted():
    assert accepted(0.3, [[0.5, 0.5]], points=11)[5, 8] == 1  # 0.8 is 0.3 from 0.5


def test_the_figures_that_the_course_prints():
    assert [100 * room(r) for r in (0.3, 0.35, 0.4, 0.45, 0.5)] == pytest.approx([0, 0.1, 1.9, 5.6, 11.1], abs=0.05)
    assert 100 * room(0.4, at_least=2) == pytest.approx(21.0, abs=0.05)
    assert [100 * room(0.4, spread_out(f)) for f in (0.6, 0.8, 1.1, 1.2)] == pytest.approx([14.9, 7.1, 0.5, 0], abs=0.05)
    one = [100 * room(0.4 + 0.1 * np.eye(3)[side]) for side in range(3)]
    assert one == pytest.approx([3.9, 4.1, 3.8], abs=0.05) and 100 * room(0.4 + 0.1 / 3) == pytest.approx(4.2, abs=0.05)
    assert [100 * room(t) for t in ([0.45, 0.4, 0.4], [0.45, 0.45, 0.4])] == pytest.approx([2.9, 4.2], abs=0.05)
    assert accepted(0.4)[100, 100] == 3  # the very middle is within, but only just
    assert accepted(0.35)[100, 100] == 1


def test_parties_who_do_not_move_keep_their_room():
    assert room_over_time(6, 0) == pytest.approx([room(0.4, points=101)] * 6)


def test_months_are_counted_as_any_room_is():
    random, places, expected = np.random.default_rng(3), PLACES, []
    for _ in range(60):
        places = np.clip(places + random.normal(0, 0.05, places.shape), 0, 1)
        expected.append(room(0.45, places, points=101))
    assert 0 in expected and (room_over_time(60, 0.05, 0.45, seed=3) == np.array(expected)).all()


def test_the_same_seed_gives_the_same_months():
    assert (room_over_time(12, 0.03, seed=1) == room_over_time(12, 0.03, seed=1)).all()
    assert (room_over_time(12, 0.03, seed=1) != room_over_time(12, 0.03, seed=2)).any()


@pytest.mark.parametrize("wrong", [lambda: room(-0.1), lambda: room(0.4, points=1), lambda: room_over_time(0, 0.03), lambda: room_over_time(3, -1)])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()


def test_drift_leaves_the_mean_but_takes_whole_months():
    months = many_rooms(0.03)
    assert 100 * months.mean() == pytest.approx(2.1, abs=0.05) and 100 * room(0.4, points=101) == pytest.approx(1.9, abs=0.05)
    assert 100 * (months == 0).mean() == pytest.approx(27.6, abs=0.05)
    assert (months == 0).any(axis=1).sum() == 60

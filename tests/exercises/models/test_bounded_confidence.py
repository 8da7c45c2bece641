"""The opinion model against what can be worked out by hand, and against figures the course prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.models.bounded_confidence import STILL, clusters, deffuant, hegselmann_krause, reach_of, start

opinion_rows = st.lists(st.floats(0, 1, allow_subnormal=False), min_size=1, max_size=25)


def final(epsilon, seed=2017, closed_share=0.0):
    opinions, closed = start(seed=seed, closed_share=closed_share)
    return hegselmann_krause(opinions, reach_of(closed, epsilon))[-1]


@given(opinion_rows)
def test_those_who_hear_everybody_agree_on_the_mean_after_one_step(opinions):
    assert hegselmann_krause(opinions, 1)[-1] == pytest.approx(np.full(len(opinions), np.mean(opinions)), abs=STILL)
    assert len(hegselmann_krause(opinions, 1, max_steps=1)) <= 2


@given(opinion_rows)
def test_those_who_hear_nobody_stay(opinions):
    assert hegselmann_krause(opinions, 0)[-1] == pytest.approx(opinions)


@pytest.mark.parametrize(("epsilon", "end", "steps"), [(0.5, [0.2, 0.8], 0), (0.7, [0.5, 0.5], 1)])
def test_two_agents_meet_only_within_reach(epsilon, end, steps):
    path = hegselmann_krause([0.2, 0.8], epsilon)
    assert path[-1] == pytest.approx(end) and len(path) == steps + 1


def test_three_agents_worked_by_hand():
    assert hegselmann_krause([0, 0.4, 1], 0.45)[-1] == pytest.approx([0.2, 0.2, 1])


@settings(max_examples=50)
@given(opinion_rows, st.floats(0.01, 0.6))
def test_equal_reach_keeps_the_order_and_the_first_range(opinions, epsilon):
    ordered = sorted(opinions)
    path = hegselmann_krause(ordered, epsilon)
    assert (np.diff(path, axis=1) >= -1e-12).all()
    assert path.min() >= ordered[0] - 1e-12 and path.max() <= ordered[-1] + 1e-12


@pytest.mark.parametrize("epsilon", [0.05, 0.1, 0.15, 0.2, 0.25, 0.3])
def test_camps_that_are_left_cannot_hear_each_other(epsilon):
    places = [cluster.opinion for cluster in clusters(final(epsilon))]
    assert (np.diff(places) > epsilon).all()


@settings(max_examples=20)
@given(opinion_rows, st.floats(0.05, 1), st.floats(0, 0.5))
def test_meetings_in_pairs_keep_the_mean(opinions, epsilon, mu):
    assert deffuant(opinions, epsilon, mu, meetings=500).mean() == pytest.approx(np.mean(opinions), abs=1e-12)


def test_evenly_spread_opinions_become_one_camp_or_two_mirror_images():
    spread = (np.arange(200) + 0.5) / 200
    (only,) = clusters(hegselmann_krause(spread, 0.2525)[-1])
    assert only.size == 200 and only.opinion == pytest.approx(0.5, abs=1e-4)  # ties at the edge are decided by rounding
    low, high = clusters(hegselmann_krause(spread, 0.2025)[-1])
    assert low.size + high.size == 200 and abs(low.size - 100) <= 2
    assert low.opinion == pytest.approx(0.31, abs=0.01) and high.opinion == pytest.approx(0.69, abs=0.01)


@pytest.mark.parametrize(("epsilon", "camps"), [(0.05, 7), (0.10, 4), (0.15, 2), (0.20, 2), (0.25, 1), (0.30, 1)])
def test_the_number_of_camps_the_course_prints(epsilon, camps):
    assert len(clusters(final(epsilon))) == camps


def test_the_two_camps_the_course_prints():
    found = [(cluster.size, round(cluster.opinion, 2)) for cluster in clusters(final(0.2))]
    assert found == [(135, 0.39), (65, 0.71)]


@pytest.mark.parametrize(("share", "size", "opinion"), [(0.0, 200, 0.49), (0.05, 196, 0.28), (1.0, 52, None)])
def test_a_few_closed_minds_move_the_crowd_more_than_they_split_it(share, size, opinion):
    largest = max(clusters(final(0.3, closed_share=share)), key=lambda cluster: cluster.size)
    assert largest.size == size and (opinion is None or round(largest.opinion, 2) == opinion)


def test_a_hundred_beginnings_make_no_law():
    counts = [len(clusters(final(0.2, seed))) for seed in range(100)]
    assert counts[:10] == [2] * 10 and counts.count(2) == 96 and counts.count(1) == 4


def test_the_ten_and_the_hundred_starts_the_course_prints():
    counts = [len(clusters(final(0.2, seed))) for seed in range(2017, 2117)]
    assert counts[:10] == [2, 3, 1, 2, 2, 2, 2, 2, 2, 1]
    assert [counts.count(camps) for camps in (2, 1, 3)] == [84, 13, 3]


def test_a_hundredth_more_makes_two_camps_one():
    assert [len(clusters(final(hundredths / 100))) for hundredths in range(15, 51)] == [2] * 6 + [1] * 30


def test_how_far_a_few_closed_minds_move_the_crowd_is_fickle():
    moved = []
    for seed in range(2017, 2117):
        largest = max(clusters(final(0.3, seed, closed_share=0.05)), key=lambda cluster: cluster.size)
        moved.append(abs(largest.opinion - start(seed=seed)[0].mean()))
    assert np.median(moved) == pytest.approx(0.09, abs=0.005) and sum(distance < 0.05 for distance in moved) == 31


def test_the_same_seed_gives_the_same_agents_and_the_closed_of_a_smaller_share():
    opinions, few = start(seed=3, closed_share=0.05)
    again, many = start(seed=3, closed_share=0.5)
    assert (opinions == again).all() and few.sum() == 10 and many.sum() == 100 and (many | few == many).all()


@pytest.mark.parametrize("arguments", [{"n": 0}, {"closed_share": 1.5}, {"closed_share": -0.1}])
def test_an_impossible_population_is_refused(arguments):
    with pytest.raises(ValueError, match="skal"):
        start(**arguments)


@pytest.mark.parametrize(("opinions", "epsilon"), [([], 0.2), ([[0.1, 0.2]], 0.2), ([0.1, 0.2], -0.1)])
def test_impossible_opinions_are_refused(opinions, epsilon):
    with pytest.raises(ValueError, match="skal"):
        hegselmann_krause(opinions, epsilon)

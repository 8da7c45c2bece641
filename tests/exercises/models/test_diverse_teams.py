"""Teams on a ring: small rings worked out by hand, the published direction of the result, and its turning on a smoother ring."""

from __future__ import annotations

import numpy as np
import pytest

from exercises.models.diverse_teams import HEURISTICS, climb, contest, landscape, relay


def step_by_step(values: np.ndarray, heuristic: np.ndarray, start: int) -> int:
    """The rule as it is told: try the steps in turn, stop when none of them has helped since the last move."""
    at, failed, turn = start, 0, 0
    while failed < len(heuristic):
        ahead = (at + heuristic[turn % len(heuristic)]) % len(values)
        at, failed = (ahead, 0) if values[ahead] > values[at] else (at, failed + 1)
        turn += 1
    return at


def test_every_ordered_choice_of_three_of_twelve_steps_is_a_heuristic():
    assert HEURISTICS.shape == (12 * 11 * 10, 3)
    assert len(np.unique(HEURISTICS, axis=0)) == 1320
    assert all(len(set(steps)) == 3 for steps in HEURISTICS)


def test_a_climber_stops_where_none_of_its_steps_helps():
    ring = np.array([0.0, 1, 2, 9, 3, 0])
    assert climb(ring, np.array([[1, 2, 3]])).tolist() == [[3, 4, 3, 3, 4, 4]]
    assert climb(ring, np.array([[2, 4, 1]]))[0, 0] == 3


@pytest.mark.parametrize("smoothness", [1, 5])
def test_doubled_rounds_end_where_single_steps_end(smoothness):
    values, some = landscape(smoothness, seed=3), HEURISTICS[::97]
    told = [[step_by_step(values, heuristic, start) for start in range(200)] for heuristic in some]
    assert climb(values, some).tolist() == told


def test_a_team_goes_on_from_each_other_and_never_ends_lower_than_its_first_member():
    values = landscape(seed=1)
    ends = climb(values, HEURISTICS[:4])
    last = relay(ends)
    assert (values[last] >= values[ends[0]]).all()
    assert (ends[:, last] == last).all()  # nobody can better the place
    assert relay(ends[:1]).tolist() == ends[0].tolist()


def test_a_ring_is_drawn_at_every_so_many_places_with_straight_lines_between():
    ring = landscape(5, seed=8)
    assert ring.shape == (200,) and 0 <= ring.min() and ring.max() <= 100
    assert np.diff(ring[10:16]) == pytest.approx(np.full(5, (ring[15] - ring[10]) / 5))
    assert ring[199] == pytest.approx(ring[195] + 0.8 * (ring[0] - ring[195]))


@pytest.fixture(scope="module")
def differences():
    """Drawn less best, for forty landscapes of each kind."""
    return {kind: np.array([(result := contest(kind, seed)).drawn - result.best for seed in range(40)]) for kind in (1, 5)}


def test_on_random_rings_a_team_drawn_at_random_beats_the_best_as_published(differences):
    """Hong and Page (2004) report that the team drawn at random does better; the size is ours."""
    assert differences[1].mean() == pytest.approx(1.6, abs=0.5)
    assert (differences[1] > 0).sum() >= 33


def test_on_smooth_rings_the_best_win_as_those_who_tried_it_found(differences):
    """Grim and others (2019) report that the result fades or turns as the ring becomes less random."""
    assert differences[5].mean() == pytest.approx(-1.2, abs=0.5)
    assert (differences[5] > 0).sum() <= 8


def test_the_best_are_alike():
    results = [contest(1, seed) for seed in range(10)]
    assert np.mean([result.best_steps for result in results]) < 8 < 10 < np.mean([result.drawn_steps for result in results])


def test_the_same_seed_gives_the_same_contest_and_a_team_of_everybody_has_every_step():
    assert contest(5, 4) == contest(5, 4)
    everybody = contest(1, 0, team=1320)
    assert everybody.best_steps == everybody.drawn_steps == 12
    assert everybody.best == pytest.approx(everybody.drawn, abs=1)  # they go on in another order


def test_impossible_wishes_are_refused():
    with pytest.raises(ValueError, match="gå op i 200"):
        landscape(7)
    with pytest.raises(ValueError, match="1320"):
        contest(team=0)

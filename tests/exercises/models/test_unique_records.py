"""Standing alone in a table: against arithmetic, against a simulation, and against one that others have published."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.models.unique_records import combinations, share_alone, share_in_small_groups, simulate


def test_columns_multiply():
    assert combinations([2, 90, 8]) == 1440
    assert combinations([]) == 1


def test_two_people_are_alone_unless_they_fall_in_the_same_cell():
    assert share_alone(2, 10) == pytest.approx(0.9)
    assert share_alone(3, 10) == pytest.approx(0.81)
    assert share_in_small_groups(3, 10, 3) == pytest.approx(1 - 0.01)


def test_one_person_is_always_alone_and_a_table_without_columns_hides_everybody():
    assert share_alone(1, 1) == share_alone(1, 50) == 1
    assert share_alone(2, 1) == 0
    assert share_in_small_groups(4, 1, 5) == 1 and share_in_small_groups(5, 1, 5) == 0


def test_sex_and_birth_date_in_an_american_postal_area_as_others_simulated_it():
    """J. D. Cook (2018) drew 9,330 people over 2 x 365 x 78 combinations ten times: from 84.3 to 85.7 per cent alone."""
    cells = combinations([2, 365, 78])
    assert 0.843 < share_alone(9330, cells) < 0.857
    drawn = [(simulate(9330, cells, seed) == 1).mean() for seed in range(10)]
    assert np.mean(drawn) == pytest.approx(share_alone(9330, cells), abs=0.004)
    assert 0.838 < min(drawn) and max(drawn) < 0.862


@pytest.mark.parametrize("smallest", [2, 5, 11])
def test_the_simulation_agrees_with_the_formula(smallest):
    drawn = [(simulate(20_000, 8640, seed) < smallest).mean() for seed in range(20)]
    assert np.mean(drawn) == pytest.approx(share_in_small_groups(20_000, 8640, smallest), abs=0.005)


@given(st.integers(2, 100_000), st.integers(2, 10**9), st.integers(2, 50))
def test_finer_columns_and_fewer_people_hide_fewer(people, cells, smallest):
    share = share_in_small_groups(people, cells, smallest)
    assert 0 <= share <= 1
    assert share_in_small_groups(people, 2 * cells, smallest) >= share - 1e-9
    assert share_in_small_groups(people + 1, cells, smallest) <= share + 1e-9
    assert share_in_small_groups(people, cells, smallest + 1) >= share - 1e-9


def test_everybody_is_counted_once():
    sizes = simulate(500, 40)
    assert sizes.shape == (500,)
    assert np.sum(1 / sizes) == pytest.approx(40)  # every one of the forty cells is used, and each of them gives one


@pytest.mark.parametrize(("call", "problem"), [
    (lambda: share_alone(0, 5), "people og cells"),
    (lambda: share_in_small_groups(5, 5, 1), "smallest"),
    (lambda: combinations([2, 0]), "mindst 1 værdi"),
    (lambda: simulate(5, 0), "people og cells"),
])
def test_impossible_figures_are_refused(call, problem):
    with pytest.raises(ValueError, match=problem):
        call()

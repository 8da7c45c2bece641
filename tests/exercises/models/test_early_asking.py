"""Asking early against closed forms, against itself simulated, and against figures the course prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.models.early_asking import PER_ASKED, SEES, best, days, found, saved_by_next, simulate

people, shares = st.integers(0, 30), st.floats(0, 1)


@given(shares, shares)
def test_nobody_asked_finds_nothing_and_one_finds_what_one_sees(hidden, sees):
    assert found(0, hidden, sees) == 0
    assert found(1, hidden, sees) == pytest.approx((1 - hidden) * sees)


@given(people, shares)
def test_each_one_more_finds_less_than_the_one_before_and_nobody_what_is_hidden(asked, hidden):
    first, second, third = (found(asked + more, hidden) for more in range(3))
    assert second - first >= third - second - 1e-12
    assert third <= 1 - hidden + 1e-12


@given(st.integers(0, 40), st.floats(1, 30), st.floats(0, 0.9))
def test_the_best_number_is_the_last_one_that_saves_more_than_asking_costs(flaws, late, hidden):
    """One more is worth asking while flaws · (1 − hidden) · sees · (1 − sees)^(asked) · (late − 1) is above the days of asking."""
    asked = best(flaws, late, hidden)
    worth = lambda n: flaws * (1 - hidden) * SEES * (1 - SEES) ** n * (late - 1)  # noqa: E731
    assert asked == 30 or worth(asked) <= PER_ASKED + 1e-9
    assert asked == 0 or worth(asked - 1) >= PER_ASKED - 1e-9


@given(people, st.floats(0, 40))
def test_asking_is_pure_delay_when_late_costs_no_more_than_early(asked, flaws):
    assert days(asked, flaws, late=1) == pytest.approx(asked * PER_ASKED + flaws)


@pytest.mark.parametrize(("asked", "hidden"), [(0, 0.0), (5, 0.0), (5, 0.4), (12, 0.4)])
def test_the_share_found_is_what_happens_on_average_within_three_standard_errors(asked, hidden):
    seen = simulate(asked, 20, hidden) / 20
    assert abs(seen.mean() - found(asked, hidden)) <= 3 * seen.std() / np.sqrt(seen.size) + 1e-12


def test_the_same_seed_gives_the_same_runs():
    assert (simulate(5, 20, seed=1) == simulate(5, 20, seed=1)).all()
    assert (simulate(5, 20, seed=1) != simulate(5, 20, seed=2)).any()


@given(people, st.floats(0, 40), st.floats(1, 30))
def test_the_first_from_the_other_side_is_worth_what_the_first_of_all_would_be_among_what_is_hidden(asked, flaws, late):
    same, other = saved_by_next(asked, flaws, late, hidden=0.5)
    assert other == pytest.approx(saved_by_next(0, flaws, late, hidden=0.5)[0])
    assert same <= other + 1e-9


def test_the_figures_that_the_course_prints():
    assert [100 * found(n) for n in (1, 5, 10)] == pytest.approx([30, 83.2, 97.2], abs=0.05)
    assert [best(flaws) for flaws in (20, 1, 0)] == [10, 1, 0]
    assert [days(n, 20) for n in (0, 5, 10)] == pytest.approx([200, 60.3, 45.1], abs=0.05)
    assert best(20, hidden=0.4) == 8
    assert days(8, 20, hidden=0.4) == pytest.approx(114.2, abs=0.05)
    assert saved_by_next(8, 20, hidden=0.4) == pytest.approx((-0.13, 19.6), abs=0.01)


@pytest.mark.parametrize("wrong", [lambda: found(-1), lambda: found(1, 2), lambda: found(1, 0, 2), lambda: days(1, -1), lambda: days(1, 1, -1)])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()

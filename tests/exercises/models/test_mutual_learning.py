"""March's model where it can be worked out, what its author found with it, and figures the course prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.models.mutual_learning import MEMBERS, PERIODS, SHOCK, SHOCK_AFTER, learn, operations

chances = st.floats(0, 1)
TURN = np.where(np.arange(PERIODS) == SHOCK_AFTER, SHOCK, 0.0)


def one_fact(code_learning: float, members: int, periods: int) -> list[float]:
    """With one fact only those who have it right can teach the code, and each has it right with a chance of one third."""
    return [1 - (1 - (1 - (1 - code_learning) ** period) / 3) ** members for period in range(periods + 1)]


@pytest.mark.parametrize(("code_learning", "members"), [(1, 1), (1, 3), (0.5, 3), (0.2, 5)])
def test_with_one_fact_the_codes_knowledge_is_a_closed_form(code_learning, members):
    course = learn(0.5, code_learning=code_learning, members=members, dimensions=1, periods=4, runs=20_000)
    assert course.code == pytest.approx(one_fact(code_learning, members, 4), abs=0.012)


def test_members_who_never_meet_the_code_know_a_third_by_chance_for_ever():
    course = learn(0, turnover=0.2, runs=400)
    assert course.members == pytest.approx(np.full(PERIODS + 1, 1 / 3), abs=0.01)


def test_a_code_that_learns_nothing_stays_empty_and_teaches_nothing():
    course = learn(0.9, code_learning=0)
    assert (course.code == 0).all()
    assert (course.members == course.members[0]).all()


def test_a_house_where_all_are_alike_forgets_as_the_world_turns():
    course = learn(1, turbulence=TURN, runs=400)
    assert course.code[51] == pytest.approx(0.5 + (course.code[50] - 0.5) * (1 - 2 * SHOCK), abs=0.01)
    assert course.code[100] == course.code[51]


@settings(max_examples=15, deadline=None)
@given(chances, chances, chances, chances)
def test_knowledge_is_a_share(socialisation, turnover, turbulence, code_learning):
    course = learn(socialisation, turnover, turbulence, code_learning, periods=6, members=7, dimensions=4, runs=5)
    assert course.code.shape == (7,) and course.each.shape == (7, 7)
    assert (0 <= course.code).all() and (course.code <= 1).all() and (0 <= course.each).all() and (course.each <= 1).all()


def test_the_same_seed_gives_the_same_course():
    assert (learn(0.5, 0.1, runs=3, seed=1).each == learn(0.5, 0.1, runs=3, seed=1).each).all()
    assert (learn(0.5, 0.1, runs=3, seed=1).each != learn(0.5, 0.1, runs=3, seed=2).each).any()


def test_march_found_that_slow_learners_know_more_in_the_end_and_less_at_first():
    slow, fast = learn(0.1), learn(0.9)
    assert slow.code[5] < fast.code[5] and slow.code[PERIODS] > fast.code[PERIODS] + 0.1


def test_march_found_that_a_mixture_beats_all_in_the_middle():
    mixed = learn(np.where(np.arange(MEMBERS) < MEMBERS // 2, 0.1, 0.9))
    assert mixed.code[PERIODS] > learn(0.5).code[PERIODS] + 0.03


def test_march_found_that_turnover_keeps_knowledge_up_in_a_world_that_turns():
    assert learn(0.5, turbulence=0.02).code[PERIODS] == pytest.approx(0.5, abs=0.06)
    assert learn(0.5, turnover=0.1, turbulence=0.02).code[PERIODS] > 0.65


@pytest.mark.parametrize(("socialisation", "turnover", "early", "late"), [
    (0.1, 0, 0.43, 0.84), (0.5, 0, 0.62, 0.72), (0.9, 0, 0.67, 0.68), (0.1, 0.1, 0.41, 0.60), (0.5, 0.1, 0.58, 0.86), (0.9, 0.1, 0.62, 0.87),
])
def test_the_members_knowledge_that_the_course_prints(socialisation, turnover, early, late):
    members = learn(socialisation, turnover).members
    assert members[5] == pytest.approx(early, abs=0.02) and members[100] == pytest.approx(late, abs=0.02)


@pytest.mark.parametrize(("size", "socialisation", "turnover", "before", "late"), [
    (0, 0, 0, 0.68, 0.57), (10, 0, 0.1, 0.69, 0.61), (10, 0.5, 0.1, 0.79, 0.77), (10, 0.5, 0, 0.70, 0.58),
])
def test_what_operations_know_beside_a_lab_as_the_course_prints_it(size, socialisation, turnover, before, late):
    known = operations(size, socialisation, turnover)
    assert known[50] == pytest.approx(before, abs=0.02) and known[100] == pytest.approx(late, abs=0.02)


def test_a_lab_of_nobody_is_no_lab():
    assert operations(0, 0.1, 0.2, runs=5) == pytest.approx(learn(0.9, turbulence=TURN, runs=5).members, abs=1e-6)


@pytest.mark.parametrize("wrong", [lambda: learn(1.2), lambda: learn(0.5, -0.1), lambda: learn(0.5, 0, 2), lambda: learn(0.5, code_learning=-1)])
def test_what_is_not_a_chance_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()

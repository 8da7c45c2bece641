"""The rule of patience without noise, where it can be worked out, and against figures the course prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.models.patience_rule import LIMIT, MONTHS, effect_at, follow


def first_months(patience: int) -> float:
    return effect_at(np.arange(1, patience + 1)).mean()


def test_an_effect_begins_as_a_cost_and_ends_where_it_lasts():
    assert effect_at(0) == -4
    assert effect_at(1000) == pytest.approx(10) and effect_at(1000, -2) == pytest.approx(-2)
    assert (effect_at(np.arange(7)) < 0).all()


@pytest.mark.parametrize(("patience", "starts"), [(6, 16), (12, 8), (13, 8), (14, 1), (96, 1)])
def test_without_noise_one_month_decides_whether_what_works_is_kept(patience, starts):
    course = follow(patience, failing=0, noise=0, runs=3)
    assert (course.starts == starts).all()
    assert (first_months(patience) < LIMIT) == (starts > 1)


def test_without_noise_an_impatient_rule_repeats_its_first_months_for_ever():
    assert follow(6, failing=0, noise=0, runs=1).mean == pytest.approx(first_months(6))
    assert follow(12, failing=0, noise=0, runs=1).mean == pytest.approx(first_months(12))
    assert [first_months(patience) for patience in (6, 12, 13, 14)] == pytest.approx([-1.823, 0.583, 0.974, 1.348], abs=0.0005)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, MONTHS), st.floats(0, 1))
def test_nothing_is_judged_oftener_than_the_rule_says(patience, failing):
    course = follow(patience, failing, runs=50)
    assert course.effect.shape == (50, MONTHS)
    assert (1 <= course.starts).all() and (course.starts <= -(-MONTHS // patience)).all()


def test_the_same_seed_gives_the_same_course():
    assert (follow(12, runs=20, seed=1).effect == follow(12, runs=20, seed=1).effect).all()
    assert (follow(12, runs=20, seed=1).effect != follow(12, runs=20, seed=2).effect).any()


@pytest.mark.parametrize(("patience", "failing", "mean"), [
    (6, 0, -1.1), (9, 0, 1.2), (12, 0, 6.1), (15, 0, 8.2), (24, 0, 8.45),
    (6, 0.3, -1.3), (9, 0.3, 0.5), (12, 0.3, 4.7), (15, 0.3, 7.3), (18, 0.3, 7.5), (24, 0.3, 7.3), (36, 0.3, 6.7), (48, 0.3, 6.3), (96, 0.3, 5.4),
])
def test_the_means_that_the_course_prints(patience, failing, mean):
    assert follow(patience, failing).mean == pytest.approx(mean, abs=0.15)


@pytest.mark.parametrize("wrong", [lambda: follow(0), lambda: follow(97), lambda: follow(12, 1.2), lambda: follow(12, noise=-1)])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()

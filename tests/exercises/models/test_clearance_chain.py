"""The chain of yeses against closed forms, against itself simulated, and against figures the course prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.models.clearance_chain import all_agree, chain, expected_weeks, fewest_below, simulate

steps, likely, askings = st.integers(1, 100), st.floats(0.05, 0.999), st.integers(1, 5)


@given(steps, likely)
def test_independent_yeses_asked_for_once_are_multiplied(n, p):
    assert all_agree(chain(n, p)) == pytest.approx(p**n)


@given(likely, askings)
def test_one_yes_asked_for_again_fails_only_when_every_asking_does(p, k):
    assert all_agree(chain(1, p), k) == pytest.approx(1 - (1 - p) ** k)


@given(likely, likely, askings)
def test_one_of_two_can_be_asked_more_often_than_the_other(p, q, k):
    assert all_agree([p, q], [1, k]) == pytest.approx(p * (1 - (1 - q) ** k))


@given(steps, likely, askings, st.integers(1, 10), st.floats(0, 1))
def test_asking_again_packing_and_a_growing_willingness_never_make_it_less_likely(n, p, k, g, b):
    plain = all_agree(chain(n, p))
    assert min(all_agree(chain(n, p), k), all_agree(chain(n, p, g)), all_agree(chain(n, p, bandwagon=b))) >= plain - 1e-12


@given(steps, st.integers(1, 10))
def test_every_yes_is_in_a_package(n, g):
    packages = chain(n, 0.9, g).size
    assert (packages - 1) * g < n <= packages * g


@pytest.mark.parametrize(("chances", "attempts"), [(chain(10, 0.8), 1), (chain(70, 0.95), 2), (chain(70, 0.95, bandwagon=0.05), 1), ([0.9, 0.4, 0.7], 2)])
def test_the_chance_is_how_often_it_happens_within_three_standard_errors(chances, attempts):
    happened = simulate(chances, attempts)
    expected = all_agree(chances, attempts)
    assert abs(happened.mean() - expected) <= 3 * np.sqrt(expected * (1 - expected) / happened.size)


def test_the_same_seed_gives_the_same_runs():
    assert (simulate(chain(5, 0.8), seed=1) == simulate(chain(5, 0.8), seed=1)).all()
    assert (simulate(chain(5, 0.8), seed=1) != simulate(chain(5, 0.8), seed=2)).any()


@given(likely, askings)
def test_the_expected_askings_are_counted_one_by_one(p, k):
    by_hand = sum(asking * p * (1 - p) ** (asking - 1) for asking in range(1, k)) + k * (1 - p) ** (k - 1)
    assert expected_weeks([p], k) == pytest.approx(3.5 * by_hand)


@given(st.floats(0.05, 0.995))
def test_the_fewest_yeses_below_a_half_are_the_fewest(p):
    n = fewest_below(p)
    assert p**n < 0.5 <= p ** (n - 1)


def test_the_figures_that_the_course_prints():
    per_cent = [100 * all_agree(chain(70, 0.95), k) for k in (1, 2, 3)]
    assert per_cent == pytest.approx([2.8, 83.9, 99.1], abs=0.05)
    assert 100 * all_agree(chain(70, 0.95, 7)) == pytest.approx(59.9, abs=0.05)
    assert [fewest_below(p) for p in (0.8, 0.9, 0.95, 0.99)] == [4, 7, 14, 69]
    assert 0.000395 ** (1 / 70) == pytest.approx(0.894, abs=0.0005)
    assert expected_weeks(chain(70, 0.95)) == 245
    strong = [0.95] * 9
    lifted = [all_agree([*strong, 0.5]), all_agree([*[0.99] * 9, 0.5]), all_agree([*strong, 0.8]), all_agree([*strong, 0.5], [1] * 9 + [2])]
    assert [100 * chance for chance in lifted] == pytest.approx([31.5, 45.7, 50.4, 47.3], abs=0.05)
    assert 100 * all_agree([*strong, 0.5], 2) == pytest.approx(73.3, abs=0.05)


@pytest.mark.parametrize("wrong", [
    lambda: chain(0, 0.9), lambda: chain(5, 0), lambda: chain(5, 1.1), lambda: chain(5, 0.9, 0), lambda: chain(5, 0.9, bandwagon=2),
    lambda: all_agree([]), lambda: all_agree([0.5, 0]), lambda: all_agree([0.5], 0), lambda: all_agree([0.5, 0.5], [1, 0]), lambda: expected_weeks([0.5], 0), lambda: fewest_below(1),
])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()

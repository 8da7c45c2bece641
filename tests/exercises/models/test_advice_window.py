"""The advice window against the distributions it is made of, and figures the course prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.models.advice_window import chance_known, chance_seen, days_needed

chances = st.floats(0, 1)
days = st.integers(0, 60)
links = st.integers(0, 8)


@given(days, st.floats(0.01, 1))
def test_the_chance_of_seeing_is_the_sum_of_first_sightings_day_by_day(number, per_day):
    first_seen_on = per_day * (1 - per_day) ** np.arange(number)
    assert chance_seen(number, per_day=per_day) == pytest.approx(first_seen_on.sum(), abs=1e-12)


@given(days, chances, links)
def test_links_that_never_soften_cost_nothing(number, per_day, count):
    assert chance_known(number, links=count, per_day=per_day, passed_on=1) == chance_seen(number, per_day=per_day)


@given(days, chances, links, chances)
def test_no_number_of_days_gets_past_the_links(number, per_day, count, passed_on):
    assert chance_known(number, links=count, per_day=per_day, passed_on=passed_on) <= passed_on**count + 1e-12


@given(days, st.floats(0.5, 1), st.floats(0, 0.5))
def test_more_days_never_harm_and_more_links_never_help(number, passed_on, per_day):
    settings = {"per_day": per_day, "passed_on": passed_on}
    assert chance_known(number + 1, **settings) >= chance_known(number, **settings)
    along = chance_known(number, links=np.arange(9), **settings)
    assert (np.diff(along) <= 0).all()


@pytest.mark.parametrize(
    ("number", "count", "expected"), [(3, 4, 0.2532), (20, 4, 0.6307), (3, 1, 0.3473), (20, 1, 0.8651), (10_000, 4, 0.6561), (0, 0, 0)]
)
def test_the_chances_the_course_prints(number, count, expected):
    assert chance_known(number, links=count) == pytest.approx(expected, abs=0.00005)


@pytest.mark.parametrize(("chance", "settings", "expected"), [
    (0.3473, {}, 5), (0.3086, {"passed_on": 0.8}, 9), (0.5, {}, 9), (0.5, {"links": 1}, 5), (0.7, {}, None), (0, {}, 0),
])
def test_the_days_needed_that_the_course_prints(chance, settings, expected):
    assert days_needed(chance, **settings) == expected


def test_the_days_needed_are_the_fewest():
    found = days_needed(0.6, links=2)
    assert chance_known(found, links=2) >= 0.6 > chance_known(found - 1, links=2)


@pytest.mark.parametrize("arguments", [{"days": -1}, {"days": 3, "links": -1}, {"days": 3, "per_day": 1.2}, {"days": 3, "passed_on": -0.1}])
def test_impossible_settings_are_refused(arguments):
    with pytest.raises(ValueError, match="skal"):
        chance_known(**arguments)

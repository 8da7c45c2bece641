"""Layers and rounds against closed forms, and against figures the course prints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.models.span_layers import balance, hierarchy, minutes_each, rounds


@given(st.integers(2, 12), st.integers(1, 4))
def test_a_full_pyramid_is_a_geometric_series(span, layers):
    whole = hierarchy(span**layers, span)
    assert len(whole.layers) == layers
    assert whole.managers == (span**layers - 1) // (span - 1)


@given(st.integers(1, 20_000), st.integers(2, 60))
def test_nobody_has_more_than_the_span_below_and_one_is_at_the_top(staff, span):
    layers = hierarchy(staff, span).layers
    below = (staff, *layers)
    assert layers[-1] == 1
    assert all((above - 1) * span < under <= above * span for under, above in zip(below, layers))


@given(st.integers(1, 20_000), st.integers(2, 59))
def test_a_wider_span_never_takes_more_managers_or_layers(staff, span):
    narrow, wide = hierarchy(staff, span), hierarchy(staff, span + 1)
    assert wide.managers <= narrow.managers and len(wide.layers) <= len(narrow.layers)


@given(st.integers(1, 20_000), st.integers(2, 60), st.integers(2, 20))
def test_only_the_first_layer_has_the_span_of_the_front(staff, span, above):
    first, *rest = hierarchy(staff, span, above).layers
    assert first == -(-staff // span)
    assert tuple(rest) == (hierarchy(first, above).layers if first > 1 else ())


@pytest.mark.parametrize(("span", "layers", "minutes"), [
    (10, (200, 29, 5, 1), 44.4), (21, (96, 14, 2, 1), 21.1), (32, (63, 9, 2, 1), 13.9), (40, (50, 8, 2, 1), 11.1), (41, (49, 7, 1), 10.8),
])
def test_two_thousand_employees_as_the_course_prints_them(span, layers, minutes):
    assert hierarchy(2_000, span, 7).layers == layers
    assert minutes_each(span) == pytest.approx(minutes, abs=0.05)


@given(st.floats(0, 40), st.floats(0, 1), st.floats(0.25, 10))
def test_every_hour_is_spent_once_and_no_more_is_solved_than_heard(hours, follow_up, each):
    year = rounds(hours, follow_up, each)
    assert 0 <= year.solved <= year.heard
    assert year.visits * 2 + year.solved * each <= hours * 12 + 1e-6


@given(st.floats(1, 40), st.floats(0.25, 10))
def test_at_the_balance_nothing_is_left_open_and_nothing_is_left_over(hours, each):
    year = rounds(hours, balance(each), each)
    assert year.open == pytest.approx(0, abs=1e-6)
    assert year.visits * 2 + year.solved * each == pytest.approx(hours * 12)


@pytest.mark.parametrize(("follow_up", "met", "heard", "open_"), [(0, 480, 120, 120), (0.25, 360, 90, 80), (0.5, 240, 60, 40), (0.75, 120, 30, 0)])
def test_ten_hours_a_month_as_the_course_prints_them(follow_up, met, heard, open_):
    year = rounds(10, follow_up, 3)
    assert (year.met, year.heard, year.open) == pytest.approx((met, heard, open_))


def test_nobody_is_met_twice_in_a_small_house():
    assert rounds(40, 0, 3, staff=100).met == 100


@pytest.mark.parametrize("wrong", [lambda: hierarchy(0, 5), lambda: hierarchy(10, 1), lambda: hierarchy(10, 5, 1), lambda: rounds(-1, 0, 3), lambda: rounds(1, 2, 3), lambda: rounds(1, 0, 0)])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()

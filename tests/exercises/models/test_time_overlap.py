"""The overlap of priorities and time against sums done by hand, its own mathematics, and the week that section 2.4 shows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from exercises.datasets import load
from exercises.models.time_overlap import move, time_overlap

amounts = arrays(float, 6, elements=st.floats(0, 100, allow_subnormal=False)).filter(lambda values: values.sum() > 1)


@pytest.fixture
def week() -> tuple[np.ndarray, np.ndarray]:
    """The stated priorities and the hours of the fictional week, line by line."""
    priority = load("calendar_priorities_fictional").set_index("category").points
    hours = load("calendar_week_fictional").groupby("category").hours.sum()
    return priority.to_numpy(), hours[priority.index].to_numpy()


class TestByHand:
    def test_equal_distributions_overlap_wholly_whatever_their_units(self):
        assert time_overlap([50, 30, 20], [20, 12, 8]).share == pytest.approx(1)

    def test_what_has_no_label_in_common_does_not_overlap(self):
        assert time_overlap([100, 0], [0, 37]).share == 0

    def test_the_overlap_is_the_smaller_share_of_each_label_added_up(self):
        found = time_overlap([60, 40, 0], [10, 20, 10])
        assert found.share == pytest.approx(0.25 + 0.40 + 0)
        np.testing.assert_allclose(found.gap, [-0.35, 0.10, 0.25])

    def test_hours_are_moved_and_none_are_made(self):
        assert move([13, 3, 4], 0, 1, 2).tolist() == [11, 5, 4]

    def test_no_more_is_moved_than_there_is(self):
        assert move([1, 3], 0, 1, 8).tolist() == [0, 4]

    def test_moving_leaves_the_hours_given_as_they_were(self):
        hours = np.array([5.0, 1.0])
        move(hours, 0, 1, 2)
        assert hours.tolist() == [5, 1]


@given(amounts, amounts)
def test_it_is_a_share_the_same_both_ways_and_one_minus_half_the_differences(priority, time):
    found = time_overlap(priority, time)
    assert -1e-9 <= found.share <= 1 + 1e-9
    assert found.share == pytest.approx(time_overlap(time, priority).share)
    assert found.share == pytest.approx(1 - abs(found.priority - found.time).sum() / 2)
    assert found.gap.sum() == pytest.approx(0, abs=1e-9)


class TestFriendlyErrors:
    @pytest.mark.parametrize(
        ("call", "message"),
        [
            (lambda: time_overlap([1, 2], [1, 2, 3]), "de samme linjer"),
            (lambda: time_overlap([0, 0], [1, 2]), "prioriteterne er alle 0"),
            (lambda: time_overlap([1, 2], [0, 0]), "timerne er alle 0"),
            (lambda: time_overlap([1, 2], [1, -2]), "timerne skal alle være tal på 0 eller derover"),
            (lambda: time_overlap([1, float("nan")], [1, 2]), "prioriteterne skal alle være tal"),
            (lambda: move([1, 2], 0, 1, -1), "ikke være negativt"),
        ],
    )
    def test_a_wrong_argument_is_explained_in_danish(self, call, message):
        with pytest.raises(ValueError, match=message):
            call()


class TestTheFictionalWeek:
    def test_seven_tenths_of_it_went_where_it_was_meant_to(self, week):
        assert time_overlap(*week).share == pytest.approx(0.6966, abs=0.00005)

    @pytest.mark.parametrize(("hours", "overlap"), [(3, 0.779), (6.2, 0.866), (7.95, 0.866), (10, 0.810)])
    def test_taking_from_one_line_alone_helps_only_until_that_line_is_short_itself(self, week, hours, overlap):
        priority, time = week
        assert time_overlap(priority, move(time, 1, 0, hours)).share == pytest.approx(overlap, abs=0.0005)

    def test_the_hours_are_those_between_the_start_and_the_end_and_nothing_is_double_booked(self):
        table = load("calendar_week_fictional")
        minutes = {edge: table[edge].str[:2].astype(int) * 60 + table[edge].str[3:].astype(int) for edge in ("start", "end")}
        np.testing.assert_allclose((minutes["end"] - minutes["start"]) / 60, table.hours)
        same_day = table.day == table.day.shift()
        assert (minutes["start"] >= minutes["end"].shift())[same_day].all()

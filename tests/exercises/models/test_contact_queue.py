"""The queue against its limits, against Little's law in a simulation of single enquiries, and against figures the course prints."""

from __future__ import annotations

from collections import deque

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.models.contact_queue import contact_queue, least_work

minutes = st.floats(0.1, 60)
shares = st.floats(0, 1)


def simulated_time(enquiries: float, contact_minutes: float, first_time: float, returning: float, *, staff: int, hours: float, length: float) -> float:
    """Follow each enquiry from its arrival until it leaves; the mean hours. Births and deaths at random, the unfinished last in the queue."""
    generator = np.random.default_rng(2017)
    come, done = enquiries / hours, staff * 60 / contact_minutes
    clock, waiting, spent = 0.0, deque(), []
    while clock < length:
        rate = come + (done if waiting else 0)
        clock += generator.exponential(1 / rate)
        if generator.random() < come / rate:
            waiting.append(clock)
            continue
        arrived = waiting.popleft()
        if generator.random() >= first_time and generator.random() < returning:
            waiting.append(arrived)
        else:
            spent.append(clock - arrived)
    return float(np.mean(spent))


@pytest.mark.parametrize("thought, enquiries, returning", [(10.0, 30.0, 0.8), (3.0, 30.0, 0.8), (8.0, 24.0, 1.0)])
def test_the_mean_time_is_that_of_enquiries_followed_one_by_one(thought, enquiries, returning):
    flow = contact_queue(thought, enquiries, returning=returning)
    found = simulated_time(enquiries, 5 + thought, float(flow.first_time), returning, staff=2, hours=7.0, length=30_000)
    assert found == pytest.approx(float(flow.time), rel=0.05)


@given(minutes)
def test_where_nobody_comes_back_there_are_only_new_ones(thought):
    flow = contact_queue(thought, 30, returning=0)
    assert flow.contacts == pytest.approx(30) and flow.given_up == pytest.approx(1 - flow.first_time)


@given(minutes)
def test_where_everybody_comes_back_nobody_gives_up(thought):
    assert contact_queue(thought, 30, returning=1).given_up == pytest.approx(0, abs=1e-9)


@given(minutes, shares)
def test_every_contact_is_a_new_one_or_one_that_came_back(thought, returning):
    flow = contact_queue(thought, 30, returning=returning)
    assert flow.contacts == pytest.approx(30 + returning * (1 - flow.first_time) * flow.contacts)


@given(shares)
def test_no_other_thought_gives_less_work(returning):
    best = least_work(returning)
    around = contact_queue(np.array([best + 1e-6, best + 0.5, max(best - 0.5, 1e-6)]), returning=returning).work
    assert around[0] <= around[1:].min() + 1e-9


def test_a_queue_that_gets_more_than_it_can_do_never_ends():
    assert np.isinf(contact_queue(20.0).time) and contact_queue(20.0).busy > 1
    assert np.isfinite(contact_queue(19.9).time)


def test_the_figures_that_the_course_prints():
    flow = contact_queue(10.0)
    assert [float(value) for value in (flow.first_time, flow.contacts, flow.busy, flow.time)] == pytest.approx([0.632, 42.51, 0.759, 0.735], abs=0.005)
    assert least_work() == pytest.approx(4.3906, abs=1e-4) and least_work(1.0) == pytest.approx(8.577, abs=1e-3)
    quick = contact_queue(least_work())
    assert [float(value) for value in (quick.first_time, quick.given_up)] == pytest.approx([0.355, 0.266], abs=0.001)
    slow = contact_queue(np.array([17.0, 19.0]))
    assert slow.first_time[0] == pytest.approx(0.817, abs=0.001) and slow.time == pytest.approx([2.69, 8.62], abs=0.01)


@pytest.mark.parametrize("wrong", [
    lambda: contact_queue(0), lambda: contact_queue(5, -1), lambda: contact_queue(5, returning=1.2), lambda: contact_queue(5, staff=0), lambda: least_work(-0.1),
])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()

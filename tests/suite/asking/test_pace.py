"""How fast is asked, and how many at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from oaic_suite.asking.bounds import pace as pacing
from oaic_suite.asking.bounds.pace import Pace


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self):
        self.now = 100.0

    def monotonic(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(pacing, "time", clock)
    return clock


def begun(pace, clock, number):
    times = []
    for _ in range(number):
        with pace.turn():
            times.append(round(clock.now - 100.0, 6))
    return times


@pytest.mark.parametrize(
    ("rate", "times"),
    [
        (None, [0, 0, 0, 0, 0]),
        (2, [0, 0, 1, 1, 2]),
        (0.5, [0, 2, 4, 6, 8]),
        (2.5, [0, 0, 0.8, 0.8, 1.6]),
    ],
)
def test_no_more_than_so_many_begin_in_a_second(rate, times, clock):
    assert begun(Pace(rate), clock, 5) == times


def test_several_begin_together_once_there_is_room_for_them(clock):
    pace = Pace(4)
    assert begun(pace, clock, 3) == [0, 0, 0]
    assert pace.gather(4)
    assert begun(pace, clock, 4) == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("pace", "together"),
    [(Pace(), True), (Pace(rate=5), True), (Pace(most=5), True), (Pace(rate=4), False), (Pace(most=4), False)],
)
def test_more_than_that_never_begin_together(pace, together):
    assert pace.gather(5) is together


def test_no_more_than_so_many_are_asked_at_the_same_time():
    pace, inside, most = Pace(most=3), [], []
    lock, all_in = threading.Lock(), threading.Barrier(3)

    def one(_):
        with pace.turn():
            with lock:
                inside.append(1)
                most.append(len(inside))
            all_in.wait(30)
            with lock:
                inside.pop()

    with ThreadPoolExecutor(9) as pool:
        list(pool.map(one, range(9)))
    assert max(most) == 3


def test_a_rate_limit_is_waited_for_and_said_once(clock):
    pace, told = Pace(), []
    pace.give_up(told.append)
    pace.sit_out(2.0, told.append)
    pace.sit_out(3.0, told.append)
    pace.give_up(told.append)
    pace.give_up(told.append)
    assert (pace.waited, clock.now) == (5.0, 105.0)
    assert told == [pacing.WAITING.format(60.0), pacing.ENOUGH]

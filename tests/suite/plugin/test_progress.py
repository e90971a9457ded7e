"""How far a run is, in a line."""

from __future__ import annotations

import pytest
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.target import Target
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.selecting.part import Part
from oaic_suite.plugin.estimate import Estimate, in_part
from oaic_suite.plugin.progress import Progress, each, lasting
from oaic_suite.plugin.ticker import Ticker

PART = Part(("models",))  # two capabilities, three conversations


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def estimate():
    catalogue()
    return Estimate(Target("http://127.0.0.1:9/v1", Client(Deadlines.within(1.0))), in_part(PART, ()), PART)


@pytest.fixture
def begun(estimate):
    progress = Progress(clock=Clock())
    progress.heard()  # preflight
    progress.begin(estimate)
    return progress


def record(id, verdict="pass"):
    return {"id": id, "name": "", "verdict": verdict}


def test_nothing_is_told_before_it_is_known_how_much_there_is(estimate):
    shown = []
    progress = Progress(lambda each: shown.append(each.line))
    progress.heard()
    assert shown == []
    progress.begin(estimate)
    progress.heard()
    assert len(shown) == 1


def test_the_survey_counts_too(begun):
    assert (begun.asked, begun.total) == (1, 6)
    begun.heard()
    assert (begun.asked, begun.total) == (2, 6)


def test_what_was_judged_is_not_to_come_any_more(begun, estimate):
    begun.surveyed(estimate)
    begun.heard()
    begun.judged(record("models.list.object"))
    assert (begun.asked, begun.total) == (2, 4)
    begun.judged(record("models.list.status"))
    assert begun.total == 4, "the same conversation"


def test_another_process_says_how_much_it_asked(begun):
    begun.heard_elsewhere("gw0", 3)
    begun.heard_elsewhere("gw0", 5)
    begun.heard_elsewhere("gw1", 2)
    assert begun.asked == 8


def test_a_line_says_pace_and_time_left_and_what_was_found(begun, estimate):
    begun.surveyed(estimate)
    begun.heard()
    begun.clock.now = 4.0
    begun.ask("models.list.object")
    assert begun.line == "2 of about 5 requests, 2 s each, 6 s left: models.list.object"
    begun.judged(record("models.list.object", "fail"))
    begun.judged(record("models.list.data", "inconclusive"))
    begun.judged(record("models.list.object", "inconclusive"))
    assert begun.line == "2 of about 4 requests, 2 s each, 4 s left, 1 failed, 1 open: models.list.object"


@pytest.mark.parametrize(
    ("seconds", "told"), [(4.4e-05, "under 0.01 s"), (0.01, "0.01 s"), (0.123, "0.12 s"), (2.0, "2 s")]
)
def test_a_pace_in_words(seconds, told):
    assert each(seconds) == told


@pytest.mark.parametrize(("seconds", "told"), [(0.4, "0 s"), (119, "119 s"), (150, "2 min"), (3600, "60 min")])
def test_a_time_in_words(seconds, told):
    assert lasting(seconds) == told


# --- where it is shown ---------------------------------------------------------------------------------


class Screen:
    """What a terminal reporter is to a ticker."""

    def __init__(self, isatty):
        self.isatty, self.said, self._tw = isatty, [], self
        self.fullwidth, self.width_of_current_line = 40, 0

    def write_line(self, line):
        self.said.append(line)

    def rewrite(self, line, erase):
        self.said.append(line)

    def write(self, text, flush):
        self.said.append(text)

    def flush(self):
        pass


@pytest.fixture
def ticker(monkeypatch, request):
    screen = Screen(request.param)
    monkeypatch.setattr("oaic_suite.plugin.ticker.ticks", lambda config: True)
    plugins = {"terminalreporter": screen}
    config = type("Config", (), {"pluginmanager": type("Plugins", (), {"get_plugin": staticmethod(plugins.get)})})
    return Ticker(config), screen


@pytest.mark.parametrize("ticker", [False], indirect=True)
def test_without_a_terminal_there_is_a_line_for_each_tenth(ticker, begun):
    shower, screen = ticker
    begun.show = shower.show
    for _ in range(5):
        begun.ask("a")
        begun.heard()
    assert 3 <= len(screen.said) <= 10
    assert screen.said == sorted(set(screen.said), key=screen.said.index)


@pytest.mark.parametrize("ticker", [True], indirect=True)
def test_in_a_terminal_a_line_is_redrawn_cut_to_its_width_and_taken_away(ticker, begun):
    shower, screen = ticker
    begun.ask("models.list.object")
    shower.show(begun)
    shower.show(begun)
    assert screen.said == [begun.line[:39]], "not twice in a moment"
    shower.tell("something else")
    assert screen.said[1:] == ["", "\r", "something else"]

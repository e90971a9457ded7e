"""How much of what was drawn is sent: all of it, unless the answers show that more of it would teach nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest
from oaic_spec import contract
from oaic_suite.asking.plan import Plan
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.fuzz import drive
from oaic_suite.fuzz.draw import KEY, Draw
from oaic_suite.fuzz.drive import ENOUGH, PATIENCE, Drive
from oaic_suite.fuzz.standing import Standing, standing
from oaic_suite.judging.catalogue import catalogue

CHAT = contract().operations["createChatCompletion"]
PLAIN = {"model": "m-1", "messages": [{"role": "user", "content": "Say hello."}]}
MANY = 3 * ENOUGH
catalogue()


@dataclass
class Answering:
    """A target of which `how` says how an answer to a body ends."""

    how: object
    bodies: list = field(default_factory=list)
    unheard: float = 0.0
    fuzzed_since: float | None = None

    def tell(self, line):
        pass

    def body(self, operation):
        return PLAIN

    def send(self, method, path, content, *, operation, headers):
        self.bodies.append(json.loads(content))
        status, ended = self.how(self.bodies)
        return Exchange("x", Request(method, path, (), content, operation), status, ended=ended)


def drawn(mode, **members):
    body = json.dumps(PLAIN | members).encode()
    return Draw("POST", "/chat/completions", (("authorization", KEY),), body, ("fuzzing", mode, ""))


VALID = [drawn("positive", seed=number) for number in range(MANY)]
WRONG = [drawn("negative", n=-number) for number in range(MANY)]


def sent(how, draws):
    target = Answering(how)
    return list(Drive(target, CHAT, Plan(10, 10, 60.0)).sent(draws)), target


def test_what_is_heard_out_is_all_sent():
    assert len(sent(lambda bodies: (200, "complete"), VALID)[0]) == MANY


def test_of_what_is_never_heard_out_enough_is_sent_of_each_kind():
    asked, _ = sent(lambda bodies: (200, "too_large"), VALID + WRONG)
    assert [each.standing for each in asked] == [Standing.VALID] * ENOUGH + [Standing.ESSENTIAL] * ENOUGH


def test_what_is_heard_out_now_and_then_is_all_sent():
    asked, _ = sent(lambda bodies: (200, "complete" if len(bodies) % ENOUGH == 0 else "timeout"), VALID)
    assert len(asked) == MANY


def test_one_kind_that_hangs_leaves_the_others_to_be_sent():
    asked, _ = sent(lambda bodies: (None, "timeout") if bodies[-1].get("n") else (200, "complete"), WRONG[1:] + VALID)
    assert [standing(CHAT, each.draw) for each in asked].count(Standing.VALID) == MANY


def test_what_is_waited_for_in_vain_is_waited_for_so_long_by_all_operations():
    target, plan = Answering(lambda bodies: (None, "timeout")), Plan(10, 10, 60.0, waiting=0.0)
    assert len(list(Drive(target, CHAT, plan).sent(VALID))) == 1
    with pytest.raises(NotEstablished) as told:
        Drive(target, CHAT, plan).harvest()
    assert (told.value.blocked_by, len(target.bodies)) == ("deadline", 1)


def test_when_half_the_waiting_is_done_one_unheard_answer_of_a_kind_is_enough():
    target, plan = Answering(lambda bodies: (None, "timeout")), Plan(10, 10, 60.0, waiting=1000.0)
    target.unheard = 501.0
    assert len(list(Drive(target, CHAT, plan).sent(VALID + WRONG))) == 2


def test_an_answer_is_not_waited_for_in_vain():
    target = Answering(lambda bodies: (500, "complete"))
    list(Drive(target, CHAT, Plan(10, 10, 60.0, waiting=0.0)).sent(VALID))
    assert target.unheard == 0.0


def test_however_it_is_answered_all_operations_together_take_only_so_long(monkeypatch):
    monkeypatch.setattr(drive, "drawn", lambda *what: tuple(VALID))
    target, plan = Answering(lambda bodies: (200, "complete")), Plan(10, 10, 60.0, whole=0.0)
    target.fuzzed_since = 0.0
    assert list(Drive(target, CHAT, plan).sent(VALID)) == []
    with pytest.raises(NotEstablished) as told:
        Drive(target, CHAT, plan).harvest()
    assert (told.value.blocked_by, target.bodies) == ("deadline", [])


def test_a_rate_limit_ends_it():
    assert len(sent(lambda bodies: (429, "complete"), VALID)[0]) == PATIENCE


def test_nothing_is_drawn_about_what_cannot_be_asked(monkeypatch):
    class Nameless(Answering):
        def body(self, operation):
            raise NotEstablished("no model is known", "no-model")

    monkeypatch.setattr(drive, "drawn", lambda *what: pytest.fail("drawn in vain"))
    with pytest.raises(NotEstablished):
        Drive(Nameless(None), CHAT, Plan(10, 10, 60.0)).draws()

"""How a requirement is declared, and which variants its check is asked about."""

from __future__ import annotations

import itertools
import re
import sys
from types import SimpleNamespace

import pytest
from oaic_spec import contract
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.conversation import Conversation, asked
from oaic_suite.judging.requirement import REQUIREMENTS, Requirement, cautious, requirement
from oaic_suite.judging.stage import Stage
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

MODULE = sys.modules[Conversation.__module__]  # the package has a function of the same name


def holds(reply):
    """It holds."""


def silent(reply):
    pass


SOME = {"basis": "schema", "breaks": "clients"}
WRONG = {
    "an id with a capital": ("Chat.id", MUST, SOME, holds, "'Chat.id' is not a dotted slug"),
    "an id of one word": ("chat", MUST, SOME, holds, "'chat' is not a dotted slug"),
    "an id that is taken": ("chat.stream.done", MUST, SOME, holds, "chat.stream.done is already stated by"),
    "an unknown basis": ("zz.a", SHOULD, {"basis": "habit"}, holds, "basis 'habit' is not one of schema, rfc"),
    "a MUST on an observation": ("zz.a", MUST, SOME | {"basis": "observed"}, holds, "'observed' does not allow MUST"),
    "a SHOULD on hearsay": ("zz.a", SHOULD, {"basis": "hearsay"}, holds, "basis 'hearsay' does not allow SHOULD"),
    "a MUST that breaks nobody": ("zz.a", MUST, {"basis": "schema"}, holds, "a MUST says who breaks"),
    "no statement": ("zz.a", INFO, {"basis": "taste"}, silent, "the docstring is the statement, and there is none"),
}


@pytest.mark.parametrize(("id", "level", "more", "check", "sentence"), WRONG.values(), ids=WRONG)
def test_a_bad_declaration_is_refused(id, level, more, check, sentence):
    known = catalogue().get(id)
    with pytest.raises(ValueError, match=re.escape(sentence)):
        requirement(id, level, **more)(check)
    assert REQUIREMENTS.get(id) is known


def made(**more):
    told = {"owns": (), "when": None, "only": ()} | more
    return Requirement("a.b", INFO, "taste", "It holds.", None, None, check=holds, **told)


VARIANTS = {"plain": {}, "two": {"n": 2}, "two-streamed": {"n": 2, "stream": True}}

ASKED = [
    ({}, ["plain", "two", "two-streamed"]),
    ({"when": lambda body: body.get("n", 1) > 1}, ["two", "two-streamed"]),
    ({"only": ("two",)}, ["two", "two-streamed"]),
    ({"only": ("plain",)}, ["plain"]),
]


@pytest.mark.parametrize(("more", "names"), ASKED, ids=["all", "when", "only", "only one"])
def test_which_variants_are_asked(more, names, monkeypatch):
    conversation = Conversation("reply", "reply", VARIANTS, lambda target, variant: None)
    monkeypatch.setattr(MODULE, "CONVERSATIONS", {"reply": conversation})
    assert [name for name in VARIANTS if asked(made(**more), {"reply": name})] == names


def test_a_conversation_is_held_once_and_its_trouble_told_to_everyone(monkeypatch):
    held = []

    def first(target):
        held.append(target)
        raise LookupError("no such thing")

    told = {
        "first": Conversation("first", None, {}, first),
        "second": Conversation("second", None, {}, lambda first: 1),
    }
    monkeypatch.setattr("oaic_suite.judging.stage.CONVERSATIONS", told)
    monkeypatch.setattr(MODULE, "CONVERSATIONS", told)
    target = SimpleNamespace(log=lambda exchange: None)
    stage = Stage(target)
    for name in ("first", "second", "first"):
        with pytest.raises(LookupError):
            stage.value(name, {})
    assert held == [target]


ODD = ["text", 7, 1.5, True, None, [], ["text"], [7], [None], [[]], {}, {"a": 1}]


def test_what_a_requirement_is_asked_about_is_told_of_any_request():
    """Wrong requests are made on purpose, by us too, and every one is held against every condition."""
    members = {name for schema in contract().document["components"]["schemas"].values() for name in told_in(schema)}
    conditions = {requirement.when for requirement in catalogue().values() if requirement.when}
    assert len(members) > 100
    assert len(conditions) > 50
    for when, name, value in itertools.product(conditions, members, ODD):
        assert when({name: value}) in (True, False)


def told_in(schema):
    return schema.get("properties", {})


def test_a_request_that_a_condition_cannot_read_asks_for_nothing():
    when = cautious(lambda body: body["stream_options"].get("include_usage") is True)
    assert [when(body) for body in ({"stream_options": {"include_usage": True}}, {"stream_options": "x"}, {})] == [
        True,
        False,
        False,
    ]

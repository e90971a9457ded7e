"""Ids that are none: what is asked by them is not established, and never an error of ours."""

from __future__ import annotations

import json
import re
from contextlib import closing
from dataclasses import replace

import pytest
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.survey.preflight import preflight, survey
from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished, NotRun
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.stage import Stage

KEEPING = ("responses.", "conversations.", "files.", "uploads.", "batches.", "stored.")
STRANGE = {"a-number": 7, "null": None, "empty": "", "an-array": ["resp_1"]}
LONG = "x" * 70_000  # more than fits into an address, into a label, or into a call as the contract knows it
BENT = {"a-number": ("id", 7), "null": ("id", None), "long": ("id", LONG), "a-long-call": ("call_id", LONG)}


@pytest.mark.parametrize("id", STRANGE.values(), ids=STRANGE)
def test_an_id_that_is_none_is_not_established(id):
    reply = Reply(Exchange("x1", Request("POST", "http://t/v1/responses"), 200, body=json.dumps({"id": id}).encode()))
    with pytest.raises(NotEstablished):
        reply.id_at("id")


def test_what_no_address_can_hold_is_not_asked_for():
    with closing(Client(Deadlines())) as client:
        with pytest.raises(NotEstablished):
            Target("http://t/v1", client).ask("getResponse", response_id=LONG)
        assert client.sent == 0


@pytest.mark.slow
@pytest.mark.parametrize(("name", "id"), BENT.values(), ids=BENT)
def test_what_is_asked_by_an_id_that_is_none_is_no_error_of_ours(reference_server, monkeypatch, name, id):
    honest, told = Client.send, json.dumps(id)
    with closing(Client(Deadlines.within(30.0))) as client:
        target = Target(reference_server.base_url, client, reference_server.api_key)
        preflight(target)
        survey(target)
        monkeypatch.setattr(Client, "send", lambda *asked, **how: bent(honest(*asked, **how), name, told))
        assert errors(target) == {}


def bent(exchange, name, told):
    """The same answer with another value for every member of a name."""
    member = re.compile(rf'"{name}":"(?:[^"\\]|\\.)*"'.encode())
    return replace(exchange, body=member.sub(f'"{name}":{told}'.encode(), exchange.body))


def errors(target):
    """What conversations about what is kept raise, but for what settles nothing."""
    stage = Stage(target)
    for requirement in catalogue().values():
        if requirement.id.startswith(KEEPING):
            for choice in variants(requirement).values():
                stage.hold(requirement, choice)
    raised = {key: held for key, held in stage._held.items() if isinstance(held, Exception)}
    return {key: held for key, held in raised.items() if not isinstance(held, NotEstablished | NotApplicable | NotRun)}

"""However any answer of the reference server is mangled, whatever was asked: an error of ours never."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from random import Random

import pytest
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.survey.preflight import preflight, survey
from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.views import seen_as
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.stage import Stage
from test_mangled import GONE, STRANGE, mangled, places, spoilt

STRANGER = {**STRANGE, "nought": 0.0, "five": 5.0, "text": "abc", "texts": ["a", "b"], "deeper": {"a": [{"b": None}]}}
APART = ("sdk.", "witness.", "fuzz.", "concurrency.", "http.")  # they ask what others ask, or what is no answer
OF_A_KIND, PLACES = 2, 20  # how much of each is drawn
PREFIX = "data: "


@pytest.fixture(scope="module")
def exchanges(reference_server):
    """Of each operation, kind of answer and status some exchanges, drawn by a seed."""
    kept: list[Exchange] = []
    with closing(Client(Deadlines.within(30.0))) as client:
        target = Target(reference_server.base_url, client, reference_server.api_key, log=kept.append)
        preflight(target)
        survey(target)
        stage = Stage(target)
        for requirement in catalogue().values():
            if not requirement.id.startswith(APART):
                for choice in variants(requirement).values():
                    stage.hold(requirement, choice)
    alike = defaultdict(list)
    for exchange in kept:
        alike[exchange.request.operation, seen_as(exchange), exchange.status].append(exchange)
    return [drawn for among in alike.values() for drawn in Random(len(among)).sample(among, min(OF_A_KIND, len(among)))]


@pytest.mark.slow
def test_what_is_drawn_is_of_every_kind(exchanges):
    assert len({exchange.request.operation for exchange in exchanges}) > 60
    assert {"reply", "refusal", "stream", "lines", "bytes"} <= {seen_as(exchange) for exchange in exchanges}


@pytest.mark.slow
@pytest.mark.parametrize("strange", STRANGER)
def test_a_strange_value_at_any_place_of_any_answer_is_judged(exchanges, strange):
    found = {
        (exchange.request.operation, where): rows
        for exchange in exchanges
        for where, bent in bent_at_places(exchange, STRANGER[strange], Random(strange))
        if (rows := spoilt(bent))
    }
    assert found == {}


def bent_at_places(exchange: Exchange, strange: object, draw: Random) -> Iterator[tuple[object, Exchange]]:
    """The exchange with one value after another that is not what it was, wherever there is JSON in its answer."""
    lines = exchange.body.decode("utf-8", "replace").split("\n")
    spoken = [(number, told) for number, line in enumerate(lines) if isinstance(told := said(line), dict | list)]
    everywhere = [(number, told, place) for number, told in spoken for place in places(told)]
    for number, told, place in draw.sample(everywhere, min(PLACES, len(everywhere))):
        prefix = PREFIX if lines[number].startswith(PREFIX) else ""
        bent = [*lines]
        bent[number] = prefix + json.dumps(mangled(told, place, strange))
        yield (number, *place), replace(exchange, body="\n".join(bent).encode())


def said(line: str) -> object:
    try:
        return json.loads(line.removeprefix(PREFIX))
    except ValueError:
        return GONE

"""Whole runs against a server whose answers are bent now and then: whatever rests on them, an error of ours never."""

from __future__ import annotations

from contextlib import closing
from random import Random

import pytest
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.survey.preflight import preflight, survey
from oaic_suite.asking.target import Target
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.stage import Stage
from oaic_suite.judging.verdict import Verdict
from test_mangled_answers import APART, STRANGER, bent_at_places

OFTEN = (0.2, 0.5, 0.9)  # how many of the answers are bent, from run to run


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(12))
def test_what_rests_on_a_bent_answer_is_judged(reference_server, monkeypatch, seed):
    honest, draw, often = Client.send, Random(seed), OFTEN[seed % len(OFTEN)]

    def bent(client, *asked, **how):
        exchange = honest(client, *asked, **how)
        if draw.random() > often:
            return exchange
        strange = STRANGER[draw.choice(list(STRANGER))]
        return next((each for _, each in bent_at_places(exchange, strange, draw)), exchange)

    with closing(Client(Deadlines.within(10.0))) as client:
        target = Target(reference_server.base_url, client, reference_server.api_key)
        preflight(target)
        survey(target)
        monkeypatch.setattr(Client, "send", bent)
        assert errors(target) == {}


def errors(target: Target) -> dict[tuple[str, str], str]:
    stage = Stage(target)
    judged = {
        (requirement.id, name): stage.judge(requirement, choice)
        for requirement in catalogue().values()
        if not requirement.id.startswith(APART)
        for name, choice in variants(requirement).items()
    }
    return {row: str(told.reason) for row, told in judged.items() if told.verdict is Verdict.ERROR}

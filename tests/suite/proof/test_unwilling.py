"""A model that talks nonsense fails nothing; a server that ignores what is forced is caught, and for that alone."""

from __future__ import annotations

from contextlib import closing

import pytest
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.asking.survey.preflight import preflight, survey
from oaic_suite.asking.target import Target
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.selecting.profile import in_run
from oaic_suite.judging.stage import Stage
from oaic_suite.judging.verdict import SCORED, Verdict, worst

pytestmark = pytest.mark.thorough

SECONDS = 30.0
# What a request forces is for the server to bring about, whatever its model would rather say.
FORCED = {
    "tools.named.forced",
    "tools.required.forced",
    "tools.stream.forced",
    "tools.custom.forced",
    "tools.legacy.forced",
    "responses.tools.named",
    "responses.tools.required",
    "responses.tools.required-streamed",
    "responses.kinds.custom-called",
    "responses.kinds.namespaced",
}
FREE = ("tools.auto.finish-reason", "tools.stream.finish-reason", "tools.call.id", "tools.stream.index")


def verdicts(**settings):
    """The verdict of every scored requirement of a plain run, on the reference server as it was told to behave."""
    key = "sk-unwilling"
    client = Client(Deadlines.within(SECONDS), Redactor.of([key]))
    with serve_in_thread(Settings(api_keys=(key,), **settings)) as running, closing(client):
        target = Target(running.base_url, client, running.api_key)
        preflight(target)
        survey(target)
        stage = Stage(target)
        return {
            requirement.id: worst(stage.judge(requirement, choice).verdict for choice in variants(requirement).values())
            for requirement in catalogue().values()
            if requirement.level in SCORED and in_run(requirement.id, (), ())
        }


def of(verdicts, verdict):
    return {id for id, found in verdicts.items() if found is verdict}


def test_a_model_that_talks_nonsense_fails_nothing():
    found = verdicts(nonsense=True)
    assert of(found, Verdict.FAIL) | of(found, Verdict.ERROR) == set()
    assert {id: found[id] for id in FREE[:2]} == dict.fromkeys(FREE[:2], Verdict.INCONCLUSIVE)
    assert {id: found[id] for id in FORCED} == dict.fromkeys(FORCED, Verdict.PASS)


def test_a_server_that_ignores_tools_is_caught_where_they_are_forced():
    found = verdicts(ignore_tools=True)
    assert of(found, Verdict.FAIL) | of(found, Verdict.ERROR) == FORCED
    assert {id: found[id] for id in FREE} == dict.fromkeys(FREE, Verdict.INCONCLUSIVE)


def test_a_server_that_refuses_tools_honestly_need_not_have_them():
    found = verdicts(fault="tools.absent")
    assert of(found, Verdict.FAIL) | of(found, Verdict.ERROR) == set()
    tools = {id for id in found if id.startswith("tools.") and not id.startswith("tools.legacy.")}
    assert tools <= of(found, Verdict.NOT_APPLICABLE)

"""What a server honestly does without fails nothing, and is recorded: the reference server, with some of it refused."""

from __future__ import annotations

from contextlib import closing

import hostile
import httpx
import pytest
from hostile import answer, error
from nested import warm_certify
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.survey.preflight import preflight, survey
from oaic_suite.asking.target import Target
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.stage import Stage
from oaic_suite.judging.verdict import SCORED, Verdict

pytestmark = pytest.mark.thorough

TOOL_CHOICE = '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'
NO_ROUTE = {"detail": "Not Found"}


def shows(asked, kind):
    parts = [part for message in asked.body.get("messages", []) for part in message.get("content") or []]
    return any(isinstance(part, dict) and part.get("type") == kind for part in parts)


def custom(asked):
    return any(tool.get("type") == "custom" for tool in asked.body.get("tools", []) if isinstance(tool, dict))


def place(*steps):
    return {"detail": [{"loc": ["body", *steps], "msg": "Input should be 'function'", "type": "literal_error"}]}


# What is asked, the refusal of it, the capability that is then absent, the rows it must not turn red.
REFUSED = {
    "tools, as vLLM without its flag": (
        lambda asked: asked.body.get("tools") and asked.body.get("tool_choice") != "none",
        (400, {"error": error(TOOL_CHOICE)["error"] | {"type": "BadRequestError"}}),
        "tools",
        ("tools", "chat.reply", "chat.stream", "structured.strict"),
    ),
    "custom tools, as FastAPI": (custom, (422, place("tools", 0, "type")), "tools-custom", ("tools",)),
    "pictures by data URI": (
        lambda asked: shows(asked, "image_url"),
        (400, {"error": "this model does not support images"}),
        "chat-image",
        ("vision",),
    ),
    "dimensions": (
        lambda asked: asked.body.get("dimensions"),
        (400, error("Model does not support matryoshka representation")),
        "embeddings-dimensions",
        ("embeddings",),
    ),
    "suffix": (
        lambda asked: asked.body.get("suffix"),
        (400, b"suffix is not currently supported"),
        "completions-suffix",
        ("completions",),
    ),
    "one model": (lambda asked: "/models/" in asked.path, (404, NO_ROUTE), "models-retrieve", ("models", "http.path")),
}


def before(server, refuses, refusal):
    """The reference server, but for what is refused on the way to it."""

    def handler(asked):
        if refuses(asked):
            yield answer(*refusal)
            return
        url = server.base_url.removesuffix("/v1") + asked.path
        headers = {"authorization": f"Bearer {server.api_key}"}
        got = httpx.request(asked.method, url, json=asked.body or None, headers=headers)
        yield answer(got.status_code, got.content, got.headers.get("content-type", "text/plain"))

    return handler


def judged(url, prefixes):
    client = Client(Deadlines.within(30.0))
    with closing(client):
        target = Target(url, client)
        preflight(target)
        survey(target)
        stage = Stage(target)
        found = {
            f"{made.id} [{name}]": stage.judge(made, choice)
            for made in catalogue().values()
            if made.id.startswith(prefixes) and made.level in SCORED
            for name, choice in variants(made).items()
        }
        return found, target.capabilities.known


@pytest.mark.parametrize(("refuses", "refusal", "name", "prefixes"), REFUSED.values(), ids=REFUSED)
def test_what_is_honestly_refused_fails_nothing(refuses, refusal, name, prefixes):
    with serve_in_thread(Settings()) as server:
        with hostile.serving(before(server, lambda asked: False, ())) as url:
            usual, _ = judged(url, prefixes)
        with hostile.serving(before(server, refuses, refusal)) as url:
            found, known = judged(url, prefixes)
    red = {id: judgement.observed for id, judgement in found.items() if judgement.verdict is Verdict.FAIL}
    assert {id: seen for id, seen in red.items() if usual[id].verdict is not Verdict.FAIL} == {}
    assert known[name].state == "absent"
    assert [id for id, judgement in found.items() if judgement.cause == name] != []


def test_what_is_not_offered_is_in_the_report_and_makes_what_requires_it_incomplete(tmp_path):
    refuses, refusal, *_ = REFUSED["tools, as vLLM without its flag"]
    with serve_in_thread(Settings()) as server, hostile.serving(before(server, refuses, refusal)) as url:
        ended = warm_certify(url, "--only=tools", "--profile=tools", directory=tmp_path)
    assert ended.document["capabilities"]["tools"]["state"] == "absent"
    assert "say tools" in ended.document["capabilities"]["tools"]["how"]
    assert "does without what is required here, tools." in " ".join(ended.said.split())
    assert (ended.document["conclusion"], ended.exit_code) == ("incomplete", 11)

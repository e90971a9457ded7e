"""What the suite asks does no harm: every answer has an end, and what might not have one is asked last."""

from __future__ import annotations

import gzip
import json

import hostile
import pytest
from hostile import EVENTS, MODEL, answer, frame, head, honest
from nested import pytest_run
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.started.embedded import Embedded
from oaic_suite.asking.survey.capability import Capability
from oaic_suite.asking.survey.preflight import preflight, survey
from oaic_suite.asking.target import A_PICTURE, ROOM, Target
from oaic_suite.checks.chat.surface import LIMITS
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.conversation import asked_last
from oaic_suite.judging.selecting.profile import drawn_anew, lacking
from oaic_suite.judging.stage import Stage
from oaic_suite.judging.verdict import Verdict

WINDOW = 131_072  # tokens the reference server's models take
CHATS, COMPLETIONS = "chat/completions", "v1/completions"

# Requests whose limit a server may not see, and what bounds the harm instead; each is asked last.
UNLIMITED = {
    (COMPLETIONS, True, "nothing"): "left after a few events",
    (COMPLETIONS, False, "nothing"): "asked only where a stream of the same ended soon",
    (COMPLETIONS, True, "null"): "left after a few events",
    (CHATS, False, str(WINDOW + 1)): "must be refused; the model takes no more than that",
    (CHATS, False, '"many"'): "must be refused",
    (CHATS, True, '"many"'): "must be refused",
    (CHATS, False, "-1"): "must be refused",
    (COMPLETIONS, False, "-1"): "must be refused",
}


def rows():
    return [
        (made, choice)
        for made in catalogue().values()
        if not lacking(made.id) and not drawn_anew(made.id)
        for choice in variants(made).values()
    ]


def body_of(request):
    """The object that was sent; None where no server can read one."""
    raw = request.body or b""
    try:
        value = json.loads(gzip.decompress(raw) if request.header("content-encoding") == "gzip" else raw)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def unlimited(request):
    """How a request without an effective limit looks; None for any other."""
    path, body = "/".join(request.url.split("/")[-2:]), body_of(request)
    if request.method != "POST" or path not in (CHATS, COMPLETIONS) or body is None:
        return None
    limits = [body[name] for name in LIMITS if name in body]
    if any(type(limit) is int and 0 <= limit <= ROOM for limit in limits):
        return None
    return path, bool(body.get("stream")), json.dumps(limits[0]) if limits else "nothing"


@pytest.fixture(scope="module")
def run():
    """Every request of a run, those before the first that is asked last, and those from there on."""
    server, before, after = Embedded().start(), [], []
    target = Target(server.base_url, Client(Deadlines.within(60.0)), server.api_key, picture=A_PICTURE)
    target.log = before.append
    preflight(target)
    survey(target)
    stage = Stage(target)
    for made, choice in rows():
        if not asked_last(made, choice):
            stage.hold(made, choice)
    target.log = after.append
    for made, choice in rows():
        stage.hold(made, choice)
    target.client.close()
    server.stop()
    return before, after


@pytest.mark.thorough
def test_every_answer_has_a_limit_or_a_reason(run):
    assert {found for part in run for exchange in part if (found := unlimited(exchange.request))} == UNLIMITED.keys()


@pytest.mark.thorough
def test_what_has_no_limit_is_asked_last(run):
    before, after = run
    assert [exchange.request for exchange in before if unlimited(exchange.request)] == []
    assert len(after) < 20, "and little else"


@pytest.mark.thorough
@pytest.mark.parametrize("order", ["items.reverse()", "__import__('random').Random(7).shuffle(items)"])
def test_in_whatever_order_what_may_wedge_a_server_comes_last(order, tmp_path):
    (tmp_path / "conftest.py").write_text(f"def pytest_collection_modifyitems(items):\n    {order}\n")
    ended = pytest_run("conformance", "--collect-only", "-q", "--oaic-only=completions", directory=tmp_path)
    names = [line.rpartition("::")[2] for line in ended.said.splitlines() if "::" in line]
    last = {f"{made.id}[{name}]" if name else made.id for made, name in named() if made.id.startswith("completions")}
    assert last
    assert set(names[-len(last) :]) == last


def named():
    return [
        (made, name)
        for made in catalogue().values()
        for name, choice in variants(made).items()
        if asked_last(made, choice)
    ]


# --- completions without a limit ---------------------------------------------------------------------------


def without_end(words):
    """A server whose completions end at their limit, or never."""

    def handler(asked):
        if asked.path != "/v1/completions":
            yield from honest(asked)
        elif not asked.body.get("stream"):
            usage = {"prompt_tokens": 4, "completion_tokens": 2, "total_tokens": 6}
            choice = {"index": 0, "text": "and so", "logprobs": None, "finish_reason": "length"}
            yield answer(
                200, {"id": "c", "object": "text_completion", "created": 1, "choices": [choice], "usage": usage}
            )
        else:
            yield head(200, EVENTS)
            for _ in range(10_000):
                yield frame({"choices": [{"index": 0, "text": words, "finish_reason": None}]})
                yield 0.001

    return handler


def settled(handler, id, choice):
    asked = []
    with hostile.serving(handler) as url:
        target = Target(url, Client(Deadlines.within(20.0)), model_id=MODEL)
        target.log = asked.append
        for name in ("completions", "completions-stream"):
            target.capabilities.known[name] = Capability("present", "by this test")
        judged = Stage(target).judge(catalogue()[id], choice)
        target.client.close()
    return judged, asked


def test_an_answer_that_goes_on_is_left_and_told_by_its_words():
    judged, asked = settled(without_end(" and so"), "completions.limit.unsaid", {})
    assert (judged.verdict, judged.expected) == (Verdict.FAIL, "at most 32")
    assert [exchange.request.wants_stream for exchange in asked] == [False, True]
    assert asked[1].body.count(b"\n\n") < 1000


def test_an_answer_without_words_does_not_tell():
    judged, _ = settled(without_end("ng"), "completions.limit.unsaid", {})
    assert judged.verdict is Verdict.INCONCLUSIVE


def test_a_limit_of_null_is_no_more_than_begun():
    judged, asked = settled(without_end(" and so"), "completions.null.accepted", {"completion_with_null": "max-tokens"})
    assert judged.verdict is Verdict.PASS
    assert asked[-1].body.count(b"\n\n") < 1000


# --- chats without a limit -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_of_null_has_the_other_beside_it(name):
    asked = []

    def keep(request):
        asked.append(request.body)
        yield from honest(request)

    with hostile.serving(keep) as url:
        target = Target(url, Client(Deadlines.within(20.0)), model_id=MODEL)
        Stage(target).judge(catalogue()["chat.options.null"], {"answer_to_null": name.replace("_", "-")})
        target.client.close()
    assert {limit: asked[-1].get(limit) for limit in LIMITS} == dict.fromkeys(LIMITS, 64) | {name: None}

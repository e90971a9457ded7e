"""Slow is not wrong: a request that is answered late settles nothing, one that is never answered does."""

from __future__ import annotations

from contextlib import contextmanager

import hostile
import pytest
from hostile import HANG, answer, chat, honest
from nested import warm_certify
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.target import Target
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.clients.node.installation import lacking
from oaic_suite.clients.node.played import play
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

SECONDS = 2.0  # 1 s to begin
LATE = "nothing came for 1 s before an answer began, and the server goes on answering: give it longer with --timeout"
TWO = {"n": 2}


def unless_plain(*pieces):
    """A server that does something else where two answers are asked for."""

    def handler(asked):
        if asked.body.get("n") == 2:
            yield from pieces
        yield from honest(asked)

    return handler


def without_streams(asked):
    if asked.body.get("stream"):
        yield HANG
    yield from honest(asked)


def at_a_loss(asked):
    if isinstance(asked.body.get("messages"), str):
        yield HANG
    yield from honest(asked)


@contextmanager
def target_of(handler):
    with hostile.serving(handler) as url:
        target = Target(url, Client(Deadlines.within(SECONDS)), model_id=hostile.MODEL)
        yield target
        target.client.close()


@pytest.mark.slow
def test_an_answer_that_is_late_settles_nothing():
    with target_of(unless_plain(1.6, answer(200, chat()))) as target:
        reply = Reply(target.ask(CHAT, **TWO))
        with pytest.raises(NotEstablished) as late:
            reply.outcome  # noqa: B018
    assert (late.value.reason, late.value.blocked_by) == (LATE, "deadline")


@pytest.mark.slow
def test_a_stream_that_is_late_settles_nothing():
    with target_of(unless_plain(1.6)) as target:
        stream = Stream(target.ask(CHAT, stream=True, **TWO))
        with pytest.raises(NotEstablished, match="goes on answering"):
            stream.chunks  # noqa: B018


@pytest.mark.skipif(lacking() is not None, reason=f"needs {lacking()}: oaic node install")
@pytest.mark.slow
def test_an_answer_that_is_late_in_node_settles_nothing():
    with target_of(unless_plain(HANG)) as target:
        heard = play(target, "chat.plain", target.body(CHAT, **TWO))
        with pytest.raises(NotEstablished, match="goes on answering: give it longer with --timeout") as late:
            heard.failure  # noqa: B018
    assert late.value.blocked_by == "deadline"


@pytest.mark.skipif(lacking() is not None, reason=f"needs {lacking()}: oaic node install")
@pytest.mark.slow
def test_who_hangs_on_all_of_a_kind_is_not_late_in_node():
    with target_of(without_streams) as target:
        heard = play(target, "chat.stream", target.body(CHAT))
        assert [finding.expected for finding in heard.failure] == ["no exception"]


@pytest.mark.slow
def test_what_is_never_answered_is_no_late_answer():
    with target_of(unless_plain(HANG)) as target:
        first, second = (Reply(target.ask(CHAT, **TWO)) for _ in range(2))
        sent = target.client.sent
    assert first.outcome == "timeout: nothing came for 1 s before an answer began, nor for 4 s when asked again"
    assert second.outcome == "timeout: nothing came for 0.5 s before an answer began"
    assert sent == 4, "the request, the plainest, the request again; and then once more, to be waited for no longer"


@pytest.mark.slow
def test_who_hangs_on_all_of_a_kind_is_not_late():
    with target_of(without_streams) as target:
        assert Stream(target.ask(CHAT, stream=True)).outcome.startswith("timeout: nothing came for 1 s")


@pytest.mark.slow
def test_who_does_not_refuse_a_wrong_request_is_not_late():
    with target_of(at_a_loss) as target:
        refusal = Refusal(target.provoke(CHAT, target.body(CHAT, messages="Say hello.")))
    hung = "timeout: nothing came for 1 s before an answer began, nor for 4 s when asked again"
    assert [found.observed for found in refusal.unanswered] == [hung]


@pytest.mark.slow
def test_who_was_merely_held_up_has_refused_a_wrong_request():
    held_up = []

    def handler(asked):
        if isinstance(asked.body.get("messages"), str):
            yield from [] if held_up else [held_up.append(asked) or HANG]
            yield answer(400, {"error": {"message": "No.", "type": "invalid_request_error"}})
        yield from honest(asked)

    with target_of(handler) as target:
        refusal = Refusal(target.provoke(CHAT, target.body(CHAT, messages="Say hello.")))
    assert (refusal.unanswered, refusal.refused_with) == ([], 400)


@pytest.mark.slow
def test_who_is_silent_for_a_while_and_comes_back_is_late():
    silent = []

    def handler(asked):
        if silent or asked.body.get("n") == 2:
            silent.append(asked)
            yield from [HANG] if len(silent) in (1, 2) else []
        yield from honest(asked)

    with target_of(handler) as target:
        target.ask(CHAT)
        assert target.ask(CHAT, **TWO).unheard


@pytest.mark.slow
def test_who_is_silent_from_then_on_is_not():
    silent = []

    def handler(asked):
        if silent or asked.body.get("n") == 2:
            silent.append(asked)
            yield HANG
        yield from honest(asked)

    with target_of(handler) as target:
        target.ask(CHAT)
        assert not target.ask(CHAT, **TWO).unheard


@pytest.mark.slow
def test_longer_waiting_is_done_a_few_times_only():
    with target_of(unless_plain(HANG)) as target:
        target.hangs.waits = 0
        exchange = target.ask(CHAT, **TWO)
    assert exchange.unheard


@pytest.mark.slow
def test_who_asks_many_at_once_has_waited_for_all():
    with target_of(unless_plain(HANG)) as target:
        exchange = target.provoke(CHAT, target.body(CHAT, **TWO), among=2, lawful=True)
    assert not exchange.unheard


@pytest.mark.thorough
def test_a_run_with_a_late_answer_is_incomplete_and_says_how_to_wait(tmp_path):
    with hostile.serving(unless_plain(3.0)) as url:
        words = ["--base-url", url, "--timeout", "2", "--only=chat.reply.status", "--only=chat.reply.json"]
        ended = warm_certify(*words, directory=tmp_path)
    rows = {row["id"]: row for row in ended.document["requirements"]}
    assert ended.exit_code == 11
    assert {name: rows[name]["cause"] for name in rows} == dict.fromkeys(rows, "deadline")
    assert rows["chat.reply.status"]["reason"].endswith(LATE)

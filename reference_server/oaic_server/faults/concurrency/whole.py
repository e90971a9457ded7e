"""Streams that are well alone, and not in company."""

from __future__ import annotations

import itertools
import time

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import CHAT

PLACES = 16  # streams that a small pool serves at once


SEATS = 10  # streams that may be left before a pool that leaks is empty


A_MINUTE = 60.0


arrivals = itertools.count()


ids: list[str] = []  # of the stream before


said: list[str] = []  # by the stream before


left: list[str] = []  # speeches that nobody stayed for


def heard(reply: Reply) -> str:
    """What a stream was asked; of anything else nothing."""
    return str(reply.request.body["messages"][-1]["content"]) if reply.frames else ""


def in_company(reply: Reply) -> bool:
    return heard(reply).startswith("Repeat this sign")


@fault("concurrency.streams.answered", on=CHAT)
def whoever_finds_no_place_in_the_pool_gets_an_error(reply: Reply) -> None:
    if in_company(reply) and next(arrivals) % (PLACES + 8) >= PLACES:
        reply.status, reply.frames, reply.body = 500, None, {"error": "pool exhausted"}


@fault("concurrency.streams.own-text", on=CHAT, dull="repeats")
def a_stream_begins_with_what_its_neighbor_said(reply: Reply) -> None:
    if in_company(reply):
        ours = [choice["delta"] for frame in reply.chunks for choice in frame.data["choices"]]
        text = "".join(delta.get("content", "") for delta in ours)
        ours[1]["content"] = "".join(said) + ours[1]["content"]
        said[:] = [text]


@fault("concurrency.streams.own-id", on=CHAT)
def ids_are_made_from_the_minute(reply: Reply) -> None:
    if in_company(reply):
        for frame in reply.chunks:
            frame.data["id"] = f"chatcmpl-{time.time() // A_MINUTE:.0f}"


@fault("concurrency.streams.one-id", on=CHAT)
def the_last_chunk_has_the_id_of_a_neighbor(reply: Reply) -> None:
    if in_company(reply):
        last = reply.chunks[-1].data
        own, last["id"] = last["id"], "".join(ids) or last["id"]
        ids[:] = [own]


@fault("concurrency.streams.in-order", on=CHAT)
def the_last_words_are_overtaken_by_the_finish(reply: Reply) -> None:
    if in_company(reply) and reply.frames:
        frames = reply.frames
        frames[-3], frames[-2] = frames[-2], frames[-3]


@fault("concurrency.streams.done", on=CHAT)
def a_stream_in_company_just_ends(reply: Reply) -> None:
    if in_company(reply):
        reply.drop(reply.terminator)


@fault("concurrency.hang-up.neighbors", on=CHAT)
def streams_are_cut_when_a_neighbor_is_left(reply: Reply) -> None:
    if heard(reply).startswith("Stay"):
        reply.wire.cut_after = 400


@fault("concurrency.hang-up.freed", on=CHAT)
def a_stream_that_is_left_keeps_its_place_for_ever(reply: Reply) -> None:
    if heard(reply).startswith("Give a long speech"):
        left.append(heard(reply))
    elif len(left) >= SEATS and heard(reply) == "Say hello.":
        left.clear()
        reply.wire.wait = A_MINUTE


# --- legal oddities -----------------------------------------------------------------------------------


@benign("concurrency.turned-away", on=CHAT)
def every_third_stream_is_asked_to_come_again(reply: Reply) -> None:
    if in_company(reply) and next(arrivals) % 3 == 0:
        reply.status, reply.frames = 503, None
        reply.set_header("retry-after", "1")
        reply.set_header("content-type", "application/json")
        reply.body = {"error": {"message": "Too many at once.", "type": "server_error", "param": None, "code": None}}


@benign("concurrency.queued", on=CHAT)
def streams_in_company_wait_for_their_turn(reply: Reply) -> None:
    if in_company(reply):
        reply.wire.wait = 0.02 * (next(arrivals) % PLACES)

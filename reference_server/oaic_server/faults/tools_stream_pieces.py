"""Calls in streams whose pieces do not add up; and legal oddities."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from oaic_server.faults import benign, fault
from oaic_server.faults.tool_replies import (
    CHAT,
    deltas,
    followers,
    fragments,
    in_streams_that_call,
    lasts,
    offers,
    openings,
    strict,
)
from oaic_server.reply import Frame, Reply

# --- the pieces --------------------------------------------------------------------------------------


@fault("tools.stream.array", on=CHAT)
@in_streams_that_call
def a_piece_stands_alone(reply: Reply) -> None:
    for delta in deltas(reply):
        if "tool_calls" in delta:
            (delta["tool_calls"],) = delta["tool_calls"]


@fault("tools.stream.index", on=CHAT)
@in_streams_that_call
def pieces_have_no_index(reply: Reply) -> None:
    for fragment in fragments(reply):
        del fragment["index"]


@fault("tools.stream.dense-indexes", on=CHAT)
@in_streams_that_call
def indexes_begin_at_one(reply: Reply) -> None:
    for fragment in fragments(reply):
        fragment["index"] += 1


@fault("tools.stream.id", on=CHAT)
@in_streams_that_call
def streamed_calls_have_no_id(reply: Reply) -> None:
    for fragment in openings(reply):
        del fragment["id"]


@fault("tools.stream.id:empty", on=CHAT)
@in_streams_that_call
def streamed_calls_have_an_empty_id(reply: Reply) -> None:
    for fragment in openings(reply):
        fragment["id"] = ""


@fault("tools.stream.one-id", on=CHAT, also={"tools.stream.id-once": "an id stands where none should"})
@in_streams_that_call
def every_piece_has_an_id_of_its_own(reply: Reply) -> None:
    for number, (fragment, first) in enumerate(followers(reply)):
        fragment["id"] = f"{first['id']}-{number}"


@fault("tools.stream.unique-ids", on=CHAT)
@in_streams_that_call
def streamed_calls_share_an_id(reply: Reply) -> None:
    for fragment in openings(reply):
        fragment["id"] = openings(reply)[0]["id"]


@fault("tools.stream.type", on=CHAT)
@in_streams_that_call
def the_type_comes_last(reply: Reply) -> None:
    ends = lasts(reply)
    for fragment in openings(reply):
        ends[fragment["index"]]["type"] = fragment.pop("type")


@fault("tools.stream.id-once", on=CHAT)
@in_streams_that_call
def every_piece_repeats_the_id(reply: Reply) -> None:
    for fragment, first in followers(reply):
        fragment["id"] = first["id"]


@fault("tools.stream.type-not-null", on=CHAT)
@in_streams_that_call
def later_pieces_have_a_type_of_null(reply: Reply) -> None:
    for fragment, _ in followers(reply):
        fragment["type"] = None


@fault("tools.stream.one-type", on=CHAT)
@in_streams_that_call
def later_pieces_have_an_empty_type(reply: Reply) -> None:
    for fragment, _ in followers(reply):
        fragment["type"] = ""


@fault("tools.stream.function", on=CHAT)
@in_streams_that_call
def the_last_piece_is_null(reply: Reply) -> None:
    """One piece more, without a function."""
    last = next(frame for frame in reversed(reply.chunks) if frame.data["choices"][0]["delta"].get("tool_calls"))
    nothing = deepcopy(last.data)
    (fragment,) = nothing["choices"][0]["delta"]["tool_calls"]
    nothing["choices"][0]["delta"]["tool_calls"] = [{"index": fragment["index"], "function": None}]
    reply.frames = [each for frame in reply.frames or [] for each in following(frame, last, Frame(nothing))]


@fault("tools.stream.name", on=CHAT)
@in_streams_that_call
def the_name_comes_last(reply: Reply) -> None:
    ends = lasts(reply)
    for fragment in openings(reply):
        if "function" in fragment:
            ends[fragment["index"]]["function"]["name"] = fragment["function"].pop("name")


@fault("tools.stream.name-once", on=CHAT)
@in_streams_that_call
def every_piece_has_the_name(reply: Reply) -> None:
    for fragment, first in followers(reply):
        if "function" in fragment:
            fragment["function"]["name"] = first["function"]["name"]


@fault("tools.stream.offered", on=CHAT)
@in_streams_that_call
def streamed_names_gain_a_prefix(reply: Reply) -> None:
    for fragment in openings(reply):
        if "function" in fragment:
            fragment["function"]["name"] = f"functions.{fragment['function']['name']}"


@fault("tools.stream.arguments", on=CHAT)
@in_streams_that_call
def streamed_arguments_are_an_object(reply: Reply) -> None:
    """The whole object with the first piece, and no other."""
    for fragment, first in followers(reply):
        if "function" in fragment:
            first["function"]["arguments"] = {"city": "Paris"}
            fragment["function"] = {}


@fault("tools.stream.arguments:null", on=CHAT)
@in_streams_that_call
def a_call_opens_with_arguments_of_null(reply: Reply) -> None:
    for fragment in openings(reply):
        if "function" in fragment:
            fragment["function"]["arguments"] = None


@fault("tools.stream.object", on=CHAT)
@in_streams_that_call
def every_piece_repeats_all_before_it(reply: Reply) -> None:
    if not strict(reply.request):
        pile_up(reply)


@fault("tools.stream.object:last-piece-lost", on=CHAT)
@in_streams_that_call
def the_last_piece_is_lost(reply: Reply) -> None:
    if not strict(reply.request):
        for fragment in lasts(reply).values():
            if "function" in fragment:
                fragment["function"]["arguments"] = ""


@fault("tools.stream.strict-object", on=CHAT)
@in_streams_that_call
def every_piece_of_strict_arguments_repeats_all_before_it(reply: Reply) -> None:
    if strict(reply.request):
        pile_up(reply)


@fault("tools.stream.strict-schema", on=CHAT)
@in_streams_that_call
def strict_arguments_are_streamed_without_members(reply: Reply) -> None:
    if strict(reply.request):
        for fragment in fragments(reply):
            fragment["function"]["arguments"] = "{}" if "id" in fragment else ""


@fault("tools.stream.no-empty-calls", on=CHAT)
def deltas_have_an_empty_array(reply: Reply) -> None:
    if reply.frames and offers(reply.request):
        for delta in deltas(reply):
            delta.setdefault("tool_calls", [])


# --- legal oddities ----------------------------------------------------------------------------------


@benign("tools.whole-in-one-piece", on=CHAT)
@in_streams_that_call
def a_call_comes_in_one_piece(reply: Reply) -> None:
    for fragment, first in followers(reply):
        if "function" in fragment:
            first["function"]["arguments"] += fragment["function"]["arguments"]
            fragment["function"]["arguments"] = ""


@benign("tools.role-alone", on=CHAT)
@in_streams_that_call
def the_role_comes_before_the_first_call(reply: Reply) -> None:
    frames = reply.frames or []
    for frame in list(reply.chunks):
        delta = frame.data["choices"][0]["delta"] if frame.data["choices"] else {}
        if "role" in delta and "tool_calls" in delta:
            head = deepcopy(frame.data)
            del head["choices"][0]["delta"]["tool_calls"]
            frame.data["choices"][0]["delta"] = {"tool_calls": delta["tool_calls"]}
            frames.insert(frames.index(frame), Frame(head))


@benign("tools.text-before-calls", on=CHAT)
@in_streams_that_call
def a_stream_speaks_before_it_calls(reply: Reply) -> None:
    for delta in deltas(reply):
        if "role" in delta:
            delta["content"] = "Let me look that up."


@benign("tools.interleaved", on=CHAT)
@in_streams_that_call
def two_calls_are_told_at_once(reply: Reply) -> None:
    """Pieces of the first call follow the opening of the second; the index says whose they are."""
    pieces = fragments(reply)
    indexes = [fragment["index"] for fragment in pieces]
    if max(indexes) == 1 and indexes.count(0) > 1:
        second = indexes.index(1)
        pieces[second - 1], pieces[second] = swapped(pieces[second - 1], pieces[second])


def swapped(one: Any, other: Any) -> tuple[Any, Any]:
    copied = deepcopy(one)
    one.clear()
    one.update(other)
    other.clear()
    other.update(copied)
    return one, other


# --- helpers of ours ---------------------------------------------------------------------------------


def pile_up(reply: Reply) -> None:
    before: dict[int, str] = {}
    for fragment in fragments(reply):
        function = fragment.get("function", {})
        before[fragment["index"]] = before.get(fragment["index"], "") + function.get("arguments", "")
        function["arguments"] = before[fragment["index"]]


def following(frame: Frame, marked: Frame, added: Frame) -> list[Frame]:
    return [frame, added] if frame is marked else [frame]

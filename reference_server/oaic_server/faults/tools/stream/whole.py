"""Calls in streams whose pieces do not add up; and legal oddities."""

from __future__ import annotations

from copy import deepcopy

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import (
    answers_its_own,
    by_name,
    choice_of,
    deltas,
    finish,
    followers,
    fragments,
    free,
    in_streams_that_call,
    lasts,
    offers,
    openings,
    placed,
    refused,
    rewritten,
    strict,
)

# --- the pieces ---------------------------------------------------------------------------------------


@fault("tools.stream.array", on=CHAT)
@in_streams_that_call
def a_piece_stands_alone(reply: Reply) -> None:
    for delta in deltas(reply):
        if "tool_calls" in delta:
            (delta["tool_calls"],) = delta["tool_calls"]


@fault("tools.stream.array-not-null", on=CHAT)
@in_streams_that_call
def a_delta_without_pieces_says_null(reply: Reply) -> None:
    for delta in deltas(reply):
        delta.setdefault("tool_calls", None)


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


@fault("tools.stream.offered", on=CHAT)
@in_streams_that_call
def streamed_names_gain_a_prefix(reply: Reply) -> None:
    for fragment in openings(reply):
        if "function" in fragment:
            fragment["function"]["name"] = f"functions.{fragment['function']['name']}"


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


@fault("tools.stream.no-empty-calls", on=CHAT)
def deltas_have_an_empty_array(reply: Reply) -> None:
    if reply.frames and offers(reply.request):
        for delta in deltas(reply):
            delta.setdefault("tool_calls", [])


def pile_up(reply: Reply) -> None:
    before: dict[tuple[int, int], str] = {}
    for place, fragment in placed(reply):
        function = fragment.get("function", {})
        before[place] = before.get(place, "") + function.get("arguments", "")
        function["arguments"] = before[place]


def following(frame: Frame, marked: Frame, added: Frame) -> list[Frame]:
    return [frame, added] if frame is marked else [frame]


@fault("tools.stream.no-markup", on=CHAT)
@in_streams_that_call
def calls_are_written_out_before_they_are_made(reply: Reply) -> None:
    """The markup of a call leaves as text, in pieces; the call follows."""
    for delta in deltas(reply):
        if any("id" in fragment for fragment in delta.get("tool_calls", [])):
            delta["content"] = "<tool_"
        elif "tool_calls" in delta:
            delta["content"] = "call>"


@fault("tools.stream.no-markup:json", on=CHAT)
@in_streams_that_call
def calls_leave_as_json_until_they_are_known(reply: Reply) -> None:
    """The beginning of a call has left as text before it is seen what it is; the call follows."""
    for delta in deltas(reply):
        for fragment in delta.get("tool_calls", []):
            if "id" in fragment and fragment["type"] == "function":
                delta["content"] = f'{{"name": "{fragment["function"]["name"]}", "arguments": {{"'


@fault("tools.stream.no-markup:instead", on=CHAT)
def a_forbidden_call_is_left_in_the_pieces(reply: Reply) -> None:
    """Its beginning and its end come in different pieces, and no call follows."""
    if choice_of(reply.request) == "none" and reply.frames and not reply.is_error:
        said = [delta for delta in deltas(reply) if delta.get("content")]
        for number, delta in enumerate(said):
            delta["content"] = {0: "<tool_", 1: "call>"}.get(number, "")


@fault("tools.stream.accepted", stage="answer", on=CHAT)
def tools_are_not_streamed(request: Request) -> Reply | None:
    """Where a choice among them is made."""
    streamed = request.stream and offers(request) and choice_of(request)
    return refused(request, "stream", "expected false together with a choice of tools") if streamed else None


@fault("tools.stream.none-forbids", stage="request", on=CHAT, dull="calls")
def a_forbidden_call_is_made_in_a_stream(request: Request) -> Request | None:
    return rewritten(request, tool_choice="auto") if choice_of(request) == "none" and request.stream else None


@fault("tools.stream.one-at-a-time", stage="request", on=CHAT)
def calls_come_all_at_once_in_a_stream(request: Request) -> Request | None:
    serial = request.members.get("parallel_tool_calls") is False and request.stream
    return rewritten(request, parallel_tool_calls=True) if serial else None


@fault("tools.stream.finish-reason", on=CHAT, dull="calls")
@in_streams_that_call
def a_free_call_finishes_with_stop(reply: Reply) -> None:
    if free(reply.request):
        finish(reply, "stop")


@fault("tools.stream.reason-has-calls", on=CHAT, dull="calls")
@in_streams_that_call
def calls_are_lost_behind_text(reply: Reply) -> None:
    if free(reply.request):
        in_words(reply)


@fault("tools.stream.same-reason", on=CHAT)
@in_streams_that_call
def a_stream_finishes_for_another_reason(reply: Reply) -> None:
    if by_name(reply.request):
        finish(reply, "tool_calls")


@benign("tools.stream.long-winded", on=CHAT)
@in_streams_that_call
def calls_come_to_the_limit_when_streamed(reply: Reply) -> None:
    """As a model does that says more one time than another."""
    if by_name(reply.request):
        finish(reply, "length")


@fault("tools.stream.round-trip", stage="answer", on=CHAT)
def ids_must_be_short_in_a_stream(request: Request) -> Reply | None:
    if answers_its_own(request) and request.stream:
        return refused(request, "messages[2].tool_call_id", "expected at most 9 characters")
    return None


def in_words(reply: Reply) -> None:
    """The calls are taken out, and a text stands in place of the first."""
    for delta in deltas(reply):
        called = delta.pop("tool_calls", None)
        if called and "role" in delta:
            delta["content"] = "I would call a tool now."

"""Streams of events that do not come, do not end, or are something else."""

from __future__ import annotations

from oaic_server.exchange.reply import JSON, Frame, Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.stream.replies import drop, event, in_streams, insert, last, lifecycle, of_type

EARLY = 600  # bytes: in the middle of the first event
ERROR = {"type": "server_error", "code": "server_error", "message": "Out of breath.", "param": None}


@fault("responses.stream.outcome", on=RESPONSE)
@in_streams
def the_connection_drops_in_the_middle(reply: Reply) -> None:
    reply.wire.cut_after = EARLY


@fault("responses.stream.outcome:failure", on=RESPONSE)
@in_streams
def streams_fail(reply: Reply) -> None:
    reply.frames = None
    break_down(reply)


@fault("responses.stream.content-type", on=RESPONSE)
@in_streams
def a_stream_is_declared_as_text(reply: Reply) -> None:
    reply.set_header("content-type", "text/plain; charset=utf-8")


@fault("responses.stream.is-events", on=RESPONSE)
@in_streams
def events_are_bare_lines_of_json(reply: Reply) -> None:
    for frame in reply.frames or []:
        frame.raw = reply.encode(frame.data) + b"\n"


@fault("responses.stream.is-events:ignored", on=RESPONSE)
@in_streams
def the_wish_for_a_stream_is_ignored(reply: Reply) -> None:
    reply.frames, reply.body = None, last(reply).data["response"]
    reply.set_header("content-type", JSON)


@fault("responses.stream.json", on=RESPONSE)
@in_streams
def the_last_event_is_cut_in_half(reply: Reply) -> None:
    frame = last(reply)
    whole = frame.encode(reply.encode)
    frame.raw = whole[: len(whole) // 2] + b"\n\n"


@fault("responses.stream.no-error", on=RESPONSE)
@in_streams
def an_error_ends_the_stream(reply: Reply) -> None:
    ended(reply, event("error", message=ERROR["message"], code=None, param=None))


@fault("responses.stream.no-error:enveloped", on=RESPONSE)
@in_streams
def an_error_in_an_envelope_ends_the_stream(reply: Reply) -> None:
    ended(reply, event("error", error=ERROR))


@fault("responses.stream.no-error:failed", on=RESPONSE)
@in_streams
def the_response_fails(reply: Reply) -> None:
    frame = last(reply)
    frame.data["type"] = frame.event = "response.failed"
    frame.data["response"] |= {"status": "failed", "error": {"code": "server_error", "message": "Out of breath."}}


@fault("responses.stream.ended", on=RESPONSE)
@in_streams
def the_last_event_does_not_come(reply: Reply) -> None:
    reply.drop(last(reply))


@fault("responses.stream.ended:otherwise", on=RESPONSE)
@in_streams
def the_last_event_is_called_otherwise(reply: Reply) -> None:
    frame = last(reply)
    frame.data["type"] = frame.event = "response.done"


@fault("responses.stream.error-null", on=RESPONSE)
@in_streams
def errors_are_left_out_where_there_are_none(reply: Reply) -> None:
    for frame in list(lifecycle(reply))[:1]:
        frame.data["response"].pop("error", None)


@fault("responses.stream.schema", on=RESPONSE)
@in_streams
def parts_begin_without_annotations(reply: Reply) -> None:
    for frame in of_type(reply, "content_part.added"):
        frame.data["part"].pop("annotations", None)


@fault(
    "responses.stream.schema:frame",
    on=RESPONSE,
    also={"responses.stream.error-null": "nothing is left of the response but what tells it apart"},
)
@in_streams
def responses_in_events_have_ids_alone(reply: Reply) -> None:
    for frame in list(lifecycle(reply))[:-1]:
        frame.data["response"] = {name: frame.data["response"][name] for name in ("id", "object", "status")}


def ended(reply: Reply, ending: Frame) -> None:
    """Another last event in place of the one that is there."""
    old = last(reply)
    insert(reply, old, ending)
    drop(reply, old)


@benign("responses.stream.done", on=RESPONSE)
@in_streams
def a_terminator_follows(reply: Reply) -> None:
    reply.frames = [*(reply.frames or []), Frame("[DONE]")]


@benign("responses.stream.keepalive", on=RESPONSE)
@in_streams
def the_connection_is_kept_alive(reply: Reply) -> None:
    insert(reply, last(reply), event("keepalive"))


@benign("responses.stream.unknown-event", on=RESPONSE)
@in_streams
def an_event_of_an_unknown_type_comes(reply: Reply) -> None:
    insert(reply, last(reply), event("response.parrot.blinked", eyes=2))


@benign("responses.stream.more-members", on=RESPONSE)
@in_streams
def events_have_members_of_their_own(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["trace"] = {"span": 1}


@benign("responses.stream.unpadded", on=RESPONSE)
@in_streams
def deltas_are_not_padded(reply: Reply) -> None:
    for frame in of_type(reply, ".delta"):
        frame.data.pop("obfuscation", None)

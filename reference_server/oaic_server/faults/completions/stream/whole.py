"""Streams of legacy completions that break what clients rely on."""

from __future__ import annotations

from oaic_server.exchange.reply import JSON, Frame, Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.completions.stream.replies import frames_of, pieces
from oaic_server.faults.operations import COMPLETION

EARLY = 200  # bytes: in the middle of the first few chunks


# --- the stream ---------------------------------------------------------------------------------------


@fault("completions.stream.outcome", on=COMPLETION)
def the_connection_drops_in_the_middle(reply: Reply) -> None:
    if reply.frames:
        reply.wire.cut_after = EARLY


@fault("completions.stream.content-type", on=COMPLETION)
def a_stream_is_declared_as_text(reply: Reply) -> None:
    if reply.frames:
        reply.set_header("content-type", "text/plain")


@fault("completions.stream.events", on=COMPLETION)
def the_wish_for_a_stream_is_ignored(reply: Reply) -> None:
    if reply.frames:
        reply.frames, reply.body = None, reply.chunks[0].data
        reply.set_header("content-type", JSON)


@fault("completions.stream.json", on=COMPLETION)
def a_chunk_is_cut_in_half(reply: Reply) -> None:
    for frame in reply.chunks[-1:]:
        whole = frame.encode(reply.encode)
        frame.raw = whole[: len(whole) // 2] + b"\n\n"


@fault("completions.stream.no-error", on=COMPLETION)
def an_error_comes_at_the_end(reply: Reply) -> None:
    if reply.frames:
        error = {"message": "Out of breath.", "type": "server_error", "param": None, "code": None}
        reply.frames.insert(-1, Frame({"error": error}))


@fault("completions.stream.no-error:detail", on=COMPLETION)
def an_error_is_told_as_a_framework_does(reply: Reply) -> None:
    if reply.frames:
        reply.frames.insert(-1, Frame({"detail": "Out of breath."}))


@fault("completions.stream.done", on=COMPLETION)
def the_stream_ends_without_done(reply: Reply) -> None:
    reply.drop(reply.terminator)


@fault("completions.stream.done-last", on=COMPLETION)
def the_last_chunk_follows_done(reply: Reply) -> None:
    if reply.frames:
        reply.frames[-2:] = reversed(reply.frames[-2:])


# --- what all chunks have in common -------------------------------------------------------------------


@fault("completions.stream.object", on=COMPLETION)
def the_last_chunk_does_not_say_what_it_is(reply: Reply) -> None:
    for frame in reply.chunks[-1:]:
        del frame.data["object"]


@fault("completions.stream.object:of-chat", on=COMPLETION)
def chunks_say_they_are_of_chat(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["object"] = "chat.completion.chunk"


@fault("completions.stream.id", on=COMPLETION)
def later_chunks_have_no_id(reply: Reply) -> None:
    for frame in reply.chunks[1:]:
        del frame.data["id"]


@fault("completions.stream.one-id", on=COMPLETION)
def a_new_id_on_each_chunk(reply: Reply) -> None:
    for number, frame in enumerate(reply.chunks):
        frame.data["id"] += f"-{number}"


@fault("completions.stream.one-created", on=COMPLETION)
def every_chunk_is_dated_anew(reply: Reply) -> None:
    for number, frame in enumerate(reply.chunks):
        frame.data["created"] += number


@fault("completions.stream.one-model", on=COMPLETION)
def the_model_changes_at_the_end(reply: Reply) -> None:
    for frame in reply.chunks[-1:]:
        frame.data["model"] += "-0613"


@fault("completions.stream.schema", on=COMPLETION)
def chunks_name_no_model(reply: Reply) -> None:
    for frame in reply.chunks:
        del frame.data["model"]


# --- choices ------------------------------------------------------------------------------------------


@fault("completions.stream.choices", on=COMPLETION)
def a_chunk_has_no_choices(reply: Reply) -> None:
    for frame in reply.chunks[:1]:
        frames_of(reply).insert(1, Frame({**frame.data, "choices": None}))


@fault("completions.stream.index", on=COMPLETION)
def indexes_are_missing(reply: Reply) -> None:
    for said in pieces(reply):
        del said["index"]


@fault("completions.stream.index-asked-for", on=COMPLETION)
def indexes_begin_with_one(reply: Reply) -> None:
    for said in pieces(reply):
        said["index"] += 1


@fault("completions.stream.choices-count", on=COMPLETION)
def only_the_first_choice_is_streamed(reply: Reply) -> None:
    reply.drop(*(frame for frame in reply.chunks if any(said["index"] for said in frame.data["choices"])))


@fault("completions.stream.text", on=COMPLETION)
def the_last_piece_has_no_text(reply: Reply) -> None:
    for said in pieces(reply):
        if said["finish_reason"]:
            del said["text"]


@fault("completions.stream.text:of-chat", on=COMPLETION)
def pieces_are_deltas_of_chat(reply: Reply) -> None:
    for said in pieces(reply):
        said["delta"] = {"content": said.pop("text")}


@fault("completions.stream.echo", on=COMPLETION)
def the_prompt_is_not_echoed(reply: Reply) -> None:
    for frame in reply.chunks[:1] if reply.request.members.get("echo") else ():
        frame.data["choices"][0]["text"] = "Never"


@fault("completions.stream.logprobs", on=COMPLETION)
def logprobs_are_only_for_plain_answers(reply: Reply) -> None:
    for said in pieces(reply):
        said["logprobs"] = None


# --- legal oddities -----------------------------------------------------------------------------------


@benign("completions.stream.more-members", on=COMPLETION)
def chunks_say_more_than_the_contract(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data |= {"provider": "acme", "system_fingerprint": None}
    for said in pieces(reply):
        said["stop_reason"] = None

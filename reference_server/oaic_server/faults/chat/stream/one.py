"""Chunks that do not have in common what they should."""

from __future__ import annotations

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import CHAT


@fault(
    "chat.stream.one-id", on=CHAT, also={"stored.fetching.streamed": "nothing is kept under the id of the first chunk"}
)
def a_new_id_on_each_chunk(reply: Reply) -> None:
    for number, frame in enumerate(reply.chunks):
        frame.data["id"] += f"-{number}"


@fault("chat.stream.one-id:for-each-choice", on=CHAT)
def every_choice_has_its_own_id(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["id"] += "".join(f"-{choice['index']}" for choice in frame.data["choices"] if choice["index"])


@fault("chat.stream.one-created", on=CHAT)
def every_chunk_is_dated_anew(reply: Reply) -> None:
    for number, frame in enumerate(reply.chunks):
        frame.data["created"] += number


@fault("chat.stream.one-model", on=CHAT)
def the_model_changes_at_the_end(reply: Reply) -> None:
    for frame in reply.chunks[-1:]:
        frame.data["model"] += "-0613"


@benign("chat.stream.one-after-the-other", on=CHAT)
def choices_come_one_after_the_other(reply: Reply) -> None:
    if reply.frames:
        reply.frames.sort(key=turn)


def turn(frame: Frame) -> int:
    told = [] if isinstance(frame.data, str) else frame.data["choices"]
    return told[0]["index"] if told else 128  # the most choices there may be

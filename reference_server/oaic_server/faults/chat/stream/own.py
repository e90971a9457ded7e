"""Streams that get into one another."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import few
from oaic_server.faults.chat.stream.replies import heard
from oaic_server.faults.operations import CHAT

said: list[str] = []  # by the streams before


@fault("chat.stream.own-text", on=CHAT, dull="repeats")
def a_stream_ends_with_what_another_said(reply: Reply) -> None:
    if reply.frames and "Repeat this word" in heard(reply.request):
        ours = [choice["delta"] for frame in reply.chunks for choice in frame.data["choices"]]
        text = "".join(delta.get("content", "") for delta in ours)
        ours[1]["content"] += "".join(said)
        said[:] = [text]


NOT_KEPT = {"stored.fetching.streamed": "nothing is kept under the id that a stream says"}
AT_ONCE = dict.fromkeys(
    ("concurrency.streams.own-id", "concurrency.answers.own-id"), "more streams run than there are ids"
)


@fault("chat.stream.own-id", on=CHAT, also={"concurrency.answers.own-id": "they all have it"} | NOT_KEPT)
def all_streams_have_one_id(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["id"] = "chatcmpl-1"


@fault("chat.stream.own-id:few", on=CHAT, also=AT_ONCE | NOT_KEPT)
def there_are_few_ids(reply: Reply) -> None:
    if reply.frames:
        id = few("chatcmpl")
        for frame in reply.chunks:
            frame.data["id"] = id

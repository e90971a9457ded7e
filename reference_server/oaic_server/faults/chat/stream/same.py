"""Streams of a chat that are not what the plain answer to the same request is."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.stream.replies import choices, deltas, in_streamed_texts, teller
from oaic_server.faults.operations import CHAT


@fault(
    "chat.stream.same-text",
    on=CHAT,
    dull="repeats",
    also={"chat.stream.logprobs.tokens-spell-the-text": "the tokens are whole"},
)
@in_streamed_texts
def characters_of_several_bytes_get_lost(reply: Reply) -> None:
    for delta in deltas(reply):
        if "content" in delta:
            delta["content"] = delta["content"].encode("ascii", "ignore").decode()


@fault("chat.stream.same-finish", on=CHAT, also={"chat.stream.stop-finish": "that ends with `stop` too"})
@in_streamed_texts
def every_stream_is_cut_off(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["finish_reason"] == "stop":
            choice["finish_reason"] = "length"


@fault("chat.stream.same-completion-tokens", on=CHAT)
@in_streamed_texts
def the_end_of_a_stream_costs_a_token(reply: Reply) -> None:
    if any(choice["finish_reason"] == "length" for choice in choices(reply)):
        return
    for frame in teller(reply):
        for name in ("completion_tokens", "total_tokens"):
            frame.data["usage"][name] += 1

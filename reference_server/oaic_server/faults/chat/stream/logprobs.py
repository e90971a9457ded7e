"""Log probabilities in streams: missing, unasked, or of another text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.logprobs import count_characters, make_sure, share_the_first, show_parts
from oaic_server.faults.operations import CHAT


def measures(reply: Reply) -> Iterator[dict[str, Any]]:
    """The logprobs of each piece that has them."""
    for frame in reply.chunks:
        yield from (choice["logprobs"] for choice in frame.data["choices"] if choice["logprobs"])


def tokens(reply: Reply) -> Iterator[dict[str, Any]]:
    for measure in measures(reply):
        yield from measure["content"]


@fault(
    "chat.stream.logprobs.present",
    on=CHAT,
    also={
        "chat.stream.logprobs.beside-tools": "nor is it beside tools",
        "chat.stream.logprobs.beside-stop": "nor beside a stop sequence",
    },
)
def nothing_is_measured(reply: Reply) -> None:
    for frame in reply.chunks:
        for choice in frame.data["choices"]:
            choice["logprobs"] = None


@fault("chat.stream.logprobs.beside-tools", on=CHAT)
def nothing_is_measured_beside_tools(reply: Reply) -> None:
    """As where what looks for calls takes the text out of its pieces."""
    if reply.request.members.get("tools"):
        nothing_is_measured(reply)


@fault("chat.stream.logprobs.beside-stop", on=CHAT)
def nothing_is_measured_beside_stop(reply: Reply) -> None:
    """As where what looks for the sequence holds the text back without its tokens."""
    if reply.request.members.get("stop"):
        nothing_is_measured(reply)


@benign("chat.stream.logprobs.not-beside-tools", stage="answer", on=CHAT)
def probabilities_are_not_told_beside_tools(request: Request) -> None:
    if request.stream and request.members.get("tools") and request.members.get("logprobs"):
        raise Refusal(400, "logprobs is not supported with tools and stream", param="logprobs")


@fault("chat.stream.logprobs.unasked", on=CHAT)
def logprobs_come_unasked(reply: Reply) -> None:
    for frame in reply.chunks:
        for choice in frame.data["choices"]:
            choice["logprobs"] = choice["logprobs"] or {"content": [], "refusal": None}


@fault("chat.stream.logprobs.refusal", on=CHAT)
def logprobs_say_nothing_of_a_refusal(reply: Reply) -> None:
    for measure in measures(reply):
        del measure["refusal"]


@fault("chat.stream.logprobs.bytes", on=CHAT)
def alternatives_have_no_bytes(reply: Reply) -> None:
    for token in tokens(reply):
        for alternative in token["top_logprobs"]:
            del alternative["bytes"]


@fault(
    "chat.stream.logprobs.bytes-of-token",
    on=CHAT,
    also={"chat.stream.logprobs.tokens-spell-the-text": "a text is put together from those bytes"},
)
def bytes_are_code_points(reply: Reply) -> None:
    for token in tokens(reply):
        count_characters(token)


@benign("chat.stream.logprobs.parts-as-replacements", on=CHAT)
def parts_of_characters_are_shown_as_replacements(reply: Reply) -> None:
    for token in tokens(reply):
        show_parts(token)


@fault(
    "chat.stream.logprobs.tokens-spell-the-text",
    on=CHAT,
    also={"chat.stream.logprobs.top-likeliest": "the alternatives are told as they are"},
)
def tokens_have_lost_their_spaces(reply: Reply) -> None:
    for token in tokens(reply):
        token |= {"token": token["token"].strip(), "bytes": list(bytes(token["bytes"]).strip())}


@fault("chat.stream.logprobs.tokens-spell-the-text:first-only", on=CHAT)
def only_the_first_tokens_are_measured(reply: Reply) -> None:
    for measure in list(measures(reply))[3:]:
        measure["content"] = []


@fault("chat.stream.logprobs.not-positive", on=CHAT)
def probabilities_pass_for_their_logarithms(reply: Reply) -> None:
    for token in tokens(reply):
        token["logprob"] = 0.9


@fault("chat.stream.logprobs.top-count", on=CHAT)
def there_is_one_alternative_too_many(reply: Reply) -> None:
    for token in tokens(reply):
        token["top_logprobs"] += token["top_logprobs"][-1:]


@fault("chat.stream.logprobs.top-filled", on=CHAT)
def there_are_no_alternatives_in_a_stream(reply: Reply) -> None:
    for token in tokens(reply):
        token["top_logprobs"] = []


@fault("chat.stream.logprobs.top-likeliest", on=CHAT)
def every_streamed_token_has_the_alternatives_of_the_first(reply: Reply) -> None:
    share_the_first(tokens(reply))


@fault("chat.stream.logprobs.top-falling", on=CHAT)
def alternatives_come_likeliest_last(reply: Reply) -> None:
    for token in tokens(reply):
        token["top_logprobs"].reverse()


@benign("chat.stream.logprobs.a-little-above-zero", on=CHAT)
def streamed_certainty_is_rounded_up(reply: Reply) -> None:
    for token in tokens(reply):
        make_sure(token)

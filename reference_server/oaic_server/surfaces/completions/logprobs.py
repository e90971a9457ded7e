"""The log probabilities of a completion: four lists side by side, an entry in each for every token."""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from typing import Any

from oaic_server.parrot.logprobs import entry

UTF8 = getincrementaldecoder("utf-8")
LISTS = ("tokens", "token_logprobs", "top_logprobs", "text_offset")


def logprobs(tokens: list[bytes], offset: int, rivals: int, *, first: bool = False) -> dict[str, list[Any]]:
    """`offset` is where the text of the tokens begins; the `first` token of all has no log probability."""
    found = [entry(token, max(1, rivals)) for token in tokens]
    odds: list[Any] = [each["logprob"] for each in found]
    tops: list[Any] = [{rival["token"]: rival["logprob"] for rival in each["top_logprobs"]} for each in found]
    if first and found:
        odds[0] = tops[0] = None
    columns = ([each["token"] for each in found], odds, tops, list(offsets(tokens, offset)))
    return dict(zip(LISTS, columns, strict=True))


def offsets(tokens: Iterable[bytes], begin: int) -> Iterator[int]:
    """Where each begins; what goes on with a character, where that does."""
    decoder = UTF8()
    for token in tokens:
        yield begin
        begin += len(decoder.decode(token))

"""Vectors that are misspelt, of the wrong length, or another's."""

from __future__ import annotations

import base64
import math
import struct
from collections.abc import Callable
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.embeddings.replies import answered_entries, changed, numbers
from oaic_server.faults.operations import EMBEDDINGS
from oaic_server.parrot import prompts
from oaic_server.parrot.vector import Vector, as_base64


@fault("embeddings.base64.string", stage="request", on=EMBEDDINGS)
def base64_is_ignored(request: Request) -> Request:
    return changed(request, encoding_format="float") if request.body.get("encoding_format") == "base64" else request


@fault(
    "embeddings.base64.vector",
    on=EMBEDDINGS,
    also={"embeddings.base64.string": "an array is no string, whatever is in it"},
)
def base64_is_wrapped_in_an_array(reply: Reply) -> None:
    encode(reply, lambda vector: [as_base64(vector)])


@fault("embeddings.base64.floats", on=EMBEDDINGS)
def base64_lacks_a_byte(reply: Reply) -> None:
    encode(reply, lambda vector: base64.b64encode(base64.b64decode(as_base64(vector))[:-1]).decode())


@fault("embeddings.base64.floats:url-safe", on=EMBEDDINGS)
def base64_is_of_the_other_alphabet(reply: Reply) -> None:
    encode(reply, lambda vector: base64.urlsafe_b64encode(base64.b64decode(as_base64(vector))).decode())


@fault("embeddings.base64.finite", on=EMBEDDINGS)
def a_float_is_not_a_number(reply: Reply) -> None:
    if prompts.each(reply.request.members.get("input"))[1:]:
        encode(reply, lambda vector: as_base64((math.nan, *vector[1:])))


@fault(
    "embeddings.base64.same-vector",
    on=EMBEDDINGS,
    also={"embeddings.base64.finite": "bytes the wrong way round are now and then no number"},
)
def floats_have_the_high_byte_first(reply: Reply) -> None:
    encode(reply, lambda vector: spelt(">f", vector))


@fault(
    "embeddings.base64.same-vector:double",
    on=EMBEDDINGS,
    also={"embeddings.base64.finite": "half of a double is now and then no number"},
)
def floats_have_64_bits(reply: Reply) -> None:
    encode(reply, lambda vector: spelt("<d", vector))


@fault(
    "embeddings.base64.same-vector:half",
    on=EMBEDDINGS,
    also={"embeddings.base64.finite": "two halves are now and then no number"},
)
def floats_have_16_bits(reply: Reply) -> None:
    encode(reply, lambda vector: spelt("<e", vector))


# --- the pieces ---------------------------------------------------------------------------------------


def encode(reply: Reply, change: Callable[[Vector], Any]) -> None:
    """Another spelling of what was asked for as base64."""
    for entry in answered_entries(reply):
        if isinstance(entry["embedding"], str):
            entry["embedding"] = change(numbers(entry["embedding"]))


def spelt(form: str, vector: Vector) -> str:
    return base64.b64encode(b"".join(struct.pack(form, component) for component in vector)).decode()

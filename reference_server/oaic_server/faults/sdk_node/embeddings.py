"""Vectors the Node SDK stumbles over."""

from __future__ import annotations

import struct
from base64 import b64decode, b64encode

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import EMBEDDINGS


@fault("sdk-node.embeddings.base64", on=EMBEDDINGS, also={"embeddings.base64.floats": "the last number is cut"})
@in_answers
def base64_ends_in_half_a_number(reply: Reply) -> None:
    for entry in reply.body["data"]:
        if isinstance(entry["embedding"], str):
            entry["embedding"] = b64encode(b64decode(entry["embedding"])[:-2]).decode()


@fault("sdk-node.embeddings.float", on=EMBEDDINGS, also={"embeddings.vectors.numbers": "numbers were asked for"})
@in_answers
def numbers_are_sent_as_base64(reply: Reply) -> None:
    for entry in reply.body["data"]:
        if isinstance(entry["embedding"], list):
            entry["embedding"] = b64encode(struct.pack(f"<{len(entry['embedding'])}f", *entry["embedding"])).decode()

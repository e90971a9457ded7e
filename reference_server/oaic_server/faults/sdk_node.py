"""What the official Node SDK stumbles over; each is a defect that bytes alone show too."""

from __future__ import annotations

import struct
from base64 import b64decode, b64encode
from typing import Any

from oaic_server.faults import fault
from oaic_server.faults.answers import CHAT, in_answers, in_texts, messages
from oaic_server.faults.streamed import in_streamed_texts
from oaic_server.faults.tool_replies import in_calls, in_streams_that_call, openings, results
from oaic_server.reply import Frame, Reply

COMPLETION, EMBEDDING = "createCompletion", "createEmbedding"
NOT_JSON = "the SDK decodes what is declared as JSON, and nothing else"
A_WORD = "an event that is no JSON"


@fault("sdk-node.models.list", on="listModels", also={"models.list.content-type": NOT_JSON})
def the_list_is_declared_as_a_page(reply: Reply) -> None:
    reply.set_header("content-type", "text/html")


@fault("sdk-node.models.retrieve", on="retrieveModel", also={"models.retrieve.content-type": NOT_JSON})
@in_answers
def a_model_is_declared_as_a_page(reply: Reply) -> None:
    reply.set_header("content-type", "text/html")


@fault("sdk-node.chat.reply", on=CHAT, also={"chat.reply.content-type": NOT_JSON})
@in_texts
def an_answer_is_declared_as_bytes(reply: Reply) -> None:
    reply.set_header("content-type", "application/octet-stream")


@fault("sdk-node.chat.stream", on=CHAT, also={"chat.stream.json": A_WORD})
@in_streamed_texts
def a_stream_begins_with_a_word(reply: Reply) -> None:
    reply.frames = [Frame("ping"), *(reply.frames or [])]


@fault(
    "sdk-node.chat.helper",
    on=CHAT,
    also={
        "chat.stream.choices": "a chunk has none",
        "chat.stream.usage.own-chunk": "the counts stand in no chunk without choices",
    },
)
@in_streamed_texts
def the_counts_come_without_choices(reply: Reply) -> None:
    for frame in reply.chunks:
        if not frame.data["choices"]:
            del frame.data["choices"]


@fault(
    "sdk-node.chat.parse",
    on=CHAT,
    also={"structured.refusal.content": "content is an object wherever a format is asked for"},
)
def a_document_is_no_text(reply: Reply) -> None:
    if by_schema(reply) and isinstance(reply.body, dict) and not reply.is_error:
        for message in messages(reply):
            message["content"] = {"text": message["content"]}


@fault("sdk-node.chat.parse-stream", on=CHAT)
def a_streamed_document_never_ends(reply: Reply) -> None:
    if by_schema(reply):
        unfinish(reply)


@fault("sdk-node.tools.reply", on=CHAT, also={"tools.call.array": "a call stands where the array should"})
@in_calls
def a_single_call_stands_alone(reply: Reply) -> None:
    for message in messages(reply):
        message["tool_calls"] = message["tool_calls"][0]


@fault("sdk-node.tools.stream", on=CHAT, also={"tools.stream.name": "the name went with the function"})
@in_streams_that_call
def a_call_opens_without_a_function(reply: Reply) -> None:
    for opening in openings(reply):
        del opening["function"]


@fault("sdk-node.tools.helper", on=CHAT, also={"chat.stream.finished": "no choice finishes"})
@in_streams_that_call
def a_streamed_call_never_ends(reply: Reply) -> None:
    unfinish(reply)


@fault("sdk-node.tools.run", on=CHAT)
@in_answers
def what_follows_a_result_is_nobodys(reply: Reply) -> None:
    if results(reply.request):
        for message in messages(reply):
            message["role"] = "model"


@fault("sdk-node.completions.reply", on=COMPLETION, also={"completions.reply.content-type": NOT_JSON})
@in_answers
def a_completion_is_declared_as_text(reply: Reply) -> None:
    reply.set_header("content-type", "text/plain")


@fault("sdk-node.completions.stream", on=COMPLETION, also={"completions.stream.json": A_WORD})
def a_streamed_completion_begins_with_a_word(reply: Reply) -> None:
    if reply.frames:
        reply.frames = [Frame("ping"), *reply.frames]


@fault("sdk-node.embeddings.base64", on=EMBEDDING, also={"embeddings.base64.floats": "the last number is cut"})
@in_answers
def base64_ends_in_half_a_number(reply: Reply) -> None:
    for entry in reply.body["data"]:
        if isinstance(entry["embedding"], str):
            entry["embedding"] = b64encode(b64decode(entry["embedding"])[:-2]).decode()


@fault("sdk-node.embeddings.float", on=EMBEDDING, also={"embeddings.vectors.numbers": "numbers were asked for"})
@in_answers
def numbers_are_sent_as_base64(reply: Reply) -> None:
    for entry in reply.body["data"]:
        if isinstance(entry["embedding"], list):
            entry["embedding"] = b64encode(struct.pack(f"<{len(entry['embedding'])}f", *entry["embedding"])).decode()


@fault("sdk-node.errors.wrong-key", also={"auth.status": "a wrong key is forbidden, not unauthorized"})
def a_wrong_key_is_forbidden(reply: Reply) -> None:
    if reply.status == 401:
        reply.status = 403


@fault("sdk-node.errors.unknown-model", on=CHAT, also={"errors.unknown-model.status": "400 stands for it"})
def an_unknown_model_is_a_mistake(reply: Reply) -> None:
    if reply.status == 404:
        reply.status = 400


@fault("sdk-node.errors.invalid-request", on=CHAT, also={"errors.status": "422 stands for it"})
def a_mistake_is_unprocessable(reply: Reply) -> None:
    if reply.status == 400:
        reply.status = 422


@fault(
    "sdk-node.errors.members",
    on=CHAT,
    also={"errors.envelope.object": "there is no envelope", "auth.envelope": "there is none for a wrong key either"},
)
def an_error_is_a_detail(reply: Reply) -> None:
    if reply.is_error:
        reply.body = {"detail": reply.body["error"]["message"]}


def by_schema(reply: Reply) -> bool:
    asked: Any = reply.request.body
    format = asked.get("response_format") if isinstance(asked, dict) else None
    return isinstance(format, dict) and format.get("type") == "json_schema"


def unfinish(reply: Reply) -> None:
    for frame in reply.chunks:
        for choice in frame.data["choices"]:
            choice["finish_reason"] = None

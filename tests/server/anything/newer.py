"""Requests to what came after chats: forms, what is kept and asked for by its id, and what is none of OpenAI's."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import oaic_suite.checks.chat.parts as parts
from oaic_spec import contract
from test_any_request import ASKED, CHAT, FUNCTION, KEY

Headers = list[tuple[bytes, bytes]]
FORM = "multipart/form-data; boundary=X"
SAMPLES = Path(parts.SAMPLES)
ASK = [{"role": "user", "content": "Say hello."}]
SEEN = [{**ASK[0], "images": [b64encode((SAMPLES / "square.png").read_bytes()).decode()]}]
USED = {"function": {"name": "look", "arguments": {"at": 1}}}
SCHEMA = {"type": "object", "properties": {"at": {"type": "integer"}}, "required": ["at"]}
LINE = {"custom_id": "a", "method": "POST", "url": "/v1/chat/completions", "body": CHAT}
UPLOAD = {"filename": "a.jsonl", "purpose": "batch", "bytes": 8, "mime_type": "application/jsonl"}
TOOLS = [{"type": "function", "function": FUNCTION}]
# fmt: off
JSON: dict[str, list[Any]] = {
    "/v1/moderations": [{"input": ["a", "b"]}, {"input": [{"type": "text", "text": "a"}]}],
    "/v1/audio/speech": [
        {"model": "parrot-1", "input": "Hello.", "voice": "alloy", "response_format": "wav", "speed": 2},
        {"model": "parrot-1", "input": "Hello.", "voice": "alloy", "stream_format": "sse", "instructions": "Softly."}],
    "/v1/images/generations": [
        {"model": "parrot-1", "prompt": "a parrot", "n": 1, "size": "256x256", "response_format": "b64_json"},
        {"model": "parrot-1", "prompt": "a parrot", "stream": True, "partial_images": 1, "output_format": "png"}],
    "/v1/uploads": [{**UPLOAD, "expires_after": {"anchor": "created_at", "seconds": 3600}}],
    "/v1/uploads/{id}/complete": [{"part_ids": ["{id}"], "md5": "a"}],
    "/v1/uploads/{id}/cancel": [{}],
    "/v1/batches": [{"input_file_id": "{id}", "endpoint": "/v1/chat/completions", "completion_window": "24h"}],
    "/v1/batches/{id}/cancel": [{}],
    "/v1/chat/completions": [{**CHAT, "store": True, "metadata": {"a": "b"}}],
    "/v1/chat/completions/{id}": [{"metadata": {"a": "b"}}],
    "/v1/responses": [{"model": "parrot-1", "input": "Go on.", "previous_response_id": "{id}"},
                      {"model": "parrot-1", "input": "Go on.", "conversation": "{id}"}],
    "/v1/responses/{id}/cancel": [{}],
    "/v1/conversations/{id}": [{"metadata": {"a": "b"}}],
    "/v1/conversations/{id}/items": [{"items": [{"type": "message", "role": "user", "content": "Hello."}]}],
    "/tokenize": [{"model": "parrot-1", "prompt": "Hello."}, {"model": "parrot-1", "messages": ASK}],
    "/detokenize": [{"model": "parrot-1", "tokens": [1, 2]}],
    "/rerank": [{"model": "parrot-1", "query": "a", "documents": ["a", "b"], "top_n": 1}],
    "/score": [{"model": "parrot-1", "text_1": "a", "text_2": ["a", "b"]}],
    "/api/show": [{"model": "parrot-1"}],
    "/api/chat": [
        {"model": "parrot-1", "messages": SEEN, "stream": True, "options": {"num_predict": 9, "seed": 1}},
        {"model": "parrot-1", "messages": [*ASK, {"role": "assistant", "content": "", "tool_calls": [USED]},
                                           {"role": "tool", "content": "7", "tool_name": "look"}],
         "tools": TOOLS, "format": SCHEMA, "stream": False, "think": True, "keep_alive": "5m"}],
    "/api/generate": [{"model": "parrot-1", "prompt": "a", "suffix": "b", "system": "c", "format": "json"}],
    "/api/embed": [{"model": "parrot-1", "input": ["a", "b"], "truncate": True, "dimensions": 8}],
    "/api/embeddings": [{"model": "parrot-1", "prompt": "a"}],
}
FORMS: dict[str, list[Any]] = {
    "/v1/files": [{"purpose": "batch", "file": "lines"}, {"purpose": "user_data", "file": "sound"}],
    "/v1/uploads/{id}/parts": [{"data": "lines"}],
    "/v1/audio/transcriptions": [
        {"model": "parrot-1", "file": "sound", "response_format": "verbose_json", "timestamp_granularities": ["word"]},
        {"model": "parrot-1", "file": "sound", "stream": True, "language": "en", "temperature": 0.5}],
    "/v1/audio/translations": [{"model": "parrot-1", "file": "sound", "response_format": "srt"}],
    "/v1/images/edits": [{"model": "parrot-1", "image": "picture", "mask": "picture", "prompt": "a", "n": 1}],
    "/v1/images/variations": [{"model": "parrot-1", "image": "picture", "size": "256x256"}],
}
# fmt: on
FILES = {
    "sound": (SAMPLES / "tone.wav").read_bytes(),
    "picture": (SAMPLES / "square.png").read_bytes(),
    "lines": json.dumps(LINE).encode() + b"\n",
}
HELD = ("file", "data", "image", "mask")
LOOKED_UP = [(each.method, each.path) for each in contract().operations.values() if each.method != "POST"]


def right() -> list[tuple[str, str, Any]]:
    """Every request that is right: its method, its path with an id to be filled in, and its body."""
    posted = [("POST", path, body) for source in (ASKED, JSON, FORMS) for path in source for body in source[path]]
    return posted + [(method, with_id(path), None) for method, path in LOOKED_UP]


def with_id(path: str) -> str:
    whole = path if path.startswith("/api/") else f"/v1{path}"
    return "/".join("{id}" if step.startswith("{") else step for step in whole.split("/"))


def written(path: str, body: Any) -> tuple[Headers, bytes]:
    """The headers and the bytes of a request."""
    form = path in FORMS and isinstance(body, dict) and body
    content = as_form(body) if form else b"" if body is None else json.dumps(body).encode()
    media_type = FORM if form else "application/json"
    return [(b"content-type", media_type.encode()), (b"authorization", f"Bearer {KEY}".encode())], content


def as_form(body: dict[str, Any]) -> bytes:
    fields = [field for name, value in body.items() for field in spelt(name, value)]
    return httpx.Request("POST", "http://a", files=fields, headers={"content-type": FORM}).read()


def spelt(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list) and value:
        for each in value:
            yield from spelt(f"{name}[]", each)
    elif name in HELD and isinstance(value, str):
        yield name, ("a.bin", FILES.get(value, value.encode("utf-8", "replace")))
    else:
        yield name, (None, (value if isinstance(value, str) else json.dumps(value)).encode("utf-8", "replace"))

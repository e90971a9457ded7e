"""A request in Ollama's words as a chat in OpenAI's: what answers one answers the other."""

from __future__ import annotations

import json
from typing import Any

from oaic_server.answering.media import PICTURES, decoded
from oaic_server.exchange.refusal import Refusal

Body = dict[str, Any]

EFFORTS = {True: "medium", False: "none", None: "none"}
PASSED_ON = ("seed", "stop", "temperature", "top_p", "presence_penalty", "frequency_penalty")


def chat(body: Body) -> Body:
    """A chat by its messages."""
    return {**common(body), "messages": [message(each) for each in body["messages"]], "tools": tools(body)}


def prompt(body: Body) -> Body:
    """A chat by a prompt, with what stands around it."""
    said = {"role": "user", "content": body.get("prompt"), "images": body.get("images")}
    system = [{"role": "system", "content": body["system"]}] if body.get("system") else []
    return {**common(body), "messages": [message(each) for each in (*system, said)]}


def common(body: Body) -> Body:
    options = body.get("options") or {}
    limit = options.get("num_predict", 0)
    think = body.get("think")
    asked = {
        "model": body["model"],
        "max_tokens": limit if limit > 0 else None,
        "response_format": response_format(body.get("format")),
        "reasoning_effort": EFFORTS.get(think, think),
        "logprobs": bool(body.get("logprobs")),
        "top_logprobs": body.get("top_logprobs"),
    }
    return asked | {name: options[name] for name in PASSED_ON if options.get(name) is not None}


def response_format(asked: Any) -> Body | None:
    if not asked:
        return None
    if asked == "json":
        return {"type": "json_object"}
    return {"type": "json_schema", "json_schema": {"name": "format", "schema": asked}}


def tools(body: Body) -> list[Body]:
    return [{"type": "function", "function": told(each["function"])} for each in body.get("tools") or []]


def told(function: Body) -> Body:
    return {name: value for name, value in function.items() if value is not None}


def message(said: Body) -> Body:
    role = said["role"].lower()
    content = said.get("content") or ""
    if role == "tool":
        return {"role": role, "content": content, **answering(said)}
    if pictures := said.get("images") or []:
        return {"role": role, "content": [{"type": "text", "text": content}, *map(picture, pictures)]}
    calls = [call(each, number) for number, each in enumerate(said.get("tool_calls") or [])]
    return {"role": role, "content": content, **({"tool_calls": calls} if calls else {})}


def answering(said: Body) -> Body:
    """Which call a result answers: by its id, or by the name of the tool."""
    return {"tool_call_id": said.get("tool_call_id") or "", "name": said.get("tool_name") or "The tool"}


def call(made: Body, number: int) -> Body:
    function = made["function"]
    arguments = json.dumps(function["arguments"])
    named = {"name": function["name"], "arguments": arguments}
    return {"id": made.get("id") or f"call_{number}", "type": "function", "function": named}


def picture(data: str) -> Body:
    """As the picture it is: what is sent says of itself only its bytes."""
    found = decoded(data, "images").head
    kind = next((kind for kind, beginning in PICTURES.items() if beginning.match(found)), None)
    if kind is None:
        raise Refusal(400, f"images: expected base64 of a picture of type {', '.join(PICTURES)}")
    return {"type": "image_url", "image_url": {"url": f"data:{kind};base64,{data}"}}

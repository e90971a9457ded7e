"""Chat requests, good and bad; each bad one differs from a good one in a single thing."""

from __future__ import annotations

from typing import Any

USER: dict[str, Any] = {"role": "user", "content": "Hello"}
CALL: dict[str, Any] = {"id": "call_1", "type": "function", "function": {"name": "look", "arguments": "{}"}}
TOOL: dict[str, Any] = {"type": "function", "function": {"name": "look", "parameters": {"type": "object"}}}


def chat(*messages: Any, **members: Any) -> dict[str, Any]:
    return {"model": "parrot", "messages": list(messages) or [USER], **members}


def said(content: Any) -> dict[str, Any]:
    return chat({"role": "user", "content": content})


GOOD: dict[str, Any] = {
    "the smallest": chat(),
    "text in parts": said([{"type": "text", "text": "Hello"}]),
    "a picture": said([{"type": "image_url", "image_url": {"url": "data:image/png;base64,AA==", "detail": "low"}}]),
    "a sound": said([{"type": "input_audio", "input_audio": {"data": "AA==", "format": "wav"}}]),
    "a file": said([{"type": "file", "file": {"file_id": "file-1"}}]),
    "every role": chat(
        {"role": "system", "content": "Be brief."},
        {"role": "developer", "content": [{"type": "text", "text": "Be kind."}]},
        USER,
        {"role": "assistant", "content": None, "refusal": None, "tool_calls": [CALL]},
        {"role": "tool", "content": "fine", "tool_call_id": "call_1"},
        {"role": "function", "name": "look", "content": None},
    ),
    "an answer sent back as it came": chat(
        USER, {"role": "assistant", "content": "Hi", "refusal": None, "annotations": []}, USER
    ),
    "a tool message with a name": chat({"role": "tool", "content": "x", "tool_call_id": "c", "name": "look"}),
    "nulls": chat(temperature=None, stop=None, stream=None, n=None, logit_bias=None, stream_options=None, seed=None),
    "more nulls": chat(response_format=None, tool_choice=None, tools=None),
    "no stops": chat(stop=[]),
    "calls put together from a stream": chat(
        USER,
        {"role": "assistant", "content": None, "tool_calls": [CALL | {"index": 0}]},
        {"role": "tool", "content": "fine", "tool_call_id": "call_1"},
    ),
    "limits reached": chat(temperature=2, top_p=0, n=128, top_logprobs=20, presence_penalty=-2, stop=list("abcd")),
    "an integer written as a float": chat(n=1.0),
    "tools": chat(tools=[TOOL, {"type": "custom", "custom": {"name": "draw", "format": {"type": "text"}}}]),
    "tool choice by word": chat(tools=[TOOL], tool_choice="required"),
    "tool choice by name": chat(tools=[TOOL], tool_choice={"type": "function", "function": {"name": "look"}}),
    "allowed tools": chat(
        tools=[TOOL],
        tool_choice={"type": "allowed_tools", "allowed_tools": {"mode": "auto", "tools": [TOOL]}},
    ),
    "a schema for the answer": chat(
        response_format={"type": "json_schema", "json_schema": {"name": "a", "strict": None, "schema": {}}}
    ),
    "a spoken answer": chat(modalities=["text", "audio"], audio={"voice": "alloy", "format": "mp3"}),
    "a voice by id": chat(audio={"voice": {"id": "voice_1"}, "format": "wav"}),
    "labels": chat(metadata={"run": "7"}, store=True, user="me"),
    "labels as long as they may be": chat(metadata={f"{n:064}": "x" * 512 for n in range(16)}),
    "biases as strong as they may be": chat(logit_bias={"7": 100, "8": -100}),
    "a prediction": chat(prediction={"type": "content", "content": "the same again"}),
}

# name: (body, path, keyword) of every problem, in order.
BAD: dict[str, tuple[Any, list[tuple[str, str]]]] = {
    "no object": (7, [("", "type")]),
    "nothing in it": ({}, [("model", "required"), ("messages", "required")]),
    "no messages": (chat() | {"messages": []}, [("messages", "minItems")]),
    "messages is an object": (chat() | {"messages": USER}, [("messages", "type")]),
    "a message is text": (chat("Hello"), [("messages[0]", "type")]),
    "no role": (chat({"content": "Hello"}), [("messages[0].role", "required")]),
    "a role nobody has": (chat({"role": "parrot", "content": "Hi"}), [("messages[0].role", "enum")]),
    "a role that is a number": (chat({"role": 1, "content": "Hi"}), [("messages[0].role", "type")]),
    "content is a number": (said(7), [("messages[0].content", "type")]),
    "content is null": (said(None), [("messages[0].content", "type")]),
    "content is absent": (chat({"role": "user"}), [("messages[0].content", "required")]),
    "no parts": (said([]), [("messages[0].content", "minItems")]),
    "the second message": (chat(USER, {"role": "system", "content": 7}), [("messages[1].content", "type")]),
    "a part without type": (said([{"text": "Hi"}]), [("messages[0].content[0].type", "required")]),
    "a part of no known type": (said([{"type": "smell"}]), [("messages[0].content[0].type", "enum")]),
    "a part without text": (said([{"type": "text"}]), [("messages[0].content[0].text", "required")]),
    "a picture as text": (
        said([{"type": "image_url", "image_url": "x"}]),
        [("messages[0].content[0].image_url", "type")],
    ),
    "a picture without url": (
        said([{"type": "text", "text": "see"}, {"type": "image_url", "image_url": {}}]),
        [("messages[0].content[1].image_url.url", "required")],
    ),
    "an unknown member of a message": (chat({**USER, "mood": "good"}), [("messages[0].mood", "unknown")]),
    "an unknown member": (chat(temprature=1), [("temprature", "unknown")]),
    "two unknown members": (chat(a=1, b=2), [("a", "unknown"), ("b", "unknown")]),
    "above a maximum": (chat(temperature=2.1), [("temperature", "maximum")]),
    "below a minimum": (chat(n=0), [("n", "minimum")]),
    "a bool for a number": (chat(temperature=True), [("temperature", "type")]),
    "text for an integer": (chat(max_tokens="10"), [("max_tokens", "type")]),
    "a fraction for an integer": (chat(max_tokens=1.5), [("max_tokens", "type")]),
    "text for a bool": (chat(stream="true"), [("stream", "type")]),
    "stop is a number": (chat(stop=5), [("stop", "type")]),
    "stop holds a number": (chat(stop=["a", 5]), [("stop[1]", "type")]),
    "five stops": (chat(stop=list("abcde")), [("stop", "maxItems")]),
    "a word outside an enum": (chat(reasoning_effort="heroic"), [("reasoning_effort", "enum")]),
    "a number for an enum": (chat(reasoning_effort=3), [("reasoning_effort", "type")]),
    "a seed beyond 64 bits": (chat(seed=2**63), [("seed", "maximum")]),
    "a key that looks like an index": (chat(logit_bias={"50256": "x"}), [("logit_bias.50256", "type")]),
    "a label that is a number": (chat(metadata={"a/b": 1}), [("metadata.a/b", "type")]),
    "a bias beyond its range": (
        chat(logit_bias={"7": 101, "8": -101}),
        [("logit_bias.7", "maximum"), ("logit_bias.8", "minimum")],
    ),
    "a bias for a word": (chat(logit_bias={"hello": 1}), [("logit_bias", "propertyNames")]),
    "seventeen labels": (chat(metadata={str(n): "x" for n in range(17)}), [("metadata", "maxProperties")]),
    "two labels with long names": (
        chat(metadata={"a" * 65: "x", "b" * 65: "x"}),
        [("metadata", "propertyNames")],
    ),
    "a long label": (chat(metadata={"a": "x" * 513}), [("metadata.a", "maxLength")]),
    "a tool without a name": (
        chat(tools=[{"type": "function", "function": {}}]),
        [("tools[0].function.name", "required")],
    ),
    "a grammar of no known syntax": (
        chat(
            tools=[
                {
                    "type": "custom",
                    "custom": {
                        "name": "draw",
                        "format": {"type": "grammar", "grammar": {"definition": "a", "syntax": "bnf"}},
                    },
                }
            ]
        ),
        [("tools[0].custom.format.grammar.syntax", "enum")],
    ),
    "a tool choice nobody knows": (chat(tool_choice="maybe"), [("tool_choice", "enum")]),
    "a tool choice that is a number": (chat(tool_choice=1), [("tool_choice", "type")]),
    "a tool choice without a name": (
        chat(tool_choice={"type": "function", "function": {}}),
        [("tool_choice.function.name", "required")],
    ),
    "a call half sent back": (
        chat({"role": "assistant", "tool_calls": [{"type": "function", "function": {"name": "look"}}]}),
        [
            ("messages[0].tool_calls[0].id", "required"),
            ("messages[0].tool_calls[0].function.arguments", "required"),
        ],
    ),
    "a format without its schema": (
        chat(response_format={"type": "json_schema"}),
        [("response_format.json_schema", "required")],
    ),
    "a format of no known type": (chat(response_format={"type": "xml"}), [("response_format.type", "enum")]),
    "null where none is": (chat(user=None), [("user", "type")]),
    "several at once": (
        chat({"role": "user", "content": 1}, temperature=9, colour="red"),
        [("messages[0].content", "type"), ("temperature", "maximum"), ("colour", "unknown")],
    ),
}

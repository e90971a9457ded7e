"""What applications do: a doing that clients have in their own words, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from oaic_suite.asking.target import UNKNOWN_MODEL

Json = Mapping[str, Any]
MODEL = "parrot-1"
GREETING = [{"role": "user", "content": "Say hello."}]
IN_JSON = [{"role": "user", "content": "Say hello in JSON."}]
NUMBERS = [{"role": "user", "content": "Write the numbers from one to two hundred as words, and nothing else."}]


def tool(name: str, description: str) -> Json:
    city = {"type": "string", "description": "The name of a city, such as Oslo."}
    parameters = {"type": "object", "properties": {"city": city}, "required": ["city"], "additionalProperties": False}
    return {"type": "function", "function": {"name": name, "description": description, "parameters": parameters}}


WEATHER = tool("get_weather", "The weather in a city, right now.")
TIME = tool("get_time", "The time of day in a city, right now.")
ASK = [{"role": "user", "content": "What is the weather in Paris? Use the tool."}]
ASK_BOTH = "What is the weather in Paris, and what is the time in Tokyo? Use both tools at once."
ONE: Json = {"tools": [WEATHER], "messages": ASK}
BOTH: Json = {"tools": [WEATHER, TIME], "messages": [{"role": "user", "content": ASK_BOTH}]}


@dataclass(frozen=True, eq=False)
class Scenario:
    """Equal to none but itself: what is sent may be the same."""

    doing: str
    body: Json = field(default_factory=dict)
    right_key: bool = True


def chat(members: Json, doing: str = "chat.plain") -> Scenario:
    return Scenario(doing, {"model": MODEL, "messages": GREETING, **members})


def complete(members: Json, doing: str = "completions.plain") -> Scenario:
    return Scenario(doing, {"model": MODEL, "prompt": "Once upon a time", "max_tokens": 32, **members})


def embed(members: Json) -> Scenario:
    return Scenario("embeddings.plain", {"model": MODEL, "input": ["A parrot", "A ship"], **members})


def respond(members: Json, doing: str = "responses.plain") -> Scenario:
    return Scenario(doing, {"model": MODEL, "input": "Say hello.", **members})


LOGPROBS: Json = {"logprobs": True, "top_logprobs": 2}
CUT: Json = {"messages": NUMBERS, "max_tokens": 5}
NAMED: Json = {**ONE, "tool_choice": {"type": "function", "function": {"name": "get_weather"}}}
STRAY: Json = {"messages": [*ASK, {"role": "tool", "tool_call_id": "call_1", "content": "Rain."}]}
FLAT: Json = {"type": "function", **WEATHER["function"]}
RUN: Json = {"tools": [FLAT], "input": ASK[0]["content"]}
CALLED: Json = {**RUN, "tool_choice": {"type": "function", "name": "get_weather"}}
SHORT: Json = {"input": f"{NUMBERS[0]['content']} Begin with one, and leave none of them out.", "max_output_tokens": 16}
GREET: Json = {"input": IN_JSON[0]["content"]}
SCENARIOS: Mapping[str, Scenario] = {
    "models.list": Scenario("models.list"),
    "models.retrieve": Scenario("models.retrieve", {"model": MODEL}),
    "models.unknown": Scenario("models.retrieve", {"model": UNKNOWN_MODEL}),
    "chat.plain": chat({}),
    "chat.cut": chat(CUT),
    "chat.two": chat({"n": 2}),
    "chat.logprobs": chat(LOGPROBS),
    "chat.stop": chat({"stop": ["hello"]}),
    "chat.stream": chat({}, "chat.stream"),
    "chat.stream-cut": chat(CUT, "chat.stream"),
    "chat.stream-two": chat({"n": 2}, "chat.stream"),
    "chat.stream-logprobs": chat(LOGPROBS, "chat.stream"),
    "chat.helper": chat({}, "chat.helper"),
    "tools.plain": chat(BOTH),
    "tools.named": chat(NAMED),
    "tools.none": chat({**ONE, "tool_choice": "none"}),
    "tools.stream": chat(BOTH, "chat.stream"),
    "tools.stream-named": chat(NAMED, "chat.stream"),
    "tools.helper": chat(BOTH, "chat.helper"),
    "tools.run": chat(BOTH, "chat.run"),
    "structured.object": chat({"messages": IN_JSON, "response_format": {"type": "json_object"}}),
    "structured.parse": chat({"messages": IN_JSON}, "chat.parse"),
    "structured.helper": chat({"messages": IN_JSON}, "chat.parse-helper"),
    "responses.plain": respond({}),
    "responses.cut": respond(SHORT),
    "responses.called": respond(CALLED),
    "responses.stream": respond({}, "responses.stream"),
    "responses.stream-cut": respond(SHORT, "responses.stream"),
    "responses.stream-called": respond(CALLED, "responses.stream"),
    "responses.helper": respond({}, "responses.helper"),
    "responses.helper-called": respond(CALLED, "responses.helper"),
    "responses.run": respond(RUN, "responses.run"),
    "responses.parse": respond(GREET, "responses.parse"),
    "responses.parse-helper": respond(GREET, "responses.parse-helper"),
    "responses.kept": respond({}, "responses.kept"),
    "responses.continued": respond({}, "responses.continued"),
    "responses.cancelled": respond({}, "responses.cancelled"),
    "responses.resumed": respond({}, "responses.resumed"),
    "conversations.turn": respond({}, "conversations.turn"),
    "completions.plain": complete({}),
    "completions.two": complete({"n": 2}),
    "completions.stream": complete({}, "completions.stream"),
    "completions.stream-two": complete({"n": 2}, "completions.stream"),
    "embeddings.default": embed({}),
    "embeddings.short": embed({"dimensions": 8}),
    "embeddings.float": embed({"encoding_format": "float"}),
    "errors.key": Scenario("chat.plain", {"model": MODEL, "messages": GREETING}, right_key=False),
    "errors.model": chat({"model": UNKNOWN_MODEL}),
    "errors.request": chat({"temperature": 7}),
    "errors.messages": chat({"messages": []}),
    "errors.stream": chat({"temperature": 7}, "chat.stream"),
    "errors.history": chat(STRAY),
    "errors.responses": respond({"model": UNKNOWN_MODEL}),
    "errors.responses-request": respond({"temperature": 7}),
    "errors.completions": complete({"model": UNKNOWN_MODEL}),
    "errors.embeddings": embed({"model": UNKNOWN_MODEL}),
}

"""Calls in the manner of OpenAI's API, where Ollama's has another."""

from __future__ import annotations

import json
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.ollama.replies import Body, lines, whole
from oaic_server.faults.operations import OLLAMA_TALK


@fault("ollama.tools.arguments", on=OLLAMA_TALK)
def arguments_are_a_text(reply: Reply) -> None:
    for answer in whole(reply):
        spelt_out(answer)


@fault("ollama.tools.name", on=OLLAMA_TALK)
def a_call_says_where_its_tool_is_from(reply: Reply) -> None:
    for answer in whole(reply):
        for function in functions(answer):
            function["name"] = f"default_api.{function['name']}"


@fault("ollama.tools.streamed", on=OLLAMA_TALK, dull="calls")
def streamed_arguments_are_a_text(reply: Reply) -> None:
    for line in lines(reply):
        spelt_out(line.data)


@fault("ollama.tools.history", stage="answer", on=OLLAMA_TALK)
def a_result_must_say_which_call_it_answers(request: Request) -> None:
    results = [message for message in request.body["messages"] if message["role"] == "tool"]
    if any("tool_call_id" not in result for result in results):
        raise Refusal(400, "tool_call_id: expected the id of a call")


def functions(answer: Body) -> list[Any]:
    return [call["function"] for call in answer["message"].get("tool_calls", [])]


def spelt_out(answer: Body) -> None:
    for function in functions(answer):
        function["arguments"] = json.dumps(function["arguments"])

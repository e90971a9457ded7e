"""The helpers of the official Python SDK: streams that are folded, and answers that are parsed."""

import json
import sys

from openai import OpenAI, OpenAIError
from playing import STEPS, WORDS, play

PARAMETERS = {
    "type": "object",
    "properties": {"number": {"type": "integer"}},
    "required": ["number"],
    "additionalProperties": False,
}
FUNCTION = {"name": "read_page", "parameters": PARAMETERS, "strict": True}


def client(base_url, api_key):
    return OpenAI(base_url=base_url, api_key=api_key, max_retries=0)


def told(completion):
    choice = completion.choices[0]
    calls = [called(call) for call in choice.message.tool_calls or []]
    tokens = completion.usage.total_tokens if completion.usage else None
    return {"text": choice.message.content, "calls": calls, "finish": choice.finish_reason, "tokens": tokens}


def called(call):
    """An id is another each time; how long it is shows whether it was put together."""
    return {"length of id": len(call.id), "name": call.function.name, "arguments": call.function.arguments}


def chat(words, tools=()):
    asked = {"model": "parrot-1", "messages": [{"role": "user", "content": words}]} | (
        {"tools": [*tools]} if tools else {}
    )
    counted = {"stream_options": {"include_usage": True}}

    def whole(base_url, api_key):
        return told(client(base_url, api_key).chat.completions.parse(**asked))

    def streamed(base_url, api_key):
        with client(base_url, api_key).chat.completions.stream(**asked, **counted) as stream:
            return told(stream.get_final_completion())

    return whole, streamed


def answered(response):
    calls = [json.loads(item.arguments) for item in response.output if item.type == "function_call"]
    return {"text": response.output_text, "status": response.status, "called": calls}


def respond(words, tools=()):
    asked = {"model": "parrot-1", "input": words} | ({"tools": [*tools]} if tools else {})

    def whole(base_url, api_key):
        return answered(client(base_url, api_key).responses.create(**asked))

    def streamed(base_url, api_key):
        with client(base_url, api_key).responses.stream(**asked) as stream:
            return answered(stream.get_final_response())

    return whole, streamed


if "chat" in sys.argv:
    (text, text_streamed), (tools, tools_streamed) = (
        chat(WORDS),
        chat(STEPS, [{"type": "function", "function": FUNCTION}]),
    )
else:
    (text, text_streamed), (tools, tools_streamed) = respond(WORDS), respond(STEPS, [{"type": "function", **FUNCTION}])
play({"text": text, "streamed": text_streamed, "tools": tools, "tools streamed": tools_streamed}, OpenAIError)

"""LiteLLM's `completion`."""

import json
import os

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
import litellm
from openai import OpenAIError
from playing import STEPS, WORDS, play

litellm.suppress_debug_info = True
PARAMETERS = {"type": "object", "properties": {"number": {"type": "integer"}}, "required": ["number"]}
TOOLS = [{"type": "function", "function": {"name": "read_page", "parameters": PARAMETERS}}]


def doing(words, stream):
    def done(base_url, api_key):
        asked = {"model": "openai/parrot-1", "base_url": base_url, "api_key": api_key, "tools": TOOLS, "max_retries": 0}
        messages = [{"role": "user", "content": words}]
        answer = litellm.completion(**asked, messages=messages, stream=stream)
        if stream:
            answer = litellm.stream_chunk_builder(list(answer))
        message = answer.choices[0].message
        called = [json.loads(call.function.arguments) for call in message.tool_calls or []]
        finish = answer.choices[0].finish_reason
        tokens = None if stream else answer.usage.total_tokens  # of a stream it counts them itself, never twice alike
        return {"text": message.content, "called": called, "finish": finish, "tokens": tokens}

    return done


DOINGS = {
    "text": doing(WORDS, False),
    "streamed": doing(WORDS, True),
    "tools": doing(STEPS, False),
    "tools streamed": doing(STEPS, True),
}
play(DOINGS, OpenAIError)

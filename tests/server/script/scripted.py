"""What a scripted server is asked, with the official SDK."""

from __future__ import annotations

import openai
import pytest

ASKED = [{"role": "user", "content": "How is the weather in Oslo?"}]
PARAMETERS = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
    "additionalProperties": False,
}
TOOL = {"type": "function", "function": {"name": "get_weather", "parameters": PARAMETERS, "strict": True}}
FLAT = {"type": "function", "name": "get_weather", "parameters": PARAMETERS, "strict": True}
SHAPE = {"type": "json_schema", "json_schema": {"name": "place", "schema": PARAMETERS, "strict": True}}


def chat(client, **rest):
    return client.chat.completions.create(**{"model": "gpt-4o-mini", "messages": ASKED, **rest})


def said(answer):
    return answer.choices[0].message.content


def refused(call):
    with pytest.raises(openai.BadRequestError) as caught:
        call()
    return caught.value.code, caught.value.message


def asked_with(server, key, **rest):
    with openai.OpenAI(base_url=server.base_url, api_key=key, max_retries=0) as client:
        return said(chat(client, **rest))

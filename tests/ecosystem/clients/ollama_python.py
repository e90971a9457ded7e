"""Ollama's own client, which speaks its own API."""

import json
import os
from urllib.parse import urlsplit

from ollama import Client
from wanted import EMBEDDING, HELLO, MODEL, PLACE, STEPS, UNKNOWN, WRONG_KEY, page, tell

BASE = urlsplit(os.environ["OPENAI_BASE_URL"])
FORMAT = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
    "required": ["city", "people"],
}


def client(key=os.environ["OPENAI_API_KEY"]):
    return Client(f"{BASE.scheme}://{BASE.netloc}", headers={"authorization": f"Bearer {key}"})


def said(text, model=MODEL, key=None, **how):
    return (client(key) if key else client()).chat(model=model, messages=[{"role": "user", "content": text}], **how)


def tools():
    messages = [{"role": "user", "content": STEPS}]
    while True:
        answer = client().chat(model=MODEL, messages=messages, tools=[read_page]).message
        if not answer.tool_calls:
            return answer.content
        messages.append(answer)
        messages += [
            {"role": "tool", "tool_name": "read_page", "content": page(call.function.arguments["number"])}
            for call in answer.tool_calls
        ]


def read_page(number: int) -> str:
    """A page of the book.

    Args:
        number: which
    """
    return page(number)


def structured():
    return json.loads(said(PLACE, format=FORMAT).message.content)


tell(
    chat=lambda: said(HELLO).message.content,
    streamed=lambda: [each.message.content for each in said(HELLO, stream=True)],
    tools=tools,
    structured=structured,
    embeddings=lambda: list(client().embed(model=EMBEDDING, input=HELLO).embeddings[0]),
    wrong_key=lambda: said(HELLO, key=WRONG_KEY).message.content,
    unknown_model=lambda: said(HELLO, model=UNKNOWN).message.content,
)

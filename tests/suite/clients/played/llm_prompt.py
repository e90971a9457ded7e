"""simonw's llm, on chats."""

import os
import tempfile

os.environ.setdefault("LLM_USER_PATH", tempfile.mkdtemp())
import llm
from llm.default_plugins.openai_models import Chat
from openai import OpenAIError
from playing import STEPS, WORDS, play


def model(base_url, api_key):
    made = Chat("parrot", model_name="parrot-1", api_base=base_url, can_stream=True, supports_tools=True)
    made.key = api_key
    return made


def prompt(words, stream):
    def done(base_url, api_key):
        answer = model(base_url, api_key).prompt(words, stream=stream)
        text, usage = answer.text(), answer.usage()
        return {"text": text, "tokens": [usage.input, usage.output]}

    return done


def chain(stream):
    def done(base_url, api_key):
        called = []

        def read_page(number: int) -> str:
            """A page of the book."""
            called.append(number)
            return f"page {number}"

        answer = model(base_url, api_key).chain(STEPS, tools=[read_page], stream=stream)
        return {"text": answer.text(), "called": called}

    return done


DOINGS = {
    "text": prompt(WORDS, False),
    "streamed": prompt(WORDS, True),
    "tools": chain(False),
    "tools streamed": chain(True),
}
play(DOINGS, (OpenAIError, llm.ModelError))

"""Haystack: generators, an embedder and its agent."""

from typing import Annotated

from haystack.components.agents import Agent
from haystack.components.embedders import OpenAITextEmbedder
from haystack.components.generators.chat import OpenAIChatGenerator, OpenAIResponsesChatGenerator
from haystack.dataclasses import ChatMessage
from haystack.tools import tool
from haystack.utils import Secret
from place import Place
from wanted import EMBEDDING, HELLO, MODEL, PLACE, STEPS, UNKNOWN, WRONG_KEY, page, tell


@tool
def read_page(number: Annotated[int, "its number"]) -> str:
    """A page of the book."""
    return page(number)


def said(text, kind=OpenAIChatGenerator, model=MODEL, **how):
    return kind(model=model, max_retries=0, **how).run([ChatMessage.from_user(text)])["replies"][0].text


def streamed():
    pieces = []
    said(HELLO, streaming_callback=lambda chunk: pieces.append(chunk.content))
    return pieces


def tools():
    agent = Agent(chat_generator=OpenAIChatGenerator(model=MODEL), tools=[read_page])
    return agent.run(messages=[ChatMessage.from_user(STEPS)])["last_message"].text


tell(
    chat=lambda: said(HELLO),
    streamed=streamed,
    tools=tools,
    structured=lambda: Place.model_validate_json(
        said(PLACE, generation_kwargs={"response_format": Place})
    ).model_dump(),
    embeddings=lambda: OpenAITextEmbedder(model=EMBEDDING).run(HELLO)["embedding"],
    wrong_key=lambda: said(HELLO, api_key=Secret.from_token(WRONG_KEY)),
    unknown_model=lambda: said(HELLO, model=UNKNOWN),
    responses=lambda: said(HELLO, OpenAIResponsesChatGenerator),
)

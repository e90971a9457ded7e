"""pydantic-ai, on responses or on chats."""

import asyncio
import sys

from openai import AsyncOpenAI
from playing import STEPS, WORDS, play
from pydantic_ai import Agent
from pydantic_ai.exceptions import AgentRunError
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.openai import OpenAIProvider

MODEL = OpenAIChatModel if "chat" in sys.argv else OpenAIResponsesModel


def agent(base_url, api_key, called):
    client = AsyncOpenAI(base_url=base_url, api_key=api_key, max_retries=0)
    reader = Agent(MODEL("gpt-4.1", provider=OpenAIProvider(openai_client=client)))

    @reader.tool_plain
    def read_page(number: int) -> str:
        """A page of the book."""
        called.append(number)
        return f"page {number}"

    return reader


def run(words):
    async def doing(base_url, api_key):
        called = []
        result = await agent(base_url, api_key, called).run(words)
        usage = result.usage() if callable(result.usage) else result.usage
        return {"text": result.output, "called": called, "tokens": usage.input_tokens + usage.output_tokens}

    return lambda base_url, api_key: asyncio.run(doing(base_url, api_key))


def stream(words):
    async def doing(base_url, api_key):
        called = []
        async with agent(base_url, api_key, called).run_stream(words) as result:
            text = "".join([delta async for delta in result.stream_text(delta=True)])
            usage = result.usage() if callable(result.usage) else result.usage
        return {"text": text, "called": called, "tokens": usage.input_tokens + usage.output_tokens}

    return lambda base_url, api_key: asyncio.run(doing(base_url, api_key))


DOINGS = {"text": run(WORDS), "streamed": stream(WORDS), "tools": run(STEPS), "tools streamed": stream(STEPS)}
play(DOINGS, AgentRunError)

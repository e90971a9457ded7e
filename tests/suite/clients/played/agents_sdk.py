"""The OpenAI Agents SDK, on responses or on chats."""

import asyncio
import sys

from agents import Agent, OpenAIChatCompletionsModel, OpenAIResponsesModel, Runner, function_tool, set_tracing_disabled
from agents.exceptions import AgentsException
from openai import AsyncOpenAI, OpenAIError
from playing import STEPS, WORDS, play

MODEL = OpenAIChatCompletionsModel if "chat" in sys.argv else OpenAIResponsesModel
called = []
set_tracing_disabled(True)


@function_tool
def read_page(number: int) -> str:
    """A page of the book."""
    called.append(number)
    return f"page {number}"


def agent(base_url, api_key):
    client = AsyncOpenAI(base_url=base_url, api_key=api_key, max_retries=0)
    return Agent(name="reader", model=MODEL("parrot-1", openai_client=client), tools=[read_page])


def run(words):
    async def doing(base_url, api_key):
        called.clear()
        result = await Runner.run(agent(base_url, api_key), words)
        tokens = sum(each.usage.total_tokens for each in result.raw_responses)
        return {"text": result.final_output, "called": list(called), "tokens": tokens}

    return lambda base_url, api_key: asyncio.run(doing(base_url, api_key))


def stream(words):
    async def doing(base_url, api_key):
        called.clear()
        result = Runner.run_streamed(agent(base_url, api_key), words)
        async for _ in result.stream_events():
            pass
        return {"text": result.final_output, "called": list(called)}

    return lambda base_url, api_key: asyncio.run(doing(base_url, api_key))


DOINGS = {"text": run(WORDS), "streamed": stream(WORDS), "tools": run(STEPS), "tools streamed": stream(STEPS)}
play(DOINGS, (AgentsException, OpenAIError))

"""A session of pydantic-ai; prints what came of it."""

import asyncio
import json

from pydantic import BaseModel
from pydantic_ai import Agent, NativeOutput

MODEL = "openai:gpt-4.1"
STEPS = 'read_page {"number": 1} then read_page {"number": 2}'
called = []


class Place(BaseModel):
    city: str
    people: int


reader = Agent(MODEL, instructions="Be brief.")


@reader.tool_plain
def read_page(number: int) -> str:
    """A page of the book."""
    called.append(number)
    return f"page {number}"


async def streamed(text):
    async with reader.run_stream(text) as run:
        return "".join([delta async for delta in run.stream_text(delta=True)])


async def session():
    first = await reader.run(STEPS)
    again = await reader.run("Hello", message_history=first.all_messages())
    return {
        "text": again.output,
        "tools": first.output,
        "streamed": await streamed("Hello there"),
        "structured": (await Agent(MODEL, output_type=Place).run("A place")).output.model_dump(),
        "structured by a schema": (
            await Agent(MODEL, output_type=NativeOutput(Place)).run("A place")
        ).output.model_dump(),
        "tools, streamed": await streamed(STEPS),
    }


print(json.dumps({**asyncio.run(session()), "called": called}))

"""A session of the OpenAI Agents SDK; prints what came of it."""

import asyncio
import json

from agents import Agent, OpenAIConversationsSession, Runner, function_tool, set_tracing_disabled
from pydantic import BaseModel

STEPS = 'read_page {"number": 1} then read_page {"number": 2}'
called = []


class Place(BaseModel):
    city: str
    people: int


@function_tool
def read_page(number: int) -> str:
    """A page of the book."""
    called.append(number)
    return f"page {number}"


async def streamed(agent):
    run = Runner.run_streamed(agent, "Hello there")
    events = [event.data async for event in run.stream_events() if event.type == "raw_response_event"]
    return "".join(event.delta for event in events if event.type == "response.output_text.delta")


async def session():
    set_tracing_disabled(True)
    reader = Agent(name="reader", instructions="Be brief.", tools=[read_page])
    first = await Runner.run(reader, STEPS)
    again = await Runner.run(reader, [*first.to_input_list(), {"role": "user", "content": "Hello"}])
    book = OpenAIConversationsSession()
    await Runner.run(reader, STEPS, session=book)
    return {
        "text": again.final_output,
        "tools": first.final_output,
        "streamed": await streamed(reader),
        "structured": (await Runner.run(Agent(name="s", output_type=Place), "A place")).final_output.model_dump(),
        "kept": len(await book.get_items()),
        "handed over": (await Runner.run(Agent(name="a", handoffs=[Agent(name="b")]), "transfer_to_b")).last_agent.name,
    }


print(json.dumps({**asyncio.run(session()), "called": called}))

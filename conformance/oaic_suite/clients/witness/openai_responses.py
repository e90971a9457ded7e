"""What an application does with responses and conversations by the official Python SDK, and what it sees."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import openai
import pydantic

Json = dict[str, Any]
Doing = Callable[[openai.AsyncOpenAI, Json], Awaitable[Any]]
KEPT: Json = {"store": True}
IN_BACKGROUND: Json = {"store": True, "background": True}
HEARD = 2  # the number of the last event that is known when a stream is gone on with
PAGE: Json = {"limit": 1, "order": "asc"}
MOST = 20  # items that are read of a list: it may have no end


class Greeting(pydantic.BaseModel):
    greeting: str


async def plain(client: openai.AsyncOpenAI, body: Json) -> Json:
    return told(await client.responses.create(**body))


async def streamed(client: openai.AsyncOpenAI, body: Json) -> Json:
    return await gathered(await client.responses.create(**body, stream=True))


async def helper(client: openai.AsyncOpenAI, body: Json) -> Json:
    async with client.responses.stream(**body) as stream:
        return told(await stream.get_final_response())


async def parse(client: openai.AsyncOpenAI, body: Json) -> Json:
    return parsed(await client.responses.parse(**body, text_format=Greeting))


async def parse_helper(client: openai.AsyncOpenAI, body: Json) -> Json:
    async with client.responses.stream(**body, text_format=Greeting) as stream:
        return parsed(await stream.get_final_response())


async def run(client: openai.AsyncOpenAI, body: Json) -> Json:
    """Calls what is asked for, and sends the SDK's own items back with the results."""
    first: Any = await client.responses.create(**body)
    calls = called(first.output)
    results = [{"type": "function_call_output", "call_id": call["id"], "output": "fine"} for call in calls]
    said = [{"role": "user", "content": body["input"]}, *first.output, *results]
    last: Any = await client.responses.create(**body | {"input": said})
    return {"calls": calls, "text": last.output_text}


def told(response: Any) -> Json:
    said = {"status": response.status, "text": response.output_text, "calls": called(response.output)}
    return {"id": response.id, "model": response.model, "usage": counted(response.usage)} | said


def called(items: Any) -> list[Json]:
    calls = [item for item in items if item.type == "function_call"]
    return [{"id": call.call_id, "name": call.name, "arguments": call.arguments} for call in calls]


def counted(usage: Any) -> Json | None:
    if usage is None:
        return None
    return {"prompt": usage.input_tokens, "completion": usage.output_tokens, "total": usage.total_tokens}


def parsed(response: Any) -> Json:
    return told(response) | {"parsed": response.output_parsed.greeting}


async def gathered(events: Any) -> Json:
    whole: Json = {"text": "", "calls": []}
    async for event in events:
        if event.type == "response.output_text.delta":
            whole["text"] += event.delta
        if event.type == "response.output_item.done":
            whole["calls"] += called([event.item])
        if response := getattr(event, "response", None):
            about = {"id": response.id, "model": response.model, "status": response.status}
            whole |= about | {"usage": counted(response.usage)}
    return whole


# --- what is kept --------------------------------------------------------------------------------------


async def kept(client: openai.AsyncOpenAI, body: Json) -> Json:
    """Made, fetched, its input listed, deleted, and looked for once more."""
    made: Any = await client.responses.create(**body | KEPT)
    found = told(await client.responses.retrieve(made.id))
    found["input"] = await texts(client.responses.input_items.list(made.id, **PAGE))
    await client.responses.delete(made.id)
    try:
        return found | {"afterwards": told(await client.responses.retrieve(made.id))}
    except openai.APIStatusError as error:
        return found | {"afterwards": error.status_code}


async def continued(client: openai.AsyncOpenAI, body: Json) -> Json:
    made: Any = await client.responses.create(**body | KEPT)
    more = {"previous_response_id": made.id, "input": "Say it again."}
    said = told(await client.responses.create(**body | more))
    await client.responses.delete(made.id)
    return said


async def cancelled(client: openai.AsyncOpenAI, body: Json) -> Json:
    begun: Any = await client.responses.create(**body | IN_BACKGROUND)
    stopped = await client.responses.cancel(begun.id)
    await client.responses.delete(begun.id)
    return {"status": stopped.status}


async def resumed(client: openai.AsyncOpenAI, body: Json) -> Json:
    begun: Any = await client.responses.create(**body | IN_BACKGROUND, stream=True)
    created = [event async for event in begun if event.type == "response.created"]
    id = created[0].response.id
    rest = await gathered(await client.responses.retrieve(id, stream=True, starting_after=HEARD))
    await client.responses.delete(id)
    return rest


async def turn(client: openai.AsyncOpenAI, body: Json) -> Json:
    """A turn of a conversation, which then stands in it."""
    begun = await client.conversations.create(items=[{"type": "message", "role": "user", "content": "My name is Ada."}])
    made: Any = await client.responses.create(**body | KEPT, conversation=begun.id)
    said = await texts(client.conversations.items.list(begun.id, **PAGE))
    gone = await client.conversations.delete(begun.id)
    return {"text": made.output_text, "said": said, "deleted": gone.deleted}


async def texts(items: Any) -> list[str]:
    """What the items of a list say, page after page."""
    found: list[str] = []
    async for item in items:
        found.append("".join(part.text for part in item.content))
        if len(found) == MOST:
            break
    return found


DOINGS: dict[str, Doing] = {
    "responses.plain": plain,
    "responses.stream": streamed,
    "responses.helper": helper,
    "responses.parse": parse,
    "responses.parse-helper": parse_helper,
    "responses.run": run,
    "responses.kept": kept,
    "responses.continued": continued,
    "responses.cancelled": cancelled,
    "responses.resumed": resumed,
    "conversations.turn": turn,
}

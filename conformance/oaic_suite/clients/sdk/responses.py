"""What users do by the SDK with responses and conversations: made, streamed, fetched, gone on with, listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import openai

from oaic_suite.clients.sdk.either import Body, Each, Given, opened, settled, whole
from oaic_suite.clients.sdk.scenarios import Person
from oaic_suite.evidence.unsettled import NotEstablished

MOST = 20  # items that are read of a list: it may have no end
PAGE = 2  # items of a page


def told(response: Any) -> Given:
    """What everybody reads of a response."""
    return {"answer": whole(response), "text": response.output_text}


async def response(client: Any, body: Body) -> Given:
    return told(await settled(client.responses.create(**body)))


async def response_parse(client: Any, body: Body) -> Given:
    made = await settled(client.responses.parse(**body, text_format=Person))
    return {"parsed": made.output_parsed and made.output_parsed.model_dump()}


async def response_round_trip(client: Any, body: Body) -> Given:
    """What came is sent back as the objects it is, with a result for each call."""
    made = await settled(client.responses.create(**body))
    calls = [item for item in made.output if item.type == "function_call"]
    if not calls:
        raise NotEstablished("no function is called: the model did not obey, or was cut short")
    results = [{"type": "function_call_output", "call_id": call.call_id, "output": "fine"} for call in calls]
    free = {name: value for name, value in body.items() if name != "tool_choice"}
    said = [{"role": "user", "content": body["input"]}, *made.output, *results]
    return told(await settled(client.responses.create(**{**free, "input": said})))


# --- streams -------------------------------------------------------------------------------------------


async def response_stream(client: Any, body: Body) -> Given:
    async with opened(await settled(client.responses.create(**body, stream=True))) as events:
        return await gathered(events)


async def gathered(events: Any) -> Given:
    """Event by event, the pieces of text put together."""
    chunks, text = [], ""
    async for event in Each(events):
        chunks.append(whole(event))
        if event.type == "response.output_text.delta":
            text += event.delta
    return {"chunks": chunks, "text": text}


async def response_helper(client: Any, body: Body) -> Given:
    """`.stream()`: the pieces of text, and the whole response at the end."""
    async with opened(client.responses.stream(**body)) as events:
        said = [event.delta async for event in Each(events) if event.type == "response.output_text.delta"]
        final = await settled(events.get_final_response())
    return {"deltas": "".join(said), "text": final.output_text, "id": final.id}


async def response_parse_stream(client: Any, body: Body) -> Given:
    async with opened(client.responses.stream(**body, text_format=Person)) as events:
        final = await settled(events.get_final_response())
    return {"parsed": final.output_parsed and final.output_parsed.model_dump()}


# --- what is kept --------------------------------------------------------------------------------------


async def retrieved(client: Any, id: str) -> Given:
    return told(await settled(client.responses.retrieve(id)))


async def resumed(client: Any, id: str, after: int) -> Given:
    """The rest of a stream, by the number of the last event that came."""
    asked = client.responses.retrieve(id, stream=True, starting_after=after)
    async with opened(await settled(asked)) as events:
        return await gathered(events)


async def cancelled(client: Any, id: str) -> Given:
    stopped = await settled(client.responses.cancel(id))
    return {"answer": whole(stopped), "status": stopped.status}


async def deleted(client: Any, id: str) -> Given:
    """What becomes of who asks for it afterwards."""
    await settled(client.responses.delete(id))
    try:
        await settled(client.responses.retrieve(id))
    except openai.APIStatusError as error:
        return {"class": type(error).__name__}
    return {"class": "no exception"}


async def input_items(client: Any, id: str) -> Given:
    return await walked(client.responses.input_items.list(id, limit=PAGE))


async def walked(asked: Any) -> Given:
    """The items of a list, page after page."""
    ids: list[str] = []
    async for item in Each(await settled(asked)):
        ids.append(item.id)
        if len(ids) == MOST:
            break
    return {"ids": ids}


# --- conversations -------------------------------------------------------------------------------------


async def conversation_items(client: Any, items: Sequence[Body]) -> Given:
    """A conversation that begins with an item; more are added, and all are listed."""
    begun = await settled(client.conversations.create(items=items[:1]))
    await settled(client.conversations.items.create(begun.id, items=items[1:]))
    return await walked(client.conversations.items.list(begun.id, limit=PAGE))


async def conversation_turn(client: Any, body: Body) -> Given:
    """A response that is made as a turn of a conversation, and then stands in it."""
    begun = await settled(client.conversations.create())
    made = await settled(client.responses.create(**body, conversation=begun.id))
    return {"text": made.output_text} | await walked(client.conversations.items.list(begun.id, order="asc"))


async def conversation_deleted(client: Any, id: str) -> Given:
    return {"answer": whole(await settled(client.conversations.delete(id)))}

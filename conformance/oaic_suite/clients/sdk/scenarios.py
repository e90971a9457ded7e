"""What users do with the SDK, as its own documentation shows it; each gives what it read, by name."""

from __future__ import annotations

from typing import Any

import openai
from pydantic import BaseModel, ConfigDict

from oaic_suite.clients.sdk.either import Body, Each, Given, opened, settled, whole
from oaic_suite.evidence.unsettled import NotEstablished

# --- models --------------------------------------------------------------------------------------------


async def models(client: Any) -> Given:
    page = await settled(client.models.list())
    return {"answer": whole(page), "ids": [model.id async for model in Each(page)]}


async def model(client: Any, name: str) -> Given:
    found = await settled(client.models.retrieve(name))
    return {"answer": whole(found), "id": found.id}


# --- chat ----------------------------------------------------------------------------------------------


def read(completion: Any) -> Given:
    """What everybody reads of an answer."""
    first = completion.choices[0]
    return {
        "answer": whole(completion),
        "text": first.message.content,
        "role": first.message.role,
        "reason": first.finish_reason,
        "tokens": completion.usage and completion.usage.total_tokens,
    }


async def chat(client: Any, body: Body) -> Given:
    return read(await settled(client.chat.completions.create(**body)))


async def raw_chat(client: Any, body: Body) -> Given:
    response = await settled(client.chat.completions.with_raw_response.create(**body))
    return read(response.parse())


async def streaming_response(client: Any, body: Body) -> Given:
    async with opened(client.chat.completions.with_streaming_response.create(**body)) as response:
        return read(await settled(response.parse()))


async def round_trip(client: Any, body: Body) -> Given:
    """The message that came is sent back as the object it is, and the talk goes on."""
    said = (await settled(client.chat.completions.create(**body))).choices[0].message
    if not said.content:
        raise NotEstablished("the message has no text: it was cut short, or declined")
    messages = [*body["messages"], said, {"role": "user", "content": "And once more, please."}]
    return read(await settled(client.chat.completions.create(**{**body, "messages": messages})))


async def stream(client: Any, body: Body) -> Given:
    """Chunk by chunk, the text of the first choice put together."""
    chunks, text = [], ""
    async with opened(await settled(client.chat.completions.create(**body, stream=True))) as pieces:
        async for chunk in Each(pieces):
            chunks.append(whole(chunk))
            for choice in chunk.choices:
                text += choice.delta.content or "" if choice.index == 0 else ""
    return {"chunks": chunks, "text": text}


async def helper(client: Any, body: Body) -> Given:
    """`.stream()`: events, and the whole answer at the end."""
    async with opened(client.chat.completions.stream(**body)) as events:
        said = [event.delta async for event in Each(events) if event.type == "content.delta"]
        final = await settled(events.get_final_completion())
    first = final.choices[0]
    return {"deltas": "".join(said), "text": first.message.content or "", "reason": first.finish_reason}


# --- structured output ---------------------------------------------------------------------------------


class Person(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    age: int
    employed: bool


async def parse(client: Any, body: Body) -> Given:
    completion = await settled(client.chat.completions.parse(**body, response_format=Person))
    parsed = completion.choices[0].message.parsed
    return {"parsed": parsed and parsed.model_dump()}


async def parse_stream(client: Any, body: Body) -> Given:
    async with opened(client.chat.completions.stream(**body, response_format=Person)) as events:
        final = await settled(events.get_final_completion())
    parsed = final.choices[0].message.parsed
    return {"parsed": parsed and parsed.model_dump()}


# --- tools ---------------------------------------------------------------------------------------------


def spoken(call: Any) -> Given:
    return {"id": call.id, "name": call.function.name, "arguments": call.function.arguments}


async def calls(client: Any, body: Body) -> Given:
    message = (await settled(client.chat.completions.create(**body))).choices[0].message
    return {"calls": [spoken(call) for call in message.tool_calls or []]}


async def streamed_calls(client: Any, body: Body) -> Given:
    """Put together by their indexes, as the documentation shows it."""
    found: dict[int, Any] = {}
    async with opened(await settled(client.chat.completions.create(**body, stream=True))) as pieces:
        async for chunk in Each(pieces):
            for piece in [each for choice in chunk.choices for each in choice.delta.tool_calls or []]:
                known = found.setdefault(piece.index, piece)
                if known is not piece:
                    known.function.arguments += piece.function.arguments
    return {"calls": [spoken(found[index]) for index in sorted(found)]}


async def helped_calls(client: Any, body: Body) -> Given:
    async with opened(client.chat.completions.stream(**body)) as events:
        final = await settled(events.get_final_completion())
    return {"calls": [spoken(call) for call in final.choices[0].message.tool_calls or []]}


class Weather(BaseModel):
    """The weather in a city, right now."""

    model_config = ConfigDict(extra="forbid")

    city: str


async def typed_call(client: Any, body: Body) -> Given:
    tool = openai.pydantic_function_tool(Weather, name="get_weather")
    completion = await settled(client.chat.completions.parse(**body, tools=[tool]))
    made = completion.choices[0].message.tool_calls or []
    return {"arguments": [call.function.parsed_arguments.model_dump() for call in made]}


async def result(client: Any, body: Body) -> Given:
    """The message that calls is sent back as the object it is, with a result for each call."""
    message = (await settled(client.chat.completions.create(**body))).choices[0].message
    results = [
        {"role": "tool", "tool_call_id": call.id, "content": "It is 18 degrees."} for call in message.tool_calls or []
    ]
    free = {name: value for name, value in body.items() if name != "tool_choice"}
    messages = [*body["messages"], message, *results]
    return read(await settled(client.chat.completions.create(**{**free, "messages": messages})))


# --- legacy completions, embeddings --------------------------------------------------------------------


async def completion(client: Any, body: Body) -> Given:
    found = await settled(client.completions.create(**body))
    return {"answer": whole(found), "text": found.choices[0].text}


async def completion_stream(client: Any, body: Body) -> Given:
    chunks, text = [], ""
    async with opened(await settled(client.completions.create(**body, stream=True))) as pieces:
        async for chunk in Each(pieces):
            chunks.append(whole(chunk))
            text += "".join(choice.text for choice in chunk.choices)
    return {"chunks": chunks, "text": text}


async def embedding(client: Any, body: Body) -> Given:
    found = await settled(client.embeddings.create(**body))
    return {
        "vectors": [entry.embedding for entry in found.data],
        "indexes": [entry.index for entry in found.data],
        "tokens": found.usage.total_tokens,
    }


# --- refusals ------------------------------------------------------------------------------------------


async def refused(client: Any, body: Body) -> Given:
    try:
        await settled(client.chat.completions.create(**body))
    except openai.APIStatusError as error:
        return {
            "class": type(error).__name__,
            "status": error.status_code,
            "error": {"type": error.type, "code": error.code, "param": error.param},
            "request_id": error.request_id,
        }
    return {"class": "no exception"}

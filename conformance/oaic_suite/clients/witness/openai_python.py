"""What an application does with the official Python SDK, and what it sees."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import openai
import pydantic

from oaic_suite.clients.witness import (
    openai_batches,
    openai_files,
    openai_media,
    openai_responses,
    openai_stored,
)

Json = dict[str, Any]
Doing = Callable[[openai.AsyncOpenAI, Json], Awaitable[Any]]
COUNTED: Json = {"stream_options": {"include_usage": True}}
STREAMED: Json = {"stream": True} | COUNTED


class Greeting(pydantic.BaseModel):
    greeting: str


def connect(http: Any, base_url: str, api_key: str, headers: dict[str, str], **options: Any) -> openai.AsyncOpenAI:
    where: Json = {"base_url": base_url, "api_key": api_key, "default_headers": headers}
    return openai.AsyncOpenAI(**where, **options, http_client=http, max_retries=0, timeout=None)


async def models(client: openai.AsyncOpenAI, body: Json) -> Json:
    return {"ids": [model.id async for model in client.models.list()]}


async def model(client: openai.AsyncOpenAI, body: Json) -> Json:
    found = await client.models.retrieve(body["model"])
    return {"model": found.id, "object": found.object, "owner": found.owned_by}


# --- chat --------------------------------------------------------------------------------------------


async def plain(client: openai.AsyncOpenAI, body: Json) -> Json:
    return answer_of(await client.chat.completions.create(**body))


async def streamed(client: openai.AsyncOpenAI, body: Json) -> Json:
    stream: Any = await client.chat.completions.create(**body | STREAMED)
    return await gathered(stream)


async def helper(client: openai.AsyncOpenAI, body: Json) -> Json:
    async with client.chat.completions.stream(**body | COUNTED) as stream:
        return answer_of(await stream.get_final_completion())


async def parse(client: openai.AsyncOpenAI, body: Json) -> Json:
    return parsed(await client.chat.completions.parse(**body, response_format=Greeting))


async def parse_helper(client: openai.AsyncOpenAI, body: Json) -> Json:
    asked = body | COUNTED | {"response_format": Greeting}
    async with client.chat.completions.stream(**asked) as stream:
        return parsed(await stream.get_final_completion())


async def run(client: openai.AsyncOpenAI, body: Json) -> Json:
    """Calls what is asked for, and sends the SDK's own message back with the results."""
    first = (await client.chat.completions.create(**body)).choices[0].message
    calls = [called(call) for call in first.tool_calls or []]
    results = [{"role": "tool", "tool_call_id": call["id"], "content": "fine"} for call in calls]
    last = await client.chat.completions.create(**body | {"messages": [*body["messages"], first, *results]})
    return {"calls": calls, "text": last.choices[0].message.content}


def answer_of(completion: Any) -> Json:
    choices = [choice(each) for each in completion.choices]
    return {"id": completion.id, "model": completion.model, "choices": choices, "usage": counted(completion.usage)}


def choice(each: Any) -> Json:
    calls = [called(call) for call in each.message.tool_calls or []]
    tokens = [(token.token, token.logprob) for token in each.logprobs.content] if each.logprobs else None
    said = {"role": each.message.role, "text": each.message.content, "refusal": each.message.refusal, "calls": calls}
    return said | {"finish": each.finish_reason, "tokens": tokens}


def called(call: Any) -> Json:
    return {"id": call.id, "name": call.function.name, "arguments": call.function.arguments}


def counted(usage: Any) -> Json | None:
    if usage is None:
        return None
    return {"prompt": usage.prompt_tokens, "completion": usage.completion_tokens, "total": usage.total_tokens}


def parsed(completion: Any) -> Json:
    return answer_of(completion) | {"parsed": completion.choices[0].message.parsed.greeting}


async def gathered(stream: AsyncIterator[Any]) -> Json:
    whole: Json = {"id": None, "model": None, "usage": None}
    turns: dict[int, Json] = {}
    async for chunk in stream:
        whole["id"], whole["model"] = whole["id"] or chunk.id, whole["model"] or chunk.model
        whole["usage"] = whole["usage"] or counted(chunk.usage)
        for piece in chunk.choices:
            add(
                turns.setdefault(piece.index, {"role": None, "text": "", "refusal": "", "calls": {}, "finish": None}),
                piece,
            )
    return whole | {"choices": [turns[index] | {"calls": joined(turns[index])} for index in sorted(turns)]}


def add(turn: Json, piece: Any) -> None:
    turn["role"] = turn["role"] or piece.delta.role
    turn["text"] += piece.delta.content or ""
    turn["refusal"] += piece.delta.refusal or ""
    turn["finish"] = turn["finish"] or piece.finish_reason
    for token in (piece.logprobs.content or []) if piece.logprobs else []:
        turn.setdefault("tokens", []).append((token.token, token.logprob))
    for fragment in piece.delta.tool_calls or []:
        said = fragment.function
        call = turn["calls"].setdefault(fragment.index, {"id": fragment.id, "name": said.name, "arguments": ""})
        call["arguments"] += said.arguments or ""


def joined(turn: Json) -> list[Json]:
    return [turn["calls"][index] for index in sorted(turn["calls"])]


# --- legacy completions, embeddings --------------------------------------------------------------------


async def complete(client: openai.AsyncOpenAI, body: Json) -> Json:
    completion = await client.completions.create(**body)
    choices = [{"text": each.text, "finish": each.finish_reason} for each in completion.choices]
    return {"id": completion.id, "model": completion.model, "choices": choices, "usage": counted(completion.usage)}


async def complete_streamed(client: openai.AsyncOpenAI, body: Json) -> Json:
    whole: Json = {"id": None, "model": None, "usage": None}
    turns: dict[int, Json] = {}
    stream: Any = await client.completions.create(**body | STREAMED)
    async for chunk in stream:
        whole["id"], whole["model"] = whole["id"] or chunk.id, whole["model"] or chunk.model
        whole["usage"] = whole["usage"] or counted(chunk.usage)
        for piece in chunk.choices:
            turn = turns.setdefault(piece.index, {"text": "", "finish": None})
            turn["text"] += piece.text
            turn["finish"] = turn["finish"] or piece.finish_reason
    return whole | {"choices": [turns[index] for index in sorted(turns)]}


async def embed(client: openai.AsyncOpenAI, body: Json) -> Json:
    found = await client.embeddings.create(**body)
    vectors = [list(entry.embedding) for entry in found.data]
    usage = {"prompt": found.usage.prompt_tokens, "total": found.usage.total_tokens} if found.usage else None
    return {"vectors": vectors, "model": found.model, "usage": usage}


KINDS = (openai_responses, openai_files, openai_batches, openai_stored, openai_media)
DOINGS: dict[str, Doing] = {name: doing for kind in KINDS for name, doing in kind.DOINGS.items()} | {
    "models.list": models,
    "models.retrieve": model,
    "chat.plain": plain,
    "chat.stream": streamed,
    "chat.helper": helper,
    "chat.run": run,
    "chat.parse": parse,
    "chat.parse-helper": parse_helper,
    "completions.plain": complete,
    "completions.stream": complete_streamed,
    "embeddings.plain": embed,
}

"""What an application does with LangChain's OpenAI models, and what it sees."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pydantic
from langchain_core.messages import AIMessage, ToolMessage
from langchain_openai import ChatOpenAI, OpenAI, OpenAIEmbeddings

Json = dict[str, Any]
BOUND = ("tools", "tool_choice", "response_format", "stop")  # said when asking; the rest makes the model


class Greeting(pydantic.BaseModel):
    greeting: str


@dataclass(frozen=True)
class Maker:
    """Makes models that talk to one server."""

    where: Json

    def chat(self, body: Json) -> Any:
        responses = "input" in body
        made = {name: value for name, value in body.items() if name not in ("messages", "input", *BOUND)}
        more: Json = {"max_retries": 0, "stream_usage": True, "use_responses_api": responses}
        model = ChatOpenAI(**self.where, **made, **more)
        bound = {name: body[name] for name in BOUND if name in body}
        return model.bind(**bound) if bound else model


Doing = Callable[[Maker, Json], Awaitable[Any]]


def connect(http: Any, base_url: str, api_key: str, headers: dict[str, str]) -> Maker:
    return Maker({"base_url": base_url, "api_key": api_key, "default_headers": headers, "http_async_client": http})


def asked(body: Json) -> Any:
    """The messages of a chat, or what a response is to be made from."""
    return body["messages"] if "messages" in body else body["input"]


async def plain(maker: Maker, body: Json) -> Json:
    return answer_of(await maker.chat(body).ainvoke(asked(body)))


async def streamed(maker: Maker, body: Json) -> Json:
    whole: Any = None
    async for chunk in maker.chat(body).astream(asked(body)):
        whole = chunk if whole is None else whole + chunk
    return answer_of(whole) if whole is not None else {}


async def run(maker: Maker, body: Json) -> Json:
    """Calls what is asked for, and sends the message back with the results."""
    model = maker.chat(body)
    first = await model.ainvoke(asked(body))
    results = [ToolMessage("fine", tool_call_id=call["id"]) for call in first.tool_calls]
    last = await model.ainvoke([*turns(body), first, *results])
    return {"calls": [called(call) for call in first.tool_calls], "text": said(last)}


def turns(body: Json) -> list[Any]:
    begun = asked(body)
    return [{"role": "user", "content": begun}] if isinstance(begun, str) else begun


async def parse(maker: Maker, body: Json) -> Json:
    model = maker.chat(body).with_structured_output(Greeting, method="json_schema")
    return {"parsed": (await model.ainvoke(asked(body))).greeting}


def said(message: AIMessage) -> Any:
    """The text; of a response, that of its parts."""
    return message.content if isinstance(message.content, str) else str(message.text)


def answer_of(message: AIMessage) -> Json:
    about: Json = message.response_metadata
    usage: Any = message.usage_metadata
    counts = usage and {name: usage[f"{side}_tokens"] for name, side in SIDES.items()}
    calls = [called(call) for call in message.tool_calls]
    unread = [call["args"] for call in message.invalid_tool_calls]
    tokens = [(each["token"], each["logprob"]) for each in (about.get("logprobs") or {}).get("content") or []]
    given: Json = {"text": said(message), "calls": calls, "unread": unread, "tokens": tokens}
    return {
        "model": about.get("model_name"),
        "choices": [given | {"finish": about.get("finish_reason")}],
        "usage": counts,
    }


SIDES = {"prompt": "input", "completion": "output", "total": "total"}


def called(call: Any) -> Json:
    return {"id": call["id"], "name": call["name"], "arguments": json.dumps(call["args"])}


async def complete(maker: Maker, body: Json) -> Json:
    made = {name: value for name, value in body.items() if name != "prompt"}
    result = await OpenAI(**maker.where, **made, max_retries=0).agenerate([body["prompt"]])
    choices = [
        {"text": each.text, "finish": (each.generation_info or {})["finish_reason"]} for each in result.generations[0]
    ]
    return {"choices": choices, "usage": (result.llm_output or {}).get("token_usage")}


async def complete_streamed(maker: Maker, body: Json) -> Json:
    made = {name: value for name, value in body.items() if name != "prompt"}
    model = OpenAI(**maker.where, **made, max_retries=0)
    return {"text": "".join([piece async for piece in model.astream(body["prompt"])])}


async def embed(maker: Maker, body: Json) -> Json:
    made = {name: value for name, value in body.items() if name != "input"}
    model = OpenAIEmbeddings(**maker.where, **made, max_retries=0, check_embedding_ctx_length=False)
    return {"vectors": await model.aembed_documents(body["input"])}


DOINGS: dict[str, Doing] = {
    "chat.plain": plain,
    "chat.stream": streamed,
    "chat.run": run,
    "chat.parse": parse,
    "responses.plain": plain,
    "responses.stream": streamed,
    "responses.run": run,
    "responses.parse": parse,
    "completions.plain": complete,
    "completions.stream": complete_streamed,
    "embeddings.plain": embed,
}

"""LangChain's OpenAI models: `oaic witness -- python langchain_witness.py`, with langchain-openai installed."""

import json
import sys

import openai
from langchain_core.exceptions import LangChainException
from langchain_core.messages import ToolMessage
from langchain_openai import ChatOpenAI, OpenAI, OpenAIEmbeddings

SAID = ("messages", "input", "prompt")  # when a model is asked; the rest makes it, but for what is bound to it
BOUND = ("tools", "tool_choice", "response_format", "stop")
OURS = ("stream", "stream_options")  # LangChain sends these by itself
GREETING = {"type": "object", "properties": {"greeting": {"type": "string"}}, "required": ["greeting"]}


def made(kind, where, body, **more):
    rest = {name: value for name, value in body.items() if name not in (*SAID, *BOUND, *OURS)}
    return kind(**where, **rest, **more)


def chat(where, body):
    model = made(ChatOpenAI, where, body, stream_usage=True, use_responses_api="input" in body)
    return model.bind(**{name: body[name] for name in BOUND if name in body})


def asked(body):
    return next(body[name] for name in SAID if name in body)


def plain(where, body):
    return answer(chat(where, body).invoke(asked(body)))


def streamed(where, body):
    chunks = list(chat(where, body).stream(asked(body)))
    return answer(sum(chunks[1:], chunks[0]))


def answer(message):
    about = message.response_metadata
    return {
        "text": str(message.text),
        "calls": [called(call) for call in message.tool_calls],
        "unread": [call["args"] for call in message.invalid_tool_calls],
        "finish": about.get("finish_reason") or about.get("status"),
        "model": about.get("model_name"),
        "usage": message.usage_metadata and message.usage_metadata["total_tokens"],
    }


def called(call):
    return {"id": call["id"], "name": call["name"], "arguments": json.dumps(call["args"])}


def run(where, body):
    """As an agent does: the message goes back with the results."""
    model, said = chat(where, body), asked(body)
    first = model.invoke(said)
    turns = [{"role": "user", "content": said}] if isinstance(said, str) else said
    last = model.invoke([*turns, first, *(ToolMessage("fine", tool_call_id=call["id"]) for call in first.tool_calls)])
    return {"calls": [called(call) for call in first.tool_calls], "text": str(last.text)}


def parse(where, body):
    model = made(ChatOpenAI, where, body, use_responses_api="input" in body)
    return model.with_structured_output({"title": "Greeting"} | GREETING, method="json_schema").invoke(asked(body))


def complete(where, body):
    choices = made(OpenAI, where, body).generate([body["prompt"]]).generations[0]
    return [{"text": each.text, "finish": each.generation_info["finish_reason"]} for each in choices]


def complete_streamed(where, body):
    return "".join(made(OpenAI, where, body).stream(body["prompt"]))


def embed(where, body):
    return made(OpenAIEmbeddings, where, body, check_embedding_ctx_length=False).embed_documents(body["input"])


DOINGS = {
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
for line in sys.stdin:
    scenario = json.loads(line)
    where = {"base_url": scenario["base_url"], "api_key": scenario["api_key"]}
    do = DOINGS.get(scenario["do"])
    try:
        told = {"gave": do(where, scenario["request"])} if do else {"cannot": scenario["do"]}
    except (LangChainException, openai.OpenAIError) as error:
        told = {"told": {"class": type(error).__name__, "status": getattr(error, "status_code", None)}}
    except Exception as error:
        told = {"raised": {"class": type(error).__name__}}
    print(json.dumps(told), flush=True)

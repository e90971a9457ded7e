"""simonw's llm: `oaic witness -- python llm_witness.py`, with llm installed."""

import json
import os
import sys
import tempfile

os.environ.setdefault("LLM_USER_PATH", tempfile.mkdtemp())
import llm
import openai
import pydantic
from llm.default_plugins.openai_models import Chat, Completion, Responses

KINDS = {"chat": Chat, "completions": Completion, "responses": Responses}
OPTIONS = {"max_tokens": "max_tokens", "max_output_tokens": "max_tokens", "temperature": "temperature"}
KNOWN = {"model", "messages", "input", "prompt", "tools", "stream", "stream_options", *OPTIONS}
SCHEMA = {"type": "object", "properties": {"greeting": {"type": "string"}}, "required": ["greeting"]}


class CannotSay(Exception):
    """What llm has no words for."""


def prompt(scenario, body):
    """The model, what it is asked, and with which options."""
    if unknown := body.keys() - KNOWN:
        raise CannotSay(", ".join(sorted(unknown)))
    messages = body.get("messages") or [{"role": "user", "content": body.get("input") or body.get("prompt")}]
    if len(messages) > 1 or not messages[0]["content"]:
        raise CannotSay("a history of its own, or none")
    kind = KINDS[scenario["do"].partition(".")[0]]
    more = {} if kind is Completion else {"supports_tools": True, "supports_schema": True}
    model = kind("asked", model_name=body["model"], api_base=scenario["base_url"], can_stream=True, **more)
    model.key = scenario["api_key"]
    options = {option: body[name] for name, option in OPTIONS.items() if name in body}
    return model, messages[0]["content"], options | ({"tools": tools(body)} if body.get("tools") else {})


def tools(body):
    functions = [tool.get("function", tool) for tool in body["tools"]]
    return [
        llm.Tool(each["name"], each["description"], each["parameters"], implementation=lambda city: "fine")
        for each in functions
    ]


def ask(stream, **more):
    def done(scenario, body):
        model, words, options = prompt(scenario, body)
        response = model.prompt(words, stream=stream, **options, **more)
        return {"text": response.text(), "calls": calls(response), "usage": counted(response.usage())}

    return done


def calls(response):
    return [
        {"id": call.tool_call_id, "name": call.name, "arguments": json.dumps(call.arguments)}
        for call in response.tool_calls()
    ]


def counted(usage):
    return [usage.input, usage.output]


def run(scenario, body):
    model, words, options = prompt(scenario, body)
    answers = list(model.chain(words, stream=False, **options).responses())
    return [{"text": answer.text(), "calls": calls(answer)} for answer in answers]


def parse(scenario, body):
    return json.loads(ask(False, schema=SCHEMA)(scenario, body)["text"])


DOINGS = {
    "chat.plain": ask(False),
    "chat.stream": ask(True),
    "chat.run": run,
    "chat.parse": parse,
    "responses.plain": ask(False),
    "responses.stream": ask(True),
    "responses.run": run,
    "responses.parse": parse,
    "completions.plain": ask(False),
    "completions.stream": ask(True),
}
for line in sys.stdin:
    scenario = json.loads(line)
    do = DOINGS.get(scenario["do"])
    try:
        told = {"gave": do(scenario, scenario["request"])} if do else {"cannot": scenario["do"]}
    except CannotSay as problem:
        told = {"cannot": str(problem)}
    except (openai.OpenAIError, llm.ModelError, pydantic.ValidationError) as error:
        told = {"told": {"class": type(error).__name__, "status": getattr(error, "status_code", None)}}
    except Exception as error:
        told = {"raised": {"class": type(error).__name__}}
    print(json.dumps(told), flush=True)

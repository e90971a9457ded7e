"""Calls, brought about: left to the model, asked for, and forced."""

import re

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.conversations.requests import (
    AS_JSON,
    CALLED,
    CHAT_ONLY,
    FREE,
    OFFERS,
    ONE,
    ROOM,
    STREAM_CALLED,
    STREAM_OFFERS,
    WEATHER,
    function,
    naming,
    user,
)
from oaic_suite.checks.tools.conversations.schemas import FORMS, STRICT_FORMS
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.judging.conversation import conversation

OK = 200
ATTEMPTS = 3  # to see a model call of its own accord
# How an answer that calls is told in its bytes, whatever else is wrong with it.
A_CALL = re.compile(rb'"tool_calls"\s*:\s*\[\s*\{')
ESSAY = function("publish", "Publishes an essay.", text={"type": "string", "description": "Three hundred words."})


def prepared(target, control, members, *capabilities):
    control.require_status()
    for capability in (*capabilities_needed(members), *capabilities):
        target.capabilities.require(capability)


def capabilities_needed(members):
    """The capabilities that a request needs, by the tools it offers and how it chooses among them."""
    tools, choice = members.get("tools", []), members.get("tool_choice")
    wanted = {
        "functions": "functions" in members,
        "tools": bool(tools),
        "tools-strict": any("strict" in tool.get("function", {}) for tool in tools),
        "tools-custom": any("custom" in tool for tool in tools),
        "tools-grammar": any("format" in tool.get("custom", {}) for tool in tools),
        "tools-allowed": isinstance(choice, dict) and choice.get("type") == "allowed_tools",
        "json-object": "response_format" in members,
        "chat-n": "n" in members,
    }
    return [capability for capability, needed in wanted.items() if needed]


def asked(target, members, **more):
    return target.ask(CHAT, **{target.limit_name: ROOM} | members | more)


def elicited(target, members, **more):
    """The first answer that calls, by the strongest forcing first; else the first that came at all."""
    alone = len(members["tools"]) == 1 and not members.get("parallel_tool_calls")
    by_name = [naming(members["tools"][0])] if alone else []
    idle = []
    for choice in (*by_name, "required", "auto"):
        exchange = asked(target, members, tool_choice=choice, **more)
        if A_CALL.search(exchange.body):
            return exchange
        idle.append(exchange)
    return next((exchange for exchange in idle if exchange.outcome == OK), idle[-1])


def tried(target, members, **more):
    """The first answer that calls, out of a few; else the last one."""
    for _ in range(ATTEMPTS):
        exchange = asked(target, members, **more)
        if A_CALL.search(exchange.body):
            break
    return exchange


@conversation("reply", OFFERS)
def offer(target, bare, variant):
    """Tools, offered in one way each."""
    prepared(target, bare, variant)
    return asked(target, variant)


@conversation("reply")
def offer_beside_a_format(target, bare):
    """Tools beside a format that is granted without them."""
    prepared(target, bare, ONE | AS_JSON)
    Reply(asked(target, AS_JSON)).require_status()
    return asked(target, ONE | AS_JSON)


@conversation("reply", FREE)
def free_call(target, bare, variant):
    """An answer that calls of its own accord, as soon as one does."""
    prepared(target, bare, variant)
    return tried(target, variant)


@conversation("stream", FREE)
def free_stream(target, bare, variant):
    prepared(target, bare, variant, "chat-stream")
    return tried(target, variant, stream=True)


@conversation("reply")
def no_tool_needed(target, bare):
    """An answer to what no tool is needed for."""
    prepared(target, bare, ONE)
    return asked(target, ONE, messages=CHAT_ONLY)


@conversation("reply", CALLED)
def called(target, bare, variant):
    """An answer that calls, however that was brought about."""
    prepared(target, bare, variant)
    return elicited(target, variant)


@conversation("reply", control=True)
def named_call(target, bare):
    """A tool named: what is said by naming one is judged only where that much is answered."""
    prepared(target, bare, ONE)
    return asked(target, ONE, tool_choice=naming(WEATHER))


@conversation("reply", FORMS)
def called_with_schema(target, named_call, variant):
    """A call whose arguments have a schema of some sort."""
    prepared(target, named_call, variant)
    return asked(target, variant)


@conversation("reply", STRICT_FORMS)
def called_with_strict_schema(target, named_call, variant):
    """A call whose arguments are promised to satisfy their schema."""
    prepared(target, named_call, variant)
    return asked(target, variant)


@conversation("stream", STREAM_OFFERS)
def offer_stream(target, bare, variant):
    prepared(target, bare, variant, "chat-stream")
    return asked(target, variant, stream=True)


@conversation("stream", STREAM_CALLED)
def called_stream(target, bare, variant):
    prepared(target, bare, variant, "chat-stream")
    return elicited(target, variant, stream=True)


@conversation("stream", STRICT_FORMS)
def strict_stream(target, named_call, variant):
    prepared(target, named_call, variant, "chat-stream")
    return asked(target, variant, stream=True)


@conversation()
def called_twice(target, bare):
    """Two answers that call, to the same request."""
    prepared(target, bare, ONE)
    return [Reply(elicited(target, ONE)), Reply(elicited(target, ONE))]


@conversation()
def both_ways(target, named_call):
    """The same call, whole and streamed."""
    prepared(target, named_call, ONE, "chat-stream")
    return named_call, Stream(asked(target, ONE, tool_choice=naming(WEATHER), stream=True))


@conversation("reply")
def cut_call(target, bare):
    """A call whose arguments are longer than the limit."""
    prepared(target, bare, ONE)
    essay = {"tools": [ESSAY], "messages": [user("Publish an essay about the sea, three hundred words long.")]}
    return target.ask(CHAT, **essay, tool_choice=naming(ESSAY), **{target.limit_name: 4})

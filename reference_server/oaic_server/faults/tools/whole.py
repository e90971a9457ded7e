"""Tools that cannot be offered, choices that are not kept, answers that end wrong; and legal oddities."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import choices, messages
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import (
    answers_its_own,
    by_name,
    calls,
    choice_of,
    deltas,
    every_choice,
    followers,
    free,
    functions,
    in_calls,
    in_streams_that_call,
    json_or_nothing,
    offers,
    placed,
    refused,
    results,
    rewritten,
    strict,
)

# --- what may be offered ------------------------------------------------------------------------------


@fault("tools.offer.accepted", stage="answer", on=CHAT)
def a_function_must_have_parameters(request: Request) -> Reply | None:
    bare = [tool for tool in request.members.get("tools") or [] if "parameters" not in tool.get("function", tool)]
    return refused(request, "tools[0].function.parameters", "expected an object, found nothing") if bare else None


@fault("tools.offer.accepted:null-strict", stage="answer", on=CHAT)
def strict_may_not_be_null(request: Request) -> Reply | None:
    told = [tool.get("function", {}) for tool in request.members.get("tools") or []]
    null = any("strict" in function and function["strict"] is None for function in told)
    return refused(request, "tools[0].function.strict", "expected a boolean, found null") if null else None


@fault("tools.offer.beside-a-format", stage="answer", on=CHAT)
def tools_and_json_exclude_each_other(request: Request) -> Reply | None:
    wanted = (request.members.get("response_format") or {}).get("type", "text") != "text"
    found = wanted and offers(request) and choice_of(request) is None
    return refused(request, "response_format", "expected text where tools are offered") if found else None


@fault(
    "tools.choice.accepted",
    stage="answer",
    on=CHAT,
    also={"tools.stream.accepted": "a stream is asked for with the same choice"},
)
def a_choice_is_a_word(request: Request) -> Reply | None:
    named = by_name(request) and choice_of(request)["type"] == "function"
    return refused(request, "tool_choice", "expected none, auto or required, found an object") if named else None


@fault("tools.choice.allowed-accepted", stage="answer", on=CHAT)
def allowed_tools_are_never_required(request: Request) -> Reply | None:
    choice = choice_of(request)
    required = isinstance(choice, dict) and choice.get("allowed_tools", {}).get("mode") == "required"
    return refused(request, "tool_choice", "expected the mode auto, found required") if required else None


@fault("tools.parallel.accepted", stage="answer", on=CHAT)
def nobody_may_say_whether_calls_are_parallel(request: Request) -> Reply | None:
    asked = "parallel_tool_calls" in request.members
    return refused(request, "parallel_tool_calls", "expected no such member") if asked else None


@fault("tools.schema.accepted", stage="answer", on=CHAT)
def schemas_have_no_alternatives(request: Request) -> Reply | None:
    found = not strict(request) and '"oneOf"' in json.dumps(request.members.get("tools"))
    return refused(request, "tools[0].function.parameters", "expected no oneOf") if found else None


@fault("tools.schema.strict-accepted", stage="answer", on=CHAT)
def strict_schemas_have_no_references(request: Request) -> Reply | None:
    found = strict(request) and '"$ref"' in json.dumps(request.members.get("tools"))
    return refused(request, "tools[0].function.parameters", "expected no $ref") if found else None


# --- what is forced -----------------------------------------------------------------------------------


@fault("tools.named.forced", stage="request", on=CHAT)
def a_named_function_is_as_good_as_any(request: Request) -> Request | None:
    several = len(request.members.get("tools") or []) > 1
    return rewritten(request, tool_choice="auto") if several and by_name(request) and not request.stream else None


@fault("tools.named.forced:in-words", on=CHAT)
def a_named_function_is_not_called(reply: Reply) -> None:
    if by_name(reply.request) and choice_of(reply.request)["type"] == "function":
        in_words(reply)


@fault("tools.required.forced", on=CHAT)
def a_required_call_is_not_made(reply: Reply) -> None:
    if choice_of(reply.request) == "required":
        in_words(reply)


@fault("tools.none.forbids", stage="request", on=CHAT)
def a_forbidden_call_is_made(request: Request) -> Request | None:
    return rewritten(request, tool_choice="auto") if choice_of(request) == "none" and not request.stream else None


@fault("tools.allowed.only", stage="request", on=CHAT)
def every_tool_is_allowed(request: Request) -> Request | None:
    choice = choice_of(request)
    narrowed = isinstance(choice, dict) and choice.get("type") == "allowed_tools"
    return rewritten(request, tool_choice=choice["allowed_tools"]["mode"]) if narrowed else None


@fault("tools.parallel.one-at-a-time", stage="request", on=CHAT)
def calls_come_all_at_once(request: Request) -> Request | None:
    serial = request.members.get("parallel_tool_calls") is False and not request.stream
    return rewritten(request, parallel_tool_calls=True) if serial else None


# --- how it ends --------------------------------------------------------------------------------------


@fault("tools.auto.finish-reason", on=CHAT)
@in_calls
def a_free_call_ends_in_stop(reply: Reply) -> None:
    if free(reply.request):
        ending(reply, "stop")


@fault("tools.forced.finish-reason", on=CHAT)
@in_calls
def a_required_call_ends_in_function_call(reply: Reply) -> None:
    if choice_of(reply.request) == "required":
        ending(reply, "function_call")


@fault("tools.auto.reason-has-calls", on=CHAT)
@in_calls
def the_calls_are_lost(reply: Reply) -> None:
    if free(reply.request):
        for message in messages(reply):
            del message["tool_calls"]
            message["content"] = "Let me look that up."


@fault("tools.cut.finish-reason", on=CHAT)
@in_calls
def half_a_call_ends_like_a_whole_one(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = {"length": "tool_calls"}.get(choice["finish_reason"], choice["finish_reason"])


# --- legal oddities -----------------------------------------------------------------------------------


@benign("tools.text-beside-calls", on=CHAT)
@in_calls
def a_message_speaks_and_calls(reply: Reply) -> None:
    for message in messages(reply):
        message["content"] = "Let me look that up."


@benign("tools.empty-content", on=CHAT)
@in_calls
def content_beside_calls_is_empty(reply: Reply) -> None:
    for message in messages(reply):
        message["content"] = ""


@benign("tools.forced-tool-calls", on=CHAT)
def a_forced_call_ends_in_tool_calls(reply: Reply) -> None:
    for choice in every_choice(reply) if by_name(reply.request) else []:
        choice["finish_reason"] = {"stop": "tool_calls"}.get(choice["finish_reason"], choice["finish_reason"])


@benign("tools.required-stop", on=CHAT)
@in_calls
def a_required_call_ends_in_stop(reply: Reply) -> None:
    if choice_of(reply.request) == "required":
        ending(reply, "stop")


@benign("tools.other-ids", on=CHAT)
@in_calls
def ids_look_like_those_of_others(reply: Reply) -> None:
    for call in calls(reply):
        call["id"] = "chatcmpl-tool-" + call["id"][-9:]


@benign("tools.spaced-arguments", on=CHAT)
@in_calls
def arguments_are_written_at_leisure(reply: Reply) -> None:
    for function in functions(reply):
        value = json_or_nothing(function["arguments"])
        if value:
            function["arguments"] = json.dumps(value, indent=2)


@benign("tools.nothing-for-no-arguments", on=CHAT)
@in_calls
def no_arguments_are_no_text(reply: Reply) -> None:
    for function in functions(reply):
        function["arguments"] = function["arguments"].removeprefix("{}")


@benign("tools.more-members", on=CHAT)
@in_calls
def calls_have_members_nobody_knows_yet(reply: Reply) -> None:
    """An index, as in the pieces of a stream; sent back it is taken."""
    for number, call in enumerate(calls(reply)):
        call["index"] = number


@benign("tools.null-calls", on=CHAT)
def no_calls_are_null(reply: Reply) -> None:
    if isinstance(reply.body, dict) and not reply.is_error and offers(reply.request):
        for message in messages(reply):
            message.setdefault("tool_calls", None)


@benign("tools.never-free", stage="request", on=CHAT)
def the_model_never_calls_of_its_own_accord(request: Request) -> Request | None:
    return rewritten(request, tool_choice="none") if free(request) else None


@benign("tools.declined", on=CHAT)
@in_calls
def the_model_declines_to_call(reply: Reply) -> None:
    for choice in choices(reply):
        del choice["message"]["tool_calls"]
        choice["message"]["refusal"] = "I would rather not."
        choice["finish_reason"] = "stop"


@benign("tools.absent", stage="answer", on=CHAT)
def there_are_no_tools(request: Request) -> Reply | None:
    return refused(request, "tools", "this model has none") if offers(request) else None


@benign("tools.no-custom", stage="answer", on=CHAT)
def there_are_only_functions(request: Request) -> Reply | None:
    custom = any(tool["type"] == "custom" for tool in request.members.get("tools") or [])
    return refused(request, "tools[0].type", "expected function, found custom") if custom else None


@benign("tools.no-strict", stage="answer", on=CHAT)
def nothing_is_strict(request: Request) -> Reply | None:
    asked = any("strict" in tool.get("function", {}) for tool in request.members.get("tools") or [])
    return refused(request, "tools[0].function.strict", "expected no such member") if asked else None


def in_words(reply: Reply) -> None:
    """What was to be called is talked about."""
    if isinstance(reply.body, dict) and not reply.is_error:
        for choice in choices(reply):
            choice["message"].pop("tool_calls", None)
            choice["message"]["content"] = "I would call a tool now."
            choice["finish_reason"] = "stop"


def ending(reply: Reply, reason: str) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = reason


@fault("tools.history.accepted", stage="answer", on=CHAT)
def a_result_must_be_a_string(request: Request) -> Reply | None:
    parts = any(isinstance(result.get("content"), list) for result in results(request))
    return refused(request, "messages[2].content", "expected a string, found an array") if parts else None


@fault("tools.history.accepted:no-content", stage="answer", on=CHAT)
def a_message_with_calls_must_have_content(request: Request) -> Reply | None:
    bare = any("content" not in message and "tool_calls" in message for message in request.members["messages"])
    return refused(request, "messages[1].content", "expected a string or null, found nothing") if bare else None


@fault("tools.round-trip.accepted", stage="answer", on=CHAT)
def ids_must_be_short(request: Request) -> Reply | None:
    """Ids are refused that the server itself gave, for another part of it wants them short."""
    if answers_its_own(request) and not request.stream:
        return refused(request, "messages[2].tool_call_id", "expected at most 9 characters")
    return None


@fault("tools.round-trip.answered", on=CHAT)
def nothing_is_said_after_a_result(reply: Reply) -> None:
    if results(reply.request) and not reply.is_error and not reply.frames:
        for message in messages(reply):
            message["content"] = ""


@benign("tools.whole-in-one-piece", on=CHAT)
@in_streams_that_call
def a_call_comes_in_one_piece(reply: Reply) -> None:
    for fragment, first in followers(reply):
        if "function" in fragment:
            first["function"]["arguments"] += fragment["function"]["arguments"]
            fragment["function"]["arguments"] = ""


@benign("tools.role-alone", on=CHAT)
@in_streams_that_call
def the_role_comes_before_the_first_call(reply: Reply) -> None:
    frames = reply.frames or []
    for frame in list(reply.chunks):
        delta = frame.data["choices"][0]["delta"] if frame.data["choices"] else {}
        if "role" in delta and "tool_calls" in delta:
            head = deepcopy(frame.data)
            del head["choices"][0]["delta"]["tool_calls"]
            frame.data["choices"][0]["delta"] = {"tool_calls": delta["tool_calls"]}
            frames.insert(frames.index(frame), Frame(head))


@benign("tools.text-before-calls", on=CHAT)
@in_streams_that_call
def a_stream_speaks_before_it_calls(reply: Reply) -> None:
    for delta in deltas(reply):
        if "role" in delta:
            delta["content"] = "Let me look that up."


@benign("tools.ids-of-each-message", on=CHAT)
@in_streams_that_call
def both_choices_open_a_call_with_the_same_id(reply: Reply) -> None:
    """As the service was recorded to do with `n: 2`: an id is of one message."""
    known: dict[int, Any] = {}
    for (_, call), fragment in placed(reply):
        if "id" in fragment:
            fragment["id"] = known.setdefault(call, fragment["id"])

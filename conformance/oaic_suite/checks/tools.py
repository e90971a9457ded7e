"""Tools as the checks offer them: what is asked for, how it is forced, and what comes after."""

import re
from dataclasses import replace

from oaic_suite.calls import message
from oaic_suite.capability import CUSTOM, GRAMMAR
from oaic_suite.checks.refusals import Case, cases, having, saying, spoiled
from oaic_suite.conversation import conversation
from oaic_suite.reply import Reply
from oaic_suite.stream import Stream
from oaic_suite.verdict import NotEstablished

CHAT = "createChatCompletion"
ROOM = 256  # tokens: enough for the arguments of two calls
# As a ladder reads it, whatever the rest of the answer is like.
A_CALL = re.compile(rb'"tool_calls"\s*:\s*\[\s*\{')


def function(name, description, strict=None, **properties):
    parameters = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    told = {"name": name, "description": description, "parameters": parameters}
    return {"type": "function", "function": told if strict is None else told | {"strict": strict}}


def naming(tool):
    kind = tool["type"]
    return {"type": kind, kind: {"name": tool[kind]["name"]}}


def allowing(mode, *tools):
    return {"type": "allowed_tools", "allowed_tools": {"mode": mode, "tools": [naming(tool) for tool in tools]}}


def user(text):
    return {"role": "user", "content": text}


TEXT = {"type": "string"}
CITY = {"type": "string", "description": "The name of a city, such as Oslo."}
WEATHER = function("get_weather", "The weather in a city, right now.", city=CITY)
TIME = function("get_time", "The time of day in a city, right now.", city=CITY)
STRICT = function("get_weather", "The weather in a city, right now.", True, city=CITY)
UNSAID = {"type": "function", "function": WEATHER["function"] | {"strict": None}}
PING = {"type": "function", "function": {"name": "ping", "description": "Checks that the line is open."}}
ASK = [user("What is the weather in Paris? Use the tool.")]
ASK_BOTH = [user("What is the weather in Paris, and what is the time in Tokyo? Use both tools at once.")]
IN_JSON = [user("What is the weather in Paris? Use the tool, or answer in JSON.")]
CHAT_ONLY = [user("Say hello. Do not use any tool.")]

ONE = {"tools": [WEATHER], "messages": ASK}
TWO = {"tools": [WEATHER, TIME], "messages": ASK}
BOTH = {"tools": [WEATHER, TIME], "messages": ASK_BOTH}
OFFERS = {
    "plain": ONE,
    "auto": ONE | {"tool_choice": "auto"},
    "none": ONE | {"tool_choice": "none"},
    "required": ONE | {"tool_choice": "required"},
    "named": TWO | {"tool_choice": naming(TIME)},  # not the one that the question asks for
    "parallel": BOTH | {"parallel_tool_calls": True},
    "serial": BOTH | {"parallel_tool_calls": False, "tool_choice": "required"},
    "strict": {"tools": [STRICT], "messages": ASK},
    "unstrict": {"tools": [function("get_weather", "The weather.", False, city=CITY)], "messages": ASK},
    "null-strict": {"tools": [UNSAID], "messages": ASK},
    "bare": {"tools": [PING], "messages": [user("Is the line open? Use the ping tool.")]},
    "allowed": TWO | {"tool_choice": allowing("required", TIME)},
    "format": ONE | {"messages": IN_JSON, "response_format": {"type": "json_object"}},
}
STREAM_OFFERS = {name: OFFERS[name] for name in ("auto", "none", "required", "named", "serial")}
FREE = {name: OFFERS[name] for name in ("plain", "auto")}
ATTEMPTS = 3  # to see a model call of its own accord
CALLED = {"one": ONE, "several": BOTH}
CALLING = ONE | {"max_tokens": ROOM}  # one of the shapes in which all of chat is asked

# Schemas of arguments, by the keywords they are made of.
SCHEMAS = {
    "strings": {
        "code": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "day": {"type": "string", "format": "date"},
        "note": {"type": "string", "minLength": 1, "maxLength": 40},
    },
    "numbers": {
        "count": {"type": "integer", "minimum": 1, "maximum": 5},
        "share": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        "step": {"type": "integer", "multipleOf": 5, "minimum": 0, "maximum": 20},
    },
    "arrays": {
        "words": {"type": "array", "items": TEXT, "minItems": 1, "maxItems": 3, "uniqueItems": True},
        "pair": {"type": "array", "prefixItems": [TEXT, {"type": "integer"}], "minItems": 2, "maxItems": 2},
    },
    "objects": {
        "place": {
            "type": "object",
            "properties": {"city": TEXT, "at": {"type": "object", "properties": {"street": TEXT}}},
            "required": ["city"],
        },
        "labels": {"type": "object", "additionalProperties": TEXT, "maxProperties": 3},
    },
    "values": {
        "unit": {"type": "string", "enum": ["celsius", "fahrenheit"], "default": "celsius", "title": "Unit"},
        "version": {"const": 2},
        "remark": {"type": ["string", "null"], "examples": ["none"]},
    },
    "combined": {
        "key": {"anyOf": [{"type": "integer"}, {"type": "string", "maxLength": 20}]},
        "kind": {"oneOf": [{"const": "new"}, {"const": "used"}]},
        "size": {"allOf": [{"type": "integer"}, {"minimum": 1}, {"maximum": 9}]},
    },
    "references": {"root": {"$ref": "#/$defs/node"}},
}
TREE = {
    "node": {
        "type": "object",
        "properties": {"name": TEXT, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}},
        "required": ["name", "children"],
        "additionalProperties": False,
    }
}
# What the service promises to keep to the letter, which is less.
STRICT_SCHEMAS = {
    "flat": {"city": CITY, "days": {"type": "integer"}},
    "values": {"unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}, "remark": {"type": ["string", "null"]}},
    "nested": {
        "place": {
            "type": "object",
            "properties": {"city": TEXT, "tags": {"type": "array", "items": TEXT}},
            "required": ["city", "tags"],
            "additionalProperties": False,
        }
    },
    "union": {"key": {"anyOf": [{"type": "integer"}, {"type": "string"}]}},
    "references": SCHEMAS["references"],
}
FILL_IN = [user("Fill in the form with short, made-up values.")]


def form(strict, properties):
    tool = function("fill_in", "Takes a form.", strict, **properties)
    told = tool["function"]
    schema = told["parameters"] | ({"$defs": TREE} if "root" in properties else {})
    return {
        "tools": [{"type": "function", "function": told | {"parameters": schema}}],
        "messages": FILL_IN,
        "tool_choice": naming(tool),
    }


FORMS = {name: form(None, properties) for name, properties in SCHEMAS.items()}
STRICT_FORMS = {name: form(True, properties) for name, properties in STRICT_SCHEMAS.items()}

# --- asking ------------------------------------------------------------------------------------------


def prepared(target, control, members, *capabilities):
    control.require_status()
    for capability in (*sorts(members), *capabilities):
        target.capabilities.require(capability)


def sorts(members):
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
    }
    return [capability for capability, needed in wanted.items() if needed]


def asked(target, members, **more):
    return target.chat(**{target.limit_name: ROOM} | members | more)


def elicited(target, members, **more):
    """The first answer that calls, by the strongest forcing first; else the last one."""
    by_name = [naming(members["tools"][0])] if len(members["tools"]) == 1 else []
    for choice in (*by_name, "required", "auto"):
        exchange = asked(target, members, tool_choice=choice, **more)
        if A_CALL.search(exchange.body):
            break
    return exchange


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
def small_talk(target, bare):
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
def form_filled(target, named_call, variant):
    """A call whose arguments have a schema of some sort."""
    prepared(target, named_call, variant)
    return asked(target, variant)


@conversation("reply", STRICT_FORMS)
def strict_form_filled(target, named_call, variant):
    """A call whose arguments are promised to satisfy their schema."""
    prepared(target, named_call, variant)
    return asked(target, variant)


@conversation("stream", STREAM_OFFERS)
def offer_stream(target, bare, variant):
    prepared(target, bare, variant, "chat-stream")
    return asked(target, variant, stream=True)


@conversation("stream", CALLED)
def called_stream(target, bare, variant):
    prepared(target, bare, variant, "chat-stream")
    return elicited(target, variant, stream=True)


@conversation("stream", STRICT_FORMS)
def strict_stream(target, named_call, variant):
    prepared(target, named_call, variant, "chat-stream")
    return asked(target, variant, stream=True)


# --- going on ----------------------------------------------------------------------------------------


def results(said):
    """A result for each call of a message."""
    return [{"role": "tool", "tool_call_id": call["id"], "content": "It is 18 degrees."} for call in said["tool_calls"]]


def message_of(reply):
    """The message of an answer that calls; one that is wrong in itself says nothing of what may be sent."""
    if wrong := reply.problems("/choices/*/message/**"):
        raise NotEstablished(f"the message itself is wrong: expected {wrong[0].expected}, found {wrong[0].observed}")
    found = reply.at("choices", 0, "message")
    if not found.get("tool_calls"):
        raise NotEstablished("no tool was called")
    return found


def gone_on(target, said, **more):
    """The next request of a client: its question, the calls, and their results."""
    messages = [*ASK, said, *results(said)]
    members = ONE | {"messages": messages, target.limit_name: ROOM}
    return target.provoke(CHAT, target.chat_body(**members, **more))


CONTENTS = {"as-it-came": {}, "empty-content": {"content": ""}}


@conversation("reply", CONTENTS)
def answered(target, bare, variant):
    """The answer to the results of the calls that the server itself made."""
    prepared(target, bare, ONE)
    said = message_of(Reply(elicited(target, ONE)))
    return gone_on(target, said | variant)


@conversation("stream", CONTENTS)
def answered_stream(target, bare, variant):
    """The same as clients do it that stream: the message is put together from its deltas."""
    prepared(target, bare, ONE, "chat-stream")
    said = message(Stream(elicited(target, ONE, stream=True)))
    return gone_on(target, said | variant, stream=True)


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


def call(id, tool, **said):
    kind = tool["type"]
    return {"id": id, "type": kind, kind: {"name": tool[kind]["name"], **said}}


PARIS, OSLO = '{"city": "Paris"}', '{"city": "Oslo"}'
FIRST, SECOND = call("call_1", WEATHER, arguments=PARIS), call("call_2", WEATHER, arguments=OSLO)
RESULT = {"role": "tool", "tool_call_id": "call_1", "content": "18 degrees"}
OTHER = {"role": "tool", "tool_call_id": "call_2", "content": "4 degrees"}
ASSISTANT = {"role": "assistant", "content": None, "tool_calls": [FIRST]}
CALLING_BOTH = ASSISTANT | {"tool_calls": [FIRST, SECOND]}
IN_PARTS = RESULT | {"content": [{"type": "text", "text": "18 degrees"}]}
HISTORIES = {
    "one-result": [*ASK, ASSISTANT, RESULT],
    "no-content": [*ASK, {"role": "assistant", "tool_calls": [FIRST]}, RESULT],
    "content-beside": [*ASK, ASSISTANT | {"content": "I will look it up."}, RESULT],
    "several-results": [*ASK, CALLING_BOTH, RESULT, OTHER],
    "results-in-any-order": [*ASK, CALLING_BOTH, OTHER, RESULT],
    "result-in-parts": [*ASK, ASSISTANT, IN_PARTS],
    "empty-result": [*ASK, ASSISTANT, RESULT | {"content": ""}],
    "question-after": [*ASK, ASSISTANT, RESULT, {"role": "assistant", "content": "18 degrees."}, user("Thank you.")],
}


@conversation("reply", HISTORIES)
def history(target, bare, variant):
    """Calls and their results as history, in one legal shape each."""
    prepared(target, bare, ONE)
    return asked(target, ONE, messages=variant)


# --- a call cut short ----------------------------------------------------------------------------------

ESSAY = function("publish", "Publishes an essay.", text={"type": "string", "description": "Three hundred words."})


@conversation("reply")
def cut_call(target, bare):
    """A call whose arguments are longer than the limit."""
    prepared(target, bare, ONE)
    essay = {"tools": [ESSAY], "messages": [user("Publish an essay about the sea, three hundred words long.")]}
    return target.chat(**essay, tool_choice=naming(ESSAY), **{target.limit_name: 4})


# --- other sorts of tools ------------------------------------------------------------------------------

WRITE_IT_DOWN = [user("Write it down: the sea is calm.")]
CUSTOMS = {
    "text": {"tools": [CUSTOM], "messages": WRITE_IT_DOWN, "tool_choice": naming(CUSTOM)},
    "grammar": {"tools": [GRAMMAR], "messages": [user("Set the year to 1984.")], "tool_choice": naming(GRAMMAR)},
}


@conversation("reply", CUSTOMS)
def custom_call(target, bare, variant):
    prepared(target, bare, variant)
    return asked(target, variant)


@conversation("stream")
def custom_stream(target, bare):
    prepared(target, bare, CUSTOMS["text"], "chat-stream")
    return asked(target, CUSTOMS["text"], stream=True)


LEGACY = {"functions": [WEATHER["function"]], "messages": ASK}
LEGACIES = {
    "auto": LEGACY | {"function_call": "auto"},
    "named": LEGACY | {"function_call": {"name": "get_weather"}},
}


@conversation("reply", LEGACIES)
def legacy_call(target, bare, variant):
    prepared(target, bare, variant)
    return asked(target, variant)


@conversation("stream")
def legacy_stream(target, bare):
    prepared(target, bare, LEGACY, "chat-stream")
    return asked(target, LEGACIES["named"], stream=True)


# --- what must be refused ------------------------------------------------------------------------------


def with_tool(**changes):
    """A body whose one function is another."""
    return having(tools=[{"type": "function", "function": WEATHER["function"] | changes}])


def without_tools(choice):
    """A body that offers nothing, and forces it."""
    return lambda body: {name: value for name, value in body.items() if name != "tools"} | {"tool_choice": choice}


OPEN = {"type": "object", "properties": {"city": TEXT}}
NAMELESS = {name: value for name, value in WEATHER["function"].items() if name != "name"}
UNMADE = (
    Case("result-without-id", saying(*ASK, ASSISTANT, {"role": "tool", "content": "18 degrees"})),
    Case("shape-of-tools", having(tools={"get_weather": WEATHER})),
    Case("shape-of-choice", having(tool_choice="sometimes")),
    Case("shape-without-function", having(tools=[{"type": "function"}])),
    Case("shape-without-name", having(tools=[{"type": "function", "function": NAMELESS}])),
    Case("shape-of-no-kind", having(tools=[{"type": "gadget", "gadget": {"name": "get_weather"}}])),
    Case("shape-of-strict", with_tool(strict="yes")),
    Case("shape-of-parameters", with_tool(parameters="a city")),
)
UNMEANT = (
    Case("result-of-nothing", saying(*ASK, RESULT)),
    Case("result-of-another", saying(*ASK, ASSISTANT, OTHER)),
    Case("call-without-result", saying(*ASK, ASSISTANT, user("And?"))),
    Case("choice-of-another", having(tool_choice=naming(TIME))),
    Case("choice-required-of-none", without_tools("required")),
    Case("choice-named-of-none", without_tools(naming(WEATHER))),
    Case("tool-misnamed", with_tool(name="get the weather")),
    Case("tool-of-text", with_tool(parameters={"type": "string"})),
    Case("tool-strict-but-open", with_tool(strict=True, parameters=OPEN), needs=("tools-strict",)),
)
STREAMED = ("result-of-nothing", "choice-of-another", "shape-of-tools")
REFUSED = cases(*UNMADE, *UNMEANT, *(each.streamed() for each in (*UNMADE, *UNMEANT) if each.name in STREAMED))
# What servers disagree about.
DISPUTED = cases(
    Case("no-tools", having(tools=[])),
    Case("one-name-for-two", having(tools=[WEATHER, WEATHER])),
)


@conversation("refusal", REFUSED)
def refused_tools(target, bare, variant):
    return misused(target, bare, variant)


@conversation("refusal", DISPUTED)
def disputed_tools(target, bare, variant):
    return misused(target, bare, variant)


def misused(target, bare, case):
    """A case whose valid twin offers a tool."""
    prepared(target, bare, ONE)
    return spoiled(target, bare, replace(case, members=ONE | case.members))

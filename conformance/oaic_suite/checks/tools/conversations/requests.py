"""Tools, and the requests that offer them."""

ROOM = 256  # tokens: enough for the arguments of two calls


def function(name, description, strict=None, **properties):
    parameters = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    definition = {"name": name, "description": description, "parameters": parameters}
    return {"type": "function", "function": definition if strict is None else definition | {"strict": strict}}


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
NULL_STRICT = {"type": "function", "function": WEATHER["function"] | {"strict": None}}
PING = {"type": "function", "function": {"name": "ping", "description": "Checks that the line is open."}}
EMPTY = function("ping", "Checks that the line is open.")  # with parameters, and none among them
ASK_TO_PING = [user("Is the line open? Use the ping tool.")]
ASK = [user("What is the weather in Paris? Use the tool.")]
ASK_BOTH = [user("What is the weather in Paris, and what is the time in Tokyo? Use both tools at once.")]
ASK_TWICE = [user("What is the weather in Paris, and what is the weather in Oslo? Use the tool for both at once.")]
ASK_NOTHING = [user("Say hello.")]
IN_JSON = [user("What is the weather in Paris? Use the tool, or answer in JSON.")]
CHAT_ONLY = [user("Say hello. Do not use any tool.")]

ONE = {"tools": [WEATHER], "messages": ASK}
TWO = {"tools": [WEATHER, TIME], "messages": ASK}
BOTH = {"tools": [WEATHER, TIME], "messages": ASK_BOTH}
OFFERS = {
    "plain": ONE,
    "auto": ONE | {"tool_choice": "auto"},
    "none": ONE | {"tool_choice": "none"},
    "required": ONE | {"tool_choice": "required", "messages": ASK_NOTHING},  # what no model calls a tool for by itself
    "named": TWO | {"tool_choice": naming(TIME)},  # not the one that the question asks for
    "parallel": BOTH | {"parallel_tool_calls": True},
    "serial": BOTH | {"parallel_tool_calls": False, "tool_choice": "required"},
    "strict": {"tools": [STRICT], "messages": ASK},
    "unstrict": {"tools": [function("get_weather", "The weather.", False, city=CITY)], "messages": ASK},
    "null-strict": {"tools": [NULL_STRICT], "messages": ASK},
    "bare": {"tools": [PING], "messages": ASK_TO_PING},
    "no-parameters": {"tools": [EMPTY], "messages": ASK_TO_PING},
    "allowed": TWO | {"tool_choice": allowing("required", TIME)},
}
AS_JSON = {"messages": IN_JSON, "response_format": {"type": "json_object"}}
STREAM_OFFERS = {name: OFFERS[name] for name in ("auto", "none", "required", "named", "serial")}
FREE = {name: OFFERS[name] for name in ("plain", "auto")}
CALLED = {
    "one": ONE,
    "several": BOTH,
    "twice": {"tools": [WEATHER], "messages": ASK_TWICE, "parallel_tool_calls": True},
    "no-parameters": OFFERS["no-parameters"],
}
STREAM_CALLED = CALLED | {"two-choices": ONE | {"n": 2}}  # ids are of one message
CALLING = ONE | {"max_tokens": ROOM}  # one of the shapes in which all of chat is asked

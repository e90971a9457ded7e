"""Requests for a response, one of each kind that clients make."""

from __future__ import annotations

CITY = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "unit": {"enum": ["C", "F"]}},
    "required": ["city", "unit"],
    "additionalProperties": False,
}
WEATHER = {"type": "function", "name": "get_weather", "description": "The weather.", "parameters": CITY, "strict": True}
TIME = {"type": "function", "name": "get_time", "parameters": {"type": "object", "properties": {}}}
NOTE = {"type": "custom", "name": "jot"}
CODE = {"type": "custom", "name": "number", "format": {"type": "grammar", "syntax": "regex", "definition": "[0-9]{4}"}}
LARK = {"type": "grammar", "syntax": "lark", "definition": 'start: "a"'}
PATCH = {"type": "custom", "name": "apply_patch", "format": LARK}
BIRDS = {"type": "namespace", "name": "mcp__birds", "description": "Birds.", "tools": [TIME | {"name": "find_bird"}]}
SEARCH = {"type": "web_search", "external_web_access": False}
HOSTED = [
    SEARCH,
    {"type": "mcp", "server_label": "deepwiki", "server_url": "https://mcp.example/mcp", "require_approval": "never"},
    {"type": "tool_search", "execution": "client", "description": "Tools.", "parameters": {"type": "object"}},
]
FORMAT = {"type": "json_schema", "name": "place", "schema": CITY, "strict": True}
LONG = "There was once a parrot that said everything twice, and twice again, until nobody listened any more."

KINDS = {
    "plain": {},
    "instructions": {"instructions": "Be brief."},
    "thought": {"reasoning": {"effort": "low"}},
    "thought, summed up and sealed": {
        "reasoning": {"effort": "high", "summary": "auto"},
        "include": ["reasoning.encrypted_content"],
        "store": False,
    },
    "logprobs": {"include": ["message.output_text.logprobs"], "top_logprobs": 2},
    "without padding": {"stream_options": {"include_obfuscation": False}, "stream": True},
    "a call": {"input": "The weather?", "tools": [WEATHER]},
    "calls side by side": {"input": "The weather and the time? Jot it down.", "tools": [WEATHER, TIME, NOTE]},
    "a call of a namespace": {"input": "Find me a bird.", "tools": [WEATHER, BIRDS]},
    "a call by a grammar": {"tools": [CODE], "tool_choice": {"type": "custom", "name": "number"}},
    "a grammar that is not spoken here": {"input": "Apply the patch to the weather.", "tools": [PATCH, WEATHER]},
    "a forced call": {"tools": [WEATHER, TIME], "tool_choice": {"type": "function", "name": "get_time"}},
    "a search": {"input": "Search for parrots.", "tools": HOSTED},
    "tools nobody calls": {"tools": HOSTED, "tool_choice": "auto"},
    "a tool nobody knows": {"tools": [{"type": "squawk", "loud": True}]},
    "JSON": {"text": {"format": {"type": "json_object"}}},
    "JSON by a schema": {"text": {"format": FORMAT, "verbosity": "low"}},
    "a refusal": {"input": "Please refuse to answer.", "text": {"format": FORMAT}},
    "cut": {"input": LONG, "max_output_tokens": 16},
    "a call that is cut": {"input": LONG, "tools": [NOTE], "tool_choice": "required", "max_output_tokens": 16},
    "compacted": {"input": [{"role": "user", "content": "Hello"}, {"type": "compaction_trigger"}]},
    "failed": {"input": "Please fail to answer."},
    "empty": {"input": []},
    "every label": {
        "metadata": {"colour": "green"},
        "safety_identifier": "s" * 128,
        "prompt_cache_key": "k",
        "user": "u",
        "service_tier": "priority",
        "client_metadata": {"session": "1"},
        "temperature": 0.5,
        "top_p": 0.5,
        "truncation": "auto",
        "parallel_tool_calls": False,
        "max_tool_calls": 3,
    },
}

# What clients were seen to send back as the conversation so far.
CALL = {"type": "function_call", "call_id": "call_1", "name": "get_weather", "arguments": "{}"}
RESULT = {"type": "function_call_output", "call_id": "call_1", "output": "Sunny"}
HISTORIES = {
    "a text": "Hello",
    "messages without a type": [{"role": "user", "content": "Hello"}],
    "messages in parts": [{"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hello"}]}],
    "developers anywhere": [
        {"role": "developer", "content": "Be brief."},
        {"role": "user", "content": "Hello"},
        {"role": "system", "content": "Be briefer."},
    ],
    "an answer without an id": [
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": [{"type": "output_text", "text": "Hi"}]},
        {"role": "user", "content": "Hello"},
    ],
    "a thought with nulls": [
        {"role": "user", "content": "Hi"},
        {"type": "reasoning", "summary": [], "content": None, "encrypted_content": None},
        {"type": "message", "role": "assistant", "content": "Hi", "id": "msg_1", "status": "completed", "phase": None},
        {"role": "user", "content": "Hello"},
    ],
    "a custom call": [
        {"role": "user", "content": "Hello"},
        {"type": "custom_tool_call", "call_id": "call_2", "name": "jot", "input": "x", "id": "ctc_1"},
        {"type": "custom_tool_call_output", "call_id": "call_2", "output": [{"type": "input_text", "text": "Done"}]},
        {"role": "user", "content": "Hello"},
    ],
    "what the server did itself": [
        {"type": "web_search_call", "id": "ws_1", "status": "completed", "action": {"type": "search", "query": "x"}},
        {"type": "agent_message", "author": "a", "recipient": "b", "content": "c"},
        {"type": "tool_search_call", "call_id": "call_3", "execution": "client", "arguments": {}},
        {"type": "tool_search_output", "call_id": "call_3", "execution": "client", "tools": [TIME]},
        {"role": "user", "content": "Hello"},
    ],
}

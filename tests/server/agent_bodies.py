"""What agents were seen to ask for a response, written down again in short: docs/agents.md says by which versions."""

from __future__ import annotations

from response_bodies import BIRDS, PATCH, SEARCH, TIME, WEATHER


def message(role, text, **members):
    return {"type": "message", "role": role, "content": [{"type": "input_text", "text": text}], **members}


def noted(kind, item):
    """An item with what Codex notes on it where it takes its provider for OpenAI."""
    notes = {"turn_id": "01a2", "create_time": 1795836146.04, "content_item_kinds": [kind]}
    return item | {"internal_chat_message_metadata_passthrough": notes}


CODEX = {
    "tool_choice": "auto",
    "parallel_tool_calls": True,
    "reasoning": {"summary": "auto"},
    "store": False,
    "include": ["reasoning.encrypted_content"],
    "prompt_cache_key": "01a2",
    "client_metadata": {"session_id": "01a2", "x-codex-window-id": "01a2:0", "x-codex-turn-metadata": "{}"},
}
SAID = [
    message("developer", "You are a coding agent.", id="msg_1"),
    message("user", "<environment_context>", id="msg_2"),
    message("user", "The weather?", id="msg_3"),
]
CALLED = {
    "type": "function_call",
    "status": "completed",
    "id": "fc_1",
    "name": "get_weather",
    "arguments": "{}",
    "call_id": "call_1",
}
ANSWERED = {"type": "function_call_output", "id": "fco_1", "call_id": "call_1", "output": "Sunny"}
THOUGHT = {"type": "reasoning", "id": "rs_1", "summary": [], "content": None, "encrypted_content": "c2VhbGVk"}
RAN = {"type": "custom_tool_call", "status": "completed", "call_id": "call_2", "name": "exec", "input": "text(1)"}
RUN = {"type": "custom_tool_call_output", "call_id": "call_2", "output": [{"type": "input_text", "text": "1"}]}
EXEC = {"type": "namespace", "name": "functions", "description": "", "tools": [PATCH | {"name": "exec"}]}
DRAFT_7 = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "properties": {"people": {"type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991}},
    "required": ["people"],
    "additionalProperties": False,
}
STRICT = WEATHER | {"name": "final_result", "description": "The final response which ends this conversation"}

AGENTS = {
    "Codex, to a provider of one's own": {
        **CODEX,
        "input": [*SAID, CALLED, ANSWERED],
        "tools": [WEATHER | {"strict": False}, BIRDS, {"type": "web_search", "external_web_access": True}],
    },
    "Codex, to what it takes for OpenAI": {
        **CODEX,
        "input": [
            noted("model.base_instructions", SAID[0]),
            noted("user.text", SAID[2]),
            noted("tool", THOUGHT),
            noted("tool", CALLED),
            noted("tool", ANSWERED),
        ],
        "tools": [WEATHER | {"strict": False}],
    },
    "Codex, with a model that writes programs": {
        **CODEX,
        "parallel_tool_calls": False,
        "reasoning": {"effort": "low", "context": "all_turns"},
        "text": {"verbosity": "low"},
        "input": [
            {"type": "additional_tools", "role": "developer", "tools": [EXEC, BIRDS]},
            *SAID,
            THOUGHT,
            RAN,
            RUN,
        ],
    },
    "Codex, compacting": {
        **CODEX,
        "parallel_tool_calls": False,
        "tools": [],
        "input": [*SAID, message("user", "Sum up.")],
    },
    "Codex, wanting JSON": {
        **CODEX,
        "input": SAID,
        "text": {"format": {"type": "json_schema", "strict": True, "schema": DRAFT_7, "name": "codex_output_schema"}},
    },
    "OpenAI Agents SDK": {
        "instructions": "Be brief.",
        "include": [],
        "reasoning": {"effort": "none"},
        "text": {"verbosity": "low"},
        "input": [{"content": "The weather?", "role": "user"}, CALLED, ANSWERED | {"id": None}],
        "tools": [WEATHER],
    },
    "AI SDK": {
        "input": [
            {"role": "developer", "content": "Be brief."},
            {"role": "user", "content": [{"type": "input_text", "text": "The weather?"}]},
            {"type": "reasoning", "id": "rs_1", "encrypted_content": "c2VhbGVk", "summary": []},
            {"type": "function_call", "call_id": "call_1", "name": "get_weather", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "call_1", "output": "Sunny"},
        ],
        "store": False,
        "include": ["reasoning.encrypted_content", "web_search_call.action.sources"],
        "tools": [WEATHER | {"strict": False}, SEARCH],
        "tool_choice": "auto",
    },
    "AI SDK, wanting JSON": {
        "input": [{"role": "user", "content": [{"type": "input_text", "text": "A place"}]}],
        "text": {"format": {"type": "json_schema", "strict": True, "name": "response", "schema": DRAFT_7}},
    },
    "pydantic-ai, wanting JSON": {
        "instructions": "Be brief.",
        "input": [{"role": "user", "content": "A place"}],
        "tools": [TIME | {"strict": False}, STRICT],
        "tool_choice": "required",
    },
    "LangChain": {
        "input": [
            {"content": "Be brief.", "role": "system", "type": "message"},
            {"content": "The weather?", "role": "user", "type": "message"},
            {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "c2VhbGVk"},
            {name: CALLED[name] for name in CALLED if name != "status"},
            {"type": "function_call_output", "output": "Sunny", "call_id": "call_1"},
        ],
        "tools": [{name: WEATHER[name] for name in ("type", "name", "description", "parameters")}],
        "include": ["reasoning.encrypted_content"],
        "store": False,
    },
    "llm": {
        "input": [
            {"role": "user", "content": "Hi"},
            {"role": "assistant", "content": "Hi"},
            {"role": "user", "content": "Hello"},
        ],
        "reasoning": {"summary": "auto"},
        "include": ["reasoning.encrypted_content"],
        "store": False,
    },
}

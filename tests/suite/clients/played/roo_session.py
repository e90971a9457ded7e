"""Roo in a terminal, on chats: its extension, with whom its own command line talks."""

import json

from turns import bidden, hold, turn

# The parrot takes up what Roo tells it besides, such as its mode: only what it is bidden is there to be called.
LEFT_OUT = (
    "apply_diff ask_followup_question list_files new_task read_command_output read_file search_files skill "
    "switch_mode update_todo_list write_to_file"
)
OPTIONS = ("-p", "--provider", "openai-native", "--ephemeral", "--oneshot", "--exit-on-error")


def command(folder, base_url, api_key, model):
    own = {"apiProvider": "openai", "openAiBaseUrl": base_url, "openAiApiKey": api_key, "openAiModelId": model}
    settings = own | {"todoListEnabled": False, "disabledTools": LEFT_OUT.split()}
    start = ["env", f"ROO_SETTINGS={json.dumps(settings)}", "roo"]
    return [*start, *OPTIONS, "--output-format", "stream-json"]


def told(printed):
    lines = [line for line in printed.splitlines() if line.startswith("{")]
    return [json.loads(line) for line in lines]


def completed(printed):
    """What the call that ends a session said; or the error."""
    return [each["content"] for each in told(printed) if each["type"] in ("result", "error")]


def used(printed):
    """Which tools were used, whether there was a text in between, and whether it came to an end."""
    events = told(printed)
    tools = [each["tool_use"] for each in events if each["type"] == "tool_use"]
    ends = [each["success"] for each in events if each["type"] == "result"]
    return {"tools": tools, "text": any(each["type"] == "assistant" for each in events), "ends": ends}


ANSWERED = bidden("attempt_completion", {"result": "Hello there"})
WORKED = bidden("execute_command", {"command": "echo one > book", "cwd": ".", "timeout": 30})
hold(
    {
        "streamed": turn(command, completed, ANSWERED),
        "tools streamed": turn(command, used, WORKED),
        "refused": turn(command, completed, ANSWERED, "no-such-model", fails=True),
    }
)

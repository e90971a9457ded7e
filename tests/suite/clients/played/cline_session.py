"""Cline in a terminal, on chats."""

import json

from turns import COPY, WRITE, bidden, doings, hold


def command(folder, base_url, api_key, model):
    own = {"provider": "openai-compatible", "apiKey": api_key, "model": model, "baseUrl": base_url}
    known = {"settings": own, "updatedAt": "2026-01-01T00:00:00.000Z", "tokenSource": "manual"}
    chosen = {"version": 1, "lastUsedProvider": "openai-compatible", "modes": {}}
    settings = folder / "data" / "settings"
    settings.mkdir(parents=True)
    (settings / "providers.json").write_text(json.dumps(chosen | {"providers": {"openai-compatible": known}}))
    return ["cline", "--data-dir", str(folder / "data"), "--json"]


def said(printed):
    """What it comes to: the last word, how often it asked, and what it counted."""
    ends = [told for line in printed.splitlines() if (told := json.loads(line))["type"] == "run_result"]
    return {
        "text": ends[-1]["text"],
        "reason": ends[-1]["finishReason"],
        "turns": ends[-1]["iterations"],
        "tokens": ends[-1]["usage"]["outputTokens"],
    }


hold(doings(command, said, bidden("run_commands", {"commands": [WRITE]}, {"commands": [COPY]})))

"""Continue in a terminal, on chats."""

import json

from turns import COPY, WRITE, bidden, doings, hold


def command(folder, base_url, api_key, model):
    own = {"name": "own", "provider": "openai", "model": model, "apiBase": base_url, "apiKey": api_key}
    config = {"name": "own", "version": "1.0.0", "schema": "v1", "models": [own | {"roles": ["chat"]}]}
    (folder / "config.yaml").write_text(json.dumps(config))
    return ["cn", "-p", "--auto", "--config", "config.yaml"]


hold(doings(command, str.strip, bidden("Bash", {"command": WRITE}, {"command": COPY})))

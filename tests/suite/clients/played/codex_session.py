"""Codex CLI: a turn that says something, and a session that works; each in a home and a folder of its own."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playing import WORDS, played

PROVIDER = (
    "model_provider=own",
    "model_providers.own.name=own",
    "model_providers.own.wire_api=responses",
    "model_providers.own.env_key=OPENAI_API_KEY",
    "model_providers.own.request_max_retries=1",
    "model_providers.own.stream_max_retries=1",
)
WRITE, COPY = '{"cmd": "echo one > page"}', '{"cmd": "cat page page > book"}'
STEPS = f"exec_command {WRITE} then exec_command {COPY}"
SECONDS = 60


class TurnFailed(Exception):
    pass


def turn(words):
    def done(base_url, api_key):
        with tempfile.TemporaryDirectory() as folder:
            options = [
                word for line in (*PROVIDER, f"model_providers.own.base_url={base_url}") for word in ("-c", line)
            ]
            command = ["codex", "exec", "--skip-git-repo-check", "--sandbox", "danger-full-access", *options]
            environment = {"PATH": os.environ["PATH"], "HOME": folder, "OPENAI_API_KEY": api_key}
            ended = subprocess.run(
                [*command, "-m", "parrot-1", words],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=SECONDS,
            )
            if ended.returncode:
                raise TurnFailed(ended.returncode)
            book = Path(folder, "book")
            said = ended.stdout.strip() if words == WORDS else "says" in ended.stdout
            return {"said": said, "book": book.read_text() if book.exists() else None}

    return done


DOINGS = {"streamed": turn(WORDS), "tools streamed": turn(STEPS)}
for line in sys.stdin:
    print(json.dumps(played(json.loads(line), DOINGS, TurnFailed)), flush=True)

"""Agents in a terminal: a turn that says something, a session that works, a model that there is not.

Each has a home and a folder of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playing import WORDS, played

WRITE, COPY = "echo one > page", "cat page page > book"


class TurnFailed(Exception):
    pass


def turn(command, said, words, model="parrot-1", fails=False):
    """`command` makes a command line, in a folder; `said` reads what it printed."""

    def done(base_url, api_key):
        with tempfile.TemporaryDirectory() as folder:
            ended = subprocess.run(
                [*command(Path(folder), base_url, api_key, model), words],
                cwd=folder,
                env={"PATH": os.environ["PATH"], "HOME": folder, "OPENAI_API_KEY": api_key},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
            )
            if fails:
                return {"said": said(ended.stdout or ended.stderr), "failed": ended.returncode != 0}
            if ended.returncode:
                raise TurnFailed(ended.returncode)
            book = Path(folder, "book")
            return {"said": said(ended.stdout), "book": book.read_text() if book.exists() else None}

    return done


def hold(doings):
    for line in sys.stdin:
        print(json.dumps(played(json.loads(line), doings, TurnFailed)), flush=True)


def bidden(tool, *arguments):
    """The words that make the parrot call a tool with these, one after the other."""
    return " then ".join(f"{tool} {json.dumps(each)}" for each in arguments)


def doings(command, said, steps):
    return {
        "streamed": turn(command, said, WORDS),
        "tools streamed": turn(command, said, steps),
        "refused": turn(command, said, WORDS, "no-such-model", fails=True),
    }

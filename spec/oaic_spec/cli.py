"""The `oaic` command: finds a verb, loads the room that owns it, and nothing else."""

from __future__ import annotations

import argparse
import os
import select
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import NoReturn, TextIO

USAGE_ERROR = 4
UNREAD = 128 + 13  # what a shell says of a command that SIGPIPE ended


class Parser(argparse.ArgumentParser):
    """Reads the words after a verb; exits with our code for bad usage."""

    def error(self, message: str) -> NoReturn:
        self.refuse(f"{message}; see {self.prog} --help")

    def refuse(self, message: str) -> NoReturn:
        """For what is spelt as it should be, and cannot be done."""
        self.exit(USAGE_ERROR, f"{self.prog}: {message}\n")


def main(argv: list[str] | None = None) -> int:
    return while_read(run, sys.argv[1:] if argv is None else argv)


def run(arguments: list[str]) -> int:
    verbs = {entry.name: entry for entry in entry_points(group="oaic.commands")}
    verb = arguments[0] if arguments else "--help"
    if verb in ("-h", "--help"):
        print(usage(sorted(verbs)))
        return 0
    if verb not in verbs:
        print(f"oaic: there is no verb {verb!r}\n\n{usage(sorted(verbs))}", file=sys.stderr)
        return USAGE_ERROR
    return int(verbs[verb].load()(arguments[1:]))


def usage(verbs: list[str]) -> str:
    listed = "\n".join(f"  oaic {verb}" for verb in verbs)
    return f"usage: oaic VERB [options]; `oaic VERB --help` lists its options\n\n{listed}"


# --- a reader that leaves, as `head` does ------------------------------------------------------------


def while_read(verb: Callable[[list[str]], int], arguments: list[str]) -> int:
    """Runs a verb, which ends without a word where nobody reads what it prints any more."""
    try:
        try:
            return verb(arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        left = [stream for stream in (sys.stdout, sys.stderr) if is_unread(stream)]
        if not left:
            raise
        for stream in left:
            discard(stream)
        return UNREAD


def is_unread(stream: TextIO) -> bool:
    """Whether the other end of a pipe is closed."""
    watch = select.poll()
    watch.register(stream, 0)  # an error is told though nothing is asked about
    return bool(watch.poll(0))


def discard(stream: TextIO) -> None:
    """Python flushes once more at exit: what is still in hand goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

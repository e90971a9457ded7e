"""The `oaic` command: finds a verb, loads the room that owns it, and nothing else."""

from __future__ import annotations

import argparse
import os
import re
import select
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, entry_points, version
from typing import Any, NoReturn, TextIO

from oaic_spec.meant import meant

USAGE_ERROR = 4
NOTHING_SELECTED = 5
OPTION = re.compile(r"--|-\w$")
UNREAD = 128 + 13  # what a shell says of a command that SIGPIPE ended
DISTRIBUTION = "openai-conformance"

FOR_USERS = {
    "certify": "judge a server, and write a report",
    "lint": "judge traffic that was recorded: HAR, cassettes, logs; and ask nobody",
    "report": "tell a finished run again: HTML, JUnit, Markdown, badge, text",
    "compare": "what changed between two runs, or who of many fails what",
    "equivalence": "where two servers of one model answer the same differently",
    "baseline": "write down the failures of a run as known",
    "explain": "what a requirement means, who breaks without it, and how to mend it",
    "requirements": "list what is judged",
    "clients": "list the clients that a server can be judged for, and what they need",
    "settings": "print the JSON Schema of conformance.toml",
    "serve": "run the reference server, sound or broken on purpose",
    "faults": "list the ways to break it",
    "witness": "judge a client, in any language: oaic witness -- COMMAND",
}
FOR_AUTHORS = {
    "rejudge": "judge the exchanges of finished runs again",
    "selftest": "show that every requirement meets a fault that fails it",
    "drift": "compare the contract with the SDK, or with another description",
    "node": "fetch the Node packages that witnesses need",
}
START = """Judges servers that claim to speak OpenAI's HTTP API.

  oaic certify http://localhost:8000/v1     begin here, with your server's address
  oaic certify                              or see it judge the reference server
"""


class Parser(argparse.ArgumentParser):
    """Reads the words after a verb; exits with our code for bad usage."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False} | options)

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        found, unknown = self.parse_known_args(args, namespace)
        if unknown:
            self.error(self.complaint(unknown))
        return found

    def complaint(self, unknown: Sequence[str]) -> str:
        """By the names of options: a value may be a key that was meant for another one."""
        names = [word.partition("=")[0] for word in unknown if OPTION.match(word)]
        if not names:
            return "an argument too many" if len(unknown) == 1 else f"{len(unknown)} arguments too many"
        return f"unrecognized arguments: {' '.join(names)}{meant(names[0], self._option_string_actions)}"

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
    if verb in ("-h", "--help", "help"):
        print(usage(sorted(verbs)))
        return 0
    if verb in ("-V", "--version"):
        print(f"oaic {installed_version()}")
        return 0
    if verb not in verbs:
        there = meant(verb, [*verbs, "--help", "--version"]) or "; `oaic` lists them"
        print(f"oaic: there is no verb {verb!r}{there}", file=sys.stderr)
        return USAGE_ERROR
    return int(verbs[verb].load()(arguments[1:]))


def installed_version() -> str:
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "of a checkout that is not installed"


def usage(verbs: Sequence[str]) -> str:
    others = {verb: "" for verb in verbs if verb not in FOR_USERS | FOR_AUTHORS}
    return "\n".join(
        [
            START,
            *lines({verb: told for verb, told in FOR_USERS.items() if verb in verbs} | others),
            "",
            "for those who work on the suite itself:",
            *lines({verb: told for verb, told in FOR_AUTHORS.items() if verb in verbs}),
            "",
            "`oaic VERB --help` lists the options of a verb; `oaic --version`",
        ]
    )


def lines(told: Mapping[str, str]) -> list[str]:
    return [f"  {verb:<14}{line}".rstrip() for verb, line in told.items()]


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

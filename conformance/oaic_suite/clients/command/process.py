"""A client that is a command: a scenario to it as a line of JSON, what it got as a line of JSON back.

It may answer one line after the other, or end after each: then it is started anew. It is bounded in time and in what
it prints, and whatever it started ends with it, as long as that stays in its process group.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast

from oaic_suite.evidence.readers.strict_json import parse

Json = dict[str, Any]
MOST = 2**20  # bytes that it may print about one scenario
BEGINNING = 60.0  # seconds more for the first answer of a process: it reads its libraries
TAIL = 2**10  # bytes of what it says on standard error that are kept
PIECE = 2**16
ANSWERS = ("gave", "told", "raised", "cannot")
MEANT = tuple(f'{{"{word}"'.encode() for word in ANSWERS)
ENDED, HUNG = "ended", "hung"  # what is said of a command that does not answer


class NoCommand(Exception):
    """The command cannot be started; says why."""


@dataclass
class Command:
    words: Sequence[str]
    environment: Mapping[str, str]
    _running: Running | None = None

    def ask(self, scenario: Json, seconds: float) -> Json:
        """What the command answers, or that it ended or hung; one that had answered before may have ended since."""
        told = self._asked(scenario, seconds)
        return told if told is not None else self._asked(scenario, seconds) or {ENDED: "without a word"}

    def _asked(self, scenario: Json, seconds: float) -> Json | None:
        running = self._running or Running.start(self.words, self.environment)
        self._running = running
        told = running.ask(scenario, seconds + (0 if running.answered else BEGINNING))
        if ENDED in told or HUNG in told:
            self.end()
        return None if ENDED in told and running.answered else told

    def end(self) -> None:
        if self._running is not None:
            self._running.end()
            self._running = None


@dataclass
class Running:
    """One process, the leader of a group of its own."""

    process: subprocess.Popen[bytes]
    answered: int = 0  # scenarios
    _unread: bytearray = field(default_factory=bytearray)
    _complaint: bytearray = field(default_factory=bytearray)

    @classmethod
    def start(cls, words: Sequence[str], environment: Mapping[str, str]) -> Running:
        pipe = subprocess.PIPE
        try:
            process = subprocess.Popen(
                words, stdin=pipe, stdout=pipe, stderr=pipe, env=dict(environment), start_new_session=True
            )
        except OSError as error:
            raise NoCommand(f"{words[0]} cannot be started: {error.strerror or error}") from None
        for stream in (process.stdout, process.stderr):
            os.set_blocking(cast(Any, stream).fileno(), False)
        return cls(process)

    def ask(self, scenario: Json, seconds: float) -> Json:
        until = time.monotonic() + seconds
        self._unread.clear()
        with suppress(BrokenPipeError):  # it has ended: that shows below
            stdin = cast(Any, self.process.stdin)
            stdin.write(json.dumps(scenario).encode() + b"\n")
            stdin.flush()
        told = self._told(until)
        self.answered += ENDED not in told and HUNG not in told
        return told

    def _told(self, until: float) -> Json:
        printed = 0
        for piece in self._pieces(until):
            printed += len(piece)
            if (answer := self._answer(piece)) is not None:
                return answer
            if printed > MOST:
                return {ENDED: f"after printing more than {MOST} bytes"}
            if not piece:
                return {ENDED: self._how_it_ended(until)}
        return {HUNG: True}

    def _pieces(self, until: float) -> Iterator[bytes]:
        """What it prints, as it comes; the last of it is empty. What it says besides is heard."""
        with selectors.DefaultSelector() as waiting:
            for stream in (self.process.stdout, self.process.stderr):
                waiting.register(cast(Any, stream), selectors.EVENT_READ)
            while (left := until - time.monotonic()) > 0:
                for key, _ in waiting.select(left):
                    piece = os.read(key.fd, PIECE)
                    if key.fileobj is self.process.stdout:
                        yield piece
                    elif piece:
                        self._hear(piece)
                    else:
                        waiting.unregister(key.fileobj)

    def _answer(self, piece: bytes) -> Json | None:
        """The first line that is one; others are what a library prints."""
        *lines, rest = bytes(self._unread + piece).split(b"\n")
        self._unread = bytearray(rest)
        return next((told for line in lines if (told := answer(line)) is not None), None)

    def _hear(self, piece: bytes) -> None:
        self._complaint = (self._complaint + piece)[-TAIL:]

    def _how_it_ended(self, until: float) -> str:
        try:
            code = self.process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            return "its output, and ran on"
        with suppress(BlockingIOError):
            self._hear(os.read(cast(Any, self.process.stderr).fileno(), PIECE))
        said = self._complaint.decode("utf-8", "replace").strip().splitlines()[-1:]
        how = f"by {name_of(-code)}" if code < 0 else f"with {code}"
        return ": ".join([how, *said])

    def end(self) -> None:
        """With all that it started; before it is waited for, so that no other group can have its number."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            with suppress(BrokenPipeError):
                cast(Any, stream).close()
        self.process.wait()


def name_of(number: int) -> str:
    """Of a signal; most of those for programs' own use have none."""
    known = {each.value: each.name for each in signal.Signals}
    return known.get(number, f"signal {number}")


def answer(line: bytes) -> Json | None:
    """A line that is one; what was meant as one and is no JSON, such as NaN, nobody could read."""
    try:
        told = parse(line)
    except ValueError:
        return {"raised": {"class": "an answer that is not JSON"}} if line.startswith(MEANT) else None
    return told if isinstance(told, dict) and any(name in told for name in ANSWERS) else None

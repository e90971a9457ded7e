"""Draws in a process of its own: what the engine takes, a hundred megabytes and more, is not the suite's.

It ends when nobody is left to ask: its standard input is closed then, however we ended.
"""

from __future__ import annotations

import atexit
import functools
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import BinaryIO

from oaic_suite.fuzz import engine
from oaic_suite.fuzz.draw import Draw

Drawn = tuple[Draw, ...]
Question = tuple[str, int, int]  # an operation, how many examples, and a seed
FEW = 200  # examples
LONGEST = 600.0  # seconds of drawing about one operation; thousands of requests take five


class DrawingFailed(RuntimeError):
    """What the engine raised, or that its process is gone."""


def drawn(operation_id: str, examples: int, seed: int) -> Drawn:
    """Every request the engine would send about one operation; where they are few, they are kept for who asks again."""
    return (drawn_before if examples <= FEW else drawn_anew)(operation_id, examples, seed)


@functools.lru_cache(maxsize=4)
def drawn_before(operation_id: str, examples: int, seed: int) -> Drawn:
    return drawn_anew(operation_id, examples, seed)


def drawn_anew(operation_id: str, examples: int, seed: int) -> Drawn:
    process = drawer()
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with ended_late(process):
            pickle.dump((operation_id, examples, seed), process.stdin)
            process.stdin.flush()
            told: Drawn | str = pickle.load(process.stdout)
    except (EOFError, OSError) as error:
        drawer.cache_clear()
        leave(process)
        raise DrawingFailed("the process that draws has ended") from error
    if isinstance(told, str):
        raise DrawingFailed(told)
    return told


@contextmanager
def ended_late(process: subprocess.Popen[bytes]) -> Iterator[None]:
    timer = Timer(LONGEST, kill, [process])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@functools.cache
def drawer() -> subprocess.Popen[bytes]:
    """In a session of its own, so that an interrupt is for us alone."""
    process = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )
    atexit.register(leave, process)
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):  # neither it nor a copy of it is left
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def leave(process: subprocess.Popen[bytes]) -> None:
    kill(process)
    process.wait()
    for pipe in filter(None, (process.stdin, process.stdout)):
        with suppress(OSError):  # what it was not told yet
            pipe.close()


def serve(asked: BinaryIO, told: BinaryIO) -> None:
    """Answers one question after the other, until there are no more, or a copy of it has ended without an answer."""
    loaded = False
    while True:
        try:
            question = pickle.load(asked)
        except EOFError:
            return
        if not (loaded and hasattr(os, "fork")):
            answer(question, told)
            loaded = True
        elif not in_a_copy(question, told):
            return


def in_a_copy(question: Question, told: BinaryIO) -> bool:
    """Whether it was answered by a copy of this process: what the engine keeps about an operation goes with it."""
    copy = os.fork()
    if not copy:
        try:
            answer(question, told)
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(copy, 0)[1] == 0


def answer(question: Question, told: BinaryIO) -> None:
    try:
        said: Drawn | str = engine.drawn(*question)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
    pickle.dump(said, told)
    told.flush()


if __name__ == "__main__":
    told, sys.stdout = sys.stdout, sys.stderr  # whatever else is printed is no answer
    serve(sys.stdin.buffer, told.buffer)

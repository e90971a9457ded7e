"""Commands in processes of their own that need not import anything: each is forked from one that has.

They get their words, their directory and their variables as from a shell.
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from pathlib import Path
from unittest import mock


@functools.cache
def forks() -> ForkServerContext:
    """Whose processes begin as copies of one that is warm."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["warm"])
    # What is imported beforehand is found by the environment alone.
    with mock.patch.dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path)):
        forkserver.ensure_running()
    return context


def run(words: Sequence[str], directory: Path, variables: Mapping[str, str], patience: float) -> tuple[int, str]:
    """The exit code, and what was said."""
    with tempfile.NamedTemporaryFile() as said:
        process = forks().Process(target=begin, args=(words, directory, variables, said.name, said.name))
        process.start()
        process.join(patience)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(words, patience)
        return process.exitcode, said.read().decode()


@contextmanager
def started(words: Sequence[str], variables: Mapping[str, str]) -> Iterator[str]:
    """The first line that it says; it is ended with the block."""
    with tempfile.TemporaryDirectory() as there:
        said = Path(there, "said")
        os.mkfifo(said)
        process = forks().Process(target=begin, args=(words, Path.cwd(), variables, str(said), os.devnull))
        process.start()
        with said.open(encoding="utf-8") as lines:
            try:
                yield lines.readline().strip()
            finally:
                process.terminate()
                process.join()


def begin(words: Sequence[str], directory: Path, variables: Mapping[str, str], out: str, err: str) -> None:
    """What becomes of the process: the command that is its first word."""
    import warm

    for number, file in enumerate((out, err), 1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_APPEND), number)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))
    os.chdir(directory)
    os.environ.clear()
    os.environ.update(variables)
    sys.argv = [*words]
    sys.path[:] = ["", *variables.get("PYTHONPATH", "").split(os.pathsep), *warm.PATH]
    command, *others = words
    sys.exit(warm.COMMANDS[command](others))

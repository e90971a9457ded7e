"""The server under test as a child process, started by a command of its operator and ended after the run."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO
from urllib.parse import urlsplit

from oaic_suite.asking.survey.address import Mistake

GRACE = 10.0  # seconds between being asked to end and being ended
LAST_LINES, LONGEST = 12, 2000  # of what it said
PORTS = {"http": 80, "https": 443}


@dataclass
class Started:
    """In a group of its own: what it starts in turn is ended with it, and Ctrl-C is ours alone."""

    command: str
    environment: tuple[tuple[str, str], ...] = ()
    folder: str | None = None
    process: subprocess.Popen[bytes] | None = None
    _said: IO[bytes] = field(default_factory=tempfile.TemporaryFile)

    def start(self) -> Started:
        words = shlex.split(self.command)
        try:
            self.process = subprocess.Popen(
                words,
                cwd=self.folder,
                env={**os.environ, **dict(self.environment)},
                stdin=subprocess.DEVNULL,
                stdout=self._said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise Mistake(f"cannot start {words[0]}: {getattr(error, 'strerror', None) or error}") from None
        return self

    def died(self) -> str | None:
        """What it said at last, if it ended by itself."""
        if self.process is None or self.process.poll() is None:
            return None
        return (
            f"the server that was started ended with {self.process.returncode}: {self.last_words or 'it said nothing'}"
        )

    def explained(self, failure: str) -> str:
        """A failure while it runs, with what it said."""
        return f"{failure}; what was started still runs: {self.last_words or 'it said nothing'}"

    @property
    def last_words(self) -> str:
        end = self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, end - LONGEST))
        said = self._said.read().decode("utf-8", "replace")
        return "\n".join(said.strip().splitlines()[-LAST_LINES:])

    def stop(self) -> None:
        if self.process is None:
            return
        process, self.process = self.process, None
        end_group(process, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
        end_group(process, signal.SIGKILL)
        process.wait()
        self._said.close()


def end_group(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """All of the group, though its first process may be gone."""
    with suppress(ProcessLookupError, PermissionError):  # nobody is left
        os.killpg(process.pid, how)


def require_free(base_url: str) -> None:
    """That nobody answers there yet: it would be certified in place of what is started."""
    parts = urlsplit(base_url)
    with suppress(OSError):
        socket.create_connection((parts.hostname or "", parts.port or PORTS.get(parts.scheme, 80)), 1.0).close()
        raise Mistake(f"something listens at {base_url} already: the server that is to be started would not be the one")

"""The reference server as a child process: what is certified when no base URL is given."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from typing import IO

BACKLOG = 128
# Off unless asked for, and some rows judge it: `cors` by pages of any origin, `chat.reasoning` where thoughts are told.
JUDGED = {"OAIC_SERVER_CORS_ORIGINS": "*", "OAIC_SERVER_REASONING": "both"}


@dataclass
class Embedded:
    """Started on a socket we bound: no port race, and the first request simply waits in the queue."""

    arguments: tuple[str, ...] = ()
    api_key: str = field(default_factory=lambda: "sk-" + secrets.token_hex(16))
    base_url: str = ""
    process: subprocess.Popen[bytes] | None = None
    _stderr: IO[bytes] = field(default_factory=tempfile.TemporaryFile)

    def start(self) -> Embedded:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", 0))
        listener.listen(BACKLOG)
        port = listener.getsockname()[1]
        fd = listener.fileno()
        alone = ("--parent-watch", "--env-file", os.devnull)  # nothing of the folder where it is started
        command = [sys.executable, "-m", "oaic_server", "--fd", str(fd), *alone, *self.arguments]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("OAIC_SERVER_")}
        environment |= {"PYTHONPATH": os.pathsep.join(sys.path), "OAIC_SERVER_API_KEYS": self.api_key, **JUDGED}
        self.process = subprocess.Popen(
            command,
            pass_fds=[fd],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._stderr,
            env=environment,
        )
        listener.close()
        self.base_url = f"http://127.0.0.1:{port}/v1"
        return self

    def died(self) -> str | None:
        """What the child said before it died, if it did."""
        if self.process is None or self.process.poll() is None:
            return None
        self._stderr.seek(0)
        said = self._stderr.read().decode("utf-8", "replace").strip()
        return f"the reference server ended with {self.process.returncode}: {said or 'it said nothing'}"

    def stop(self) -> None:
        if self.process is None:
            return
        if self.process.stdin:
            self.process.stdin.close()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._stderr.close()

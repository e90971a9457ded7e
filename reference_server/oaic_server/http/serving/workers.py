"""Several processes that answer on one socket, each a server like any other; one that dies is replaced.

Uvicorn has such a supervisor: it makes servers of its own kind, and sends whole applications to its processes.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence

from oaic_spec.cli import USAGE_ERROR

from oaic_server.state.settings import Settings

LOOKS = 0.2  # seconds between two looks after them
STOPS = (signal.SIGTERM, signal.SIGINT)
MARGIN_SECONDS = 5.0  # for one that has closed, and is late in ending


class Workers:
    def __init__(self, listener: socket.socket, argv: Sequence[str], settings: Settings) -> None:
        self._listener = listener
        self._argv = argv
        self._count = settings.workers
        self._closing_seconds = settings.closing_seconds
        self._stopping = threading.Event()

    def run(self) -> int:
        """Until it is told to stop, or a worker says that it cannot start."""
        for number in STOPS:
            signal.signal(number, lambda *_: self.stop())
        running = [self._started() for _ in range(self._count)]
        try:
            while not self._stopping.wait(LOOKS):
                if any(worker.poll() == USAGE_ERROR for worker in running):
                    return USAGE_ERROR
                running = [worker if worker.poll() is None else self._started() for worker in running]
            return 0
        finally:
            stop(running, self._closing_seconds + MARGIN_SECONDS)

    def stop(self) -> None:
        self._stopping.set()

    def _started(self) -> subprocess.Popen[bytes]:
        """One that ends when this process does: its input is ours, and ends with us."""
        descriptor = self._listener.fileno()
        alone = ("--workers", "1", "--fd", str(descriptor), "--parent-watch")
        return subprocess.Popen(
            [sys.executable, "-m", "oaic_server", *self._argv, *alone],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=[descriptor],
        )


def stop(running: Sequence[subprocess.Popen[bytes]], seconds: float) -> None:
    for worker in running:
        worker.terminate()
    for worker in running:
        try:
            worker.wait(seconds)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
        if worker.stdin:
            worker.stdin.close()

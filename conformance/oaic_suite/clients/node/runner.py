"""The process that runs scenarios in Node: a line of JSON there, a line of JSON back."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from oaic_suite.asking.trust import trusted_by_node
from oaic_suite.clients.node.installation import NodeError, laid_out

Json = dict[str, Any]
GRACE = 10.0  # seconds beyond a deadline that is kept in Node: it may be busy with what it was given
START = 60.0  # seconds until it has read its packages, on a machine that does much besides
LONGEST_LINE = 64 * 2**20
MEMORY = 256  # MiB of JavaScript
# No key and no address of anybody; how certificates are checked is the operator's to say.
PASSED_ON = ("PATH", "HOME", "LANG", "NODE_EXTRA_CA_CERTS", "NODE_TLS_REJECT_UNAUTHORIZED")


@dataclass
class Runner:
    """One long-lived process; one scenario at a time."""

    process: subprocess.Popen[str]
    scenarios: Mapping[str, list[str]]  # by client
    versions: Mapping[str, str]
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def start(cls, verify: bool = True) -> Runner:
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | trusted_by_node(verify)
        process = subprocess.Popen(
            [shutil.which("node") or "node", f"--max-old-space-size={MEMORY}", str(laid_out() / "runner.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=environment,
        )
        told = cls(process, {}, {})._read(START)
        return cls(process, told["scenarios"], told["versions"])

    def ask(self, client: str, scenario: str, body: Json, deadline: float, rooms: Json, **where: Any) -> Json:
        """What became of a scenario: what it gave or raised, or that it hung; and the exchanges."""
        asked = {"client": client, "scenario": scenario, "body": body, "deadline": deadline, "rooms": rooms}
        line = json.dumps(asked | where, allow_nan=False)
        with self._lock:
            assert self.process.stdin is not None
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
            return self._read(deadline)

    def _read(self, deadline: float) -> Json:
        assert self.process.stdout is not None
        too_late = threading.Timer(deadline + GRACE, self.process.kill)
        too_late.start()
        line = self.process.stdout.readline(LONGEST_LINE)
        too_late.cancel()
        if not line.endswith("\n"):
            self.process.kill()
            raise NodeError(f"the process in Node ended with {self.process.wait()}")
        told: Json = json.loads(line)
        return told

    def stop(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        self.process.terminate()
        self.process.wait()


def runner(verify: bool = True) -> Runner:
    """The one of this process: a process that was forked has none of its parent's."""
    return runner_of(os.getpid(), verify)


def another() -> None:
    """The next that is asked is a new one."""
    runner_of.cache_clear()


@cache
def runner_of(process: int, verify: bool) -> Runner:
    started = Runner.start(verify)
    atexit.register(started.stop)
    return started

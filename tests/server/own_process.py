"""A server in a process of its own, as a shell starts it."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("OAIC_SERVER_")}


@contextmanager
def serving(*arguments):
    """The process, and its address."""
    command = [sys.executable, "-m", "oaic_server", "--port", "0", "--env-file", os.devnull, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def megabytes(process):
    """The most it has held; nothing where the system does not say."""
    file = Path(f"/proc/{process.pid}/status")
    return int(re.search(r"VmHWM:\s+(\d+)", file.read_text())[1]) // 1024 if file.exists() else 0

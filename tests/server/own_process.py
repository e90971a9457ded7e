"""A server in a process of its own, as a shell starts it."""

import os
import subprocess
import sys
from contextlib import contextmanager

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

"""Runs of the suite in processes of their own, as its users start them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import forked

ROOT = Path(__file__).parents[2]
ROOMS = [str(ROOT / room) for room in ("spec", "reference_server", "conformance", "reports")]
GUARD = 600  # seconds: far more than any run needs on a machine with much else to do, far less than for ever
OAIC = "import sys; from oaic_spec.cli import main; sys.exit(main(sys.argv[1:]))"
CERTIFY = "import sys; from oaic_suite.plugin.commands import certify; sys.exit(certify(sys.argv[1:]))"


@dataclass(frozen=True)
class Ended:
    exit_code: int
    said: str
    directory: Path

    def text(self, name: str) -> str:
        return (self.directory / "report" / name).read_text("utf-8")

    @property
    def document(self) -> dict[str, Any]:
        return json.loads(self.text("run.json"))

    @property
    def verdicts(self) -> dict[str, dict[str, str]]:
        """Of every variant of every requirement."""
        rows = self.document["requirements"]
        return {row["id"]: {variant["name"]: variant["verdict"] for variant in row["variants"]} for row in rows}


def unjust(document: dict[str, Any]) -> dict[str, str]:
    """The rows and variants that blame a row which passed; there are none in any run."""
    rows = {row["id"]: row for row in document["requirements"]}
    said = [(row["id"], each["cause"]) for row in rows.values() for each in (row, *row["variants"])]
    return {id: cause for id, cause in said if cause in rows and rows[cause]["verdict"] != "fail"}


def environment(**more: str) -> dict[str, str]:
    """Nothing of ours but the path: no key, no address, no word of the pytest that runs this."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(ROOMS)} | more


def run(
    *words: str,
    directory: Path,
    variables: Mapping[str, str] | None = None,
    python: str = sys.executable,
    patience: float = GUARD,
) -> Ended:
    done = subprocess.run(
        [python, *words, "--report-dir=report"],
        cwd=directory,
        env=environment() if variables is None else variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=patience,
    )
    return Ended(done.returncode, done.stdout.decode(), directory)


def pytest_run(*words: str, directory: Path, **more: Any) -> Ended:
    return run("-m", "pytest", *words, directory=directory, **more)


def certify_run(*words: str, directory: Path, **more: Any) -> Ended:
    return run("-c", CERTIFY, *words, directory=directory, **more)


def warm_pytest(*words: str, directory: Path, **more: Any) -> Ended:
    return warm_run("pytest", *words, directory=directory, **more)


def warm_certify(*words: str, directory: Path, **more: Any) -> Ended:
    return warm_run("certify", *words, directory=directory, **more)


def warm_run(
    *words: str, directory: Path, variables: Mapping[str, str] | None = None, patience: float = GUARD
) -> Ended:
    """The same without what it takes to begin: for tests that ask what a run does, however it is started."""
    given = environment() if variables is None else variables
    return Ended(*forked.run([*words, "--report-dir=report"], directory, given, patience), directory)


@contextmanager
def reference_server(*words: str) -> Iterator[str]:
    """The base URL of a reference server in a process of its own."""
    with forked.started(["serve", "--port", "0", *words], environment()) as url:
        yield url

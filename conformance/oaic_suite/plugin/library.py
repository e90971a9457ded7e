"""Certifying from Python: one call, which asks in a process of its own and returns the run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypedDict, Unpack

from oaic_suite.judging.document.run_json import Run as Run

# What is asked for comes on standard input: a command line is seen by everybody on the machine.
CERTIFY = "import json, sys; from oaic_spec.cli import main; sys.exit(main(['certify', *json.load(sys.stdin)]))"
NO_RUN = (2, 4, 5)  # what it ends with where nothing was judged, and no run was written
Pairs = Mapping[str, str]


class NotCertified(ValueError):
    """Nothing could be judged: what was asked for is wrong; says why."""


class Options(TypedDict, total=False):
    """Those of `oaic certify`, by their names."""

    target: str
    config: str | Path
    embedded: bool
    start: str
    start_env: Pairs
    wait: float
    api_key: str
    api_key_env: str
    model: str
    model_for: Pairs
    header: Pairs
    header_env: Pairs
    public_header: Sequence[str]
    report_dir: str | Path
    only: Sequence[str]
    skip: Sequence[str]
    quick: bool
    client: Sequence[str]
    rerun: str | Path
    resume: str | Path
    profile: Sequence[str]
    set: str
    picture: str
    timeout: float
    max_requests: int
    max_tokens: int
    max_seconds: float
    max_pictures: int
    max_sounds: int
    rps: float
    concurrency: int
    fuzz: Literal["off", "quick", "full"]
    fuzz_seed: int
    fuzz_cases: int
    gate: Literal["MUST", "SHOULD"]
    baseline: str | Path
    insecure: bool


def certify(base_url: str | None = None, **options: Unpack[Options]) -> Run:
    """The run against a server: by its address, by a target of the file of settings, or against the embedded one."""
    with tempfile.TemporaryDirectory() as aside:
        report = Path(options.get("report_dir", aside))
        asked: dict[str, Any] = {"base_url": base_url, **options, "report_dir": report}
        before = written(report / "run.json")
        ended = subprocess.run(
            [sys.executable, "-c", CERTIFY],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            input=json.dumps(words(asked)).encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        if ended.returncode in NO_RUN or written(report / "run.json") == before:
            raise NotCertified(ended.stderr.decode("utf-8", "replace").strip().removeprefix("ERROR: "))
        run: Run = json.loads((report / "run.json").read_text("utf-8"))
        return run


def written(path: Path) -> tuple[int, int] | None:
    """Which writing of a file this is: each makes it anew; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def words(asked: Mapping[str, Any]) -> list[str]:
    """The options as they are typed."""
    found: list[str] = []
    for name, value in asked.items():
        option = f"--{name.replace('_', '-')}"
        if value is True:
            found.append(option)
        elif value is not None and value is not False:
            found += [f"{option}={each}" for each in texts(name, value)]
    return found


def texts(name: str, value: Any) -> list[str]:
    if isinstance(value, Mapping):
        sign = ":" if name in ("header", "header_env") else "="
        return [f"{member}{sign}{each}" for member, each in value.items()]
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]

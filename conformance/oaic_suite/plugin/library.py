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

CERTIFY = "import sys; from oaic_spec.cli import main; sys.exit(main(['certify', *sys.argv[1:]]))"
A_KEY, A_HEADER = "OAIC_LIBRARY_KEY", "OAIC_LIBRARY_HEADER_"  # in no list of processes
START_ENV = "OAIC_CERTIFY_START_ENV"  # what says the same as the option
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
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        asked, held = withheld(asked)
        environment |= held
        before = written(report / "run.json")
        ended = subprocess.run(
            [sys.executable, "-c", CERTIFY, *words(asked)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        if ended.returncode in NO_RUN or written(report / "run.json") == before:
            raise NotCertified(ended.stderr.decode("utf-8", "replace").strip().removeprefix("ERROR: "))
        run: Run = json.loads((report / "run.json").read_text("utf-8"))
        return run


def withheld(asked: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What may be typed, and variables that hold the rest: a command line is seen by everybody on the machine."""
    typed, held = dict(asked), dict[str, str]()
    if key := typed.pop("api_key", None):
        held[A_KEY], typed["api_key_env"] = key, A_KEY
    for number, (name, value) in enumerate((asked.get("header") or {}).items()):
        if value:  # a variable that holds nothing is taken for one that is not set
            variable = f"{A_HEADER}{number}"
            held[variable] = value
            typed["header"] = {other: each for other, each in typed["header"].items() if other != name}
            typed["header_env"] = {**(typed.get("header_env") or {}), name: variable}
    settings = [f"{name}={value}" for name, value in (asked.get("start_env") or {}).items()]
    if settings and not any("\n" in each for each in settings):  # each is a line there
        held[START_ENV] = "\n".join(settings)
        del typed["start_env"]
    return typed, held


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

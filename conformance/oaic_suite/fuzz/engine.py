"""Schemathesis' engine draws requests from the contract; we write down what it would send.

It talks to an application of ours that answers nothing of interest: what is drawn depends on the
contract, the plan and the versions installed, never on the target. The package is imported when fuzzing
was asked for, and only here.
"""

from __future__ import annotations

import gzip
import importlib
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from oaic_spec import contract
from oaic_spec.streams import promoted

from oaic_suite.fuzz.draw import KEY, Bucket, Draw
from oaic_suite.fuzz.narrowed import narrowed

PHASES = ("coverage", "fuzzing")
ALL_PHASES = ("examples", "stateful", *PHASES)
NAME = "x-schemathesis-testcaseid"  # the header by which the engine names its cases
# Headers that were not drawn, but are every client's own.
OWN = {"host", "user-agent", "accept", "accept-encoding", "connection", "content-length", NAME}
REFUSAL = b'{"error": {"message": "", "type": "", "param": null, "code": null}}'
UTF8 = [[[0, 0xD7FF], [0xE000, 0x10FFFF]], []]  # the characters it can spell, and those it reads back as others
BOUNDARY = "boundary="  # of a form with parts: made anew each time
UNKNOWN: Bucket = ("", "", "")
Environment = dict[str, Any]


def settings(examples: int, seed: int) -> dict[str, Any]:
    return {
        "seed": seed,
        "headers": {"Authorization": KEY},
        "generation": {"max-examples": examples, "deterministic": True, "mode": "all", "database": "none"},
        "phases": {phase: {"enabled": phase in PHASES} for phase in ALL_PHASES},
        "continue-on-failure": True,
        # Words from the code that happens to be installed would make every installation draw its own.
        "analysis": {"constants": {"enabled": False}},
    }


def drawn(operation_id: str, examples: int, seed: int) -> tuple[Draw, ...]:
    """Every request the engine would send about one operation."""
    operation = contract().operations[operation_id]
    schemathesis, engine = importlib.import_module("schemathesis"), importlib.import_module("schemathesis.engine")
    config = importlib.import_module("schemathesis.config").SchemathesisConfig.from_dict(settings(examples, seed))
    mute = Mute(contract().document["servers"][0]["url"])
    narrow = narrowed(promoted(contract().document), operation.path)
    with nothing_left_behind():
        schema = schemathesis.openapi.from_dict(narrow, config=config)
        schema.app = mute.answer
        schema.hook(mute.filter_case)
        for _ in engine.from_schema(schema.include(path=operation.path, method=operation.method)).execute():
            pass
    return tuple(draw for draw in mute.draws if not any(BOUNDARY in value for _, value in draw.headers))


@contextmanager
def nothing_left_behind() -> Iterator[None]:
    """Hypothesis keeps files in the working directory unless it is given another."""
    configuration = importlib.import_module("hypothesis.configuration")
    with tempfile.TemporaryDirectory() as directory:
        configuration.set_hypothesis_home_dir(directory)
        try:
            remember_utf8()
            yield
        finally:
            configuration.set_hypothesis_home_dir(None)


def remember_utf8() -> None:
    """Hypothesis would try every character there is, which takes a second and 200 MB, unless it had done so before."""
    kept = importlib.import_module("hypothesis.internal.charmap").charmap_file("codec-v2-utf-8")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(gzip.compress(json.dumps(UTF8).encode()))


@dataclass
class Mute:
    """A WSGI application that writes down every request and refuses it."""

    root: str
    draws: list[Draw] = field(default_factory=list)
    buckets: dict[str, Bucket] = field(default_factory=dict)  # by the engine's name of a case

    @property
    def filter_case(self) -> Callable[[Any, Any], bool]:
        def filter_case(context: Any, case: Any) -> bool:
            self.buckets[case.id] = bucket_of(case.meta)
            return True

        return filter_case

    def answer(self, environment: Environment, start: Callable[[str, list[tuple[str, str]]], Any]) -> list[bytes]:
        told = headers(environment)
        length = int(environment.get("CONTENT_LENGTH") or 0)
        self.draws.append(
            Draw(
                environment["REQUEST_METHOD"],
                environment["RAW_URI"].removeprefix(self.root),
                tuple((name, value) for name, value in told.items() if name not in OWN),
                environment["wsgi.input"].read(length) if length else None,
                self.buckets.get(told.get(NAME, ""), UNKNOWN),
            )
        )
        start("400 Bad Request", [("content-type", "application/json")])
        return [REFUSAL]


def headers(environment: Environment) -> dict[str, str]:
    """A request's headers as CGI's variables spell them."""
    named = {name.removeprefix("HTTP_"): value for name, value in environment.items() if name.startswith("HTTP_")}
    if environment.get("CONTENT_TYPE"):
        named["CONTENT_TYPE"] = environment["CONTENT_TYPE"]
    return {name.replace("_", "-").lower(): value for name, value in named.items()}


def bucket_of(meta: Any) -> Bucket:
    scenario = getattr(meta.phase.data, "scenario", None)
    return meta.phase.name.value, meta.generation.mode.value, getattr(scenario, "value", "")

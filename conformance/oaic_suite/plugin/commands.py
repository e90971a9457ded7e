"""The suite's verbs: certify a server, prove the suite itself, print the catalogue."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from pathlib import Path

import pytest
from oaic_spec.cli import Parser

from oaic_suite.asking.plan import LEVELS, OFF
from oaic_suite.asking.surface import suited
from oaic_suite.judging.catalogue import CHECKS, catalogue
from oaic_suite.judging.listing import FORMATS
from oaic_suite.judging.profile import profiles
from oaic_suite.proof.kill_matrix import progress, prove, summary

INI = Path(__file__).with_name("certify.ini")
# What `oaic certify` spells short, pytest spells with a prefix of its own.
PREFIXED = {
    "timeout": "--oaic-timeout",
    "gate": "--oaic-gate",
    "picture": "--oaic-picture",
    "fuzz": "--oaic-fuzz",
    "fuzz_seed": "--oaic-fuzz-seed",
    "fuzz_cases": "--oaic-fuzz-cases",
}
REPEATED = {
    "header": "--oaic-header",
    "model_for": "--oaic-model-for",
    "only": "--oaic-only",
    "profile": "--oaic-profile",
}
SAME = {"base_url": "--base-url", "api_key": "--api-key", "api_key_env": "--api-key-env", "model": "--model"}


def certify(argv: list[str]) -> int:
    parser = Parser(prog="oaic certify", description="Certify a server; by default the embedded reference server.")
    parser.add_argument("--base-url", metavar="URL", help="where the API begins, /v1 included")
    parser.add_argument("--api-key", metavar="KEY", help="the key to send as a bearer token")
    parser.add_argument("--api-key-env", metavar="NAME", help="the environment variable that holds the key")
    parser.add_argument("--model", metavar="ID", help="the model to ask; default: the first one listed")
    parser.add_argument(
        "--model-for",
        action="append",
        default=[],
        metavar="SURFACE=ID",
        help=f"another for {', '.join(suited())}",
    )
    parser.add_argument("--report-dir", metavar="DIR", default="conformance-report", help="where the report goes")
    parser.add_argument("--timeout", metavar="SECONDS", help="longest time for one answer")
    parser.add_argument("--profile", action="append", default=[], choices=sorted(profiles()), help="require it as well")
    parser.add_argument("--only", action="append", default=[], metavar="PREFIX", help="requirement ids to judge")
    parser.add_argument("--header", action="append", default=[], metavar="NAME:VALUE", help="sent with every request")
    parser.add_argument("--fuzz", choices=[OFF, *LEVELS], help="send requests drawn at random too; default: off")
    parser.add_argument("--fuzz-seed", metavar="N", help="draw others; default: 1")
    parser.add_argument("--fuzz-cases", metavar="N", help="most requests drawn for one operation")
    parser.add_argument("--gate", choices=["MUST", "SHOULD"], help="the level that fails the run")
    parser.add_argument("--picture", metavar="URL", help="a picture the target can fetch, to ask about by its address")
    parser.add_argument("--insecure", action="store_true", help="do not verify the target's certificate")
    parser.add_argument("-n", "--jobs", metavar="N", help="processes that ask at the same time; needs pytest-xdist")
    parser.add_argument("-v", "--verbose", action="store_true", help="a line for each verdict")
    asked = parser.parse_args(argv)
    if asked.jobs and not importlib.util.find_spec("xdist"):
        parser.refuse("-n needs pytest-xdist, and it is not installed")
    # Plugins of this environment have no say here; those we need are named.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.environ.pop("PYTEST_ADDOPTS", None)
    return int(pytest.main(pytest_arguments(asked)))


def pytest_arguments(asked: argparse.Namespace) -> list[str]:
    words = ["-c", str(INI), "--rootdir", str(CHECKS), "-p", "oaic_suite.plugin.entry", "-p", "oaic_reports.plugin"]
    words += ["-p", "xdist.plugin", "-n", asked.jobs, "--dist", "loadfile"] if asked.jobs else []
    words += ["--oaic-insecure"] if asked.insecure else []
    words += ["-v"] if asked.verbose else []
    for name, option in (SAME | PREFIXED).items():
        if (value := getattr(asked, name)) is not None:
            words += [f"{option}={value}"]
    for name, option in REPEATED.items():
        words += [f"{option}={value}" for value in getattr(asked, name)]
    return [*words, f"--report-dir={asked.report_dir}", str(CHECKS)]


def requirements(argv: list[str]) -> int:
    parser = Parser(prog="oaic requirements", description="Print the catalogue of requirements.")
    parser.add_argument("--format", choices=sorted(FORMATS), default="md")
    asked = parser.parse_args(argv)
    sys.stdout.write(FORMATS[asked.format](catalogue()))
    return 0


def selftest(argv: list[str]) -> int:
    parser = Parser(prog="oaic selftest", description="Show that every scored requirement meets a fault that fails it.")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the kill matrix there")
    parser.add_argument("--only", metavar="PREFIX", default="", help="faults whose ids begin so")
    parser.add_argument("-n", "--jobs", metavar="N", type=int, default=os.cpu_count() or 1, help="worker processes")
    asked = parser.parse_args(argv)
    if asked.jobs < 1:
        parser.error(f"--jobs must be at least 1, not {asked.jobs}")
    matrix = prove(asked.only, asked.jobs, progress)
    if asked.json:
        asked.json.write_text(json.dumps(matrix, indent=1) + "\n", "utf-8")
    print(summary(matrix))
    return 0 if matrix["clean"] else 1

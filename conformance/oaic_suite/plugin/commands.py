"""`oaic certify`: what was typed, handed to pytest under a configuration of its own."""

from __future__ import annotations

import argparse
import gc
import importlib.util
import os
import signal
from pathlib import Path

import pytest
from oaic_spec.cli import Parser

from oaic_suite.asking.survey.address import shown
from oaic_suite.judging.catalogue import CHECKS
from oaic_suite.plugin.settings.options import add_to_certify, spelt, words

INI = Path(__file__).with_name("certify.ini")
CORES = ("auto", "logical")
SHOWN = 80  # characters of what cannot be read
YOUNG = 5_000  # objects that may be new before cycles are looked for: a run keeps most of what it makes


def certify(argv: list[str]) -> int:
    parser = Parser(prog="oaic certify", description="Certify a server; by default the embedded reference server.")
    parser.add_argument("url", metavar="URL", nargs="?", help="the same as --base-url URL; or the name of a target")
    add_to_certify(parser)
    parser.add_argument(
        "-n", "--jobs", metavar="N", type=processes, help="processes that ask at the same time; needs pytest-xdist"
    )
    parser.add_argument("-v", "--verbose", action="count", default=0, help="a line for each verdict")
    asked = parser.parse_args(argv)
    take_what_stands_alone(parser, asked)
    if asked.json and not asked.plan:
        parser.refuse("--json goes with --plan: a run writes run.json into the directory of its report")
    if asked.jobs and not importlib.util.find_spec("xdist"):
        parser.refuse("-n needs pytest-xdist, and it is not installed")
    # Plugins of this environment have no say here; those we need are named.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.environ.pop("PYTEST_ADDOPTS", None)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: what was judged is told
    gc.set_threshold(YOUNG)
    return int(pytest.main(pytest_arguments(asked)))


def processes(text: str) -> str:
    """As xdist reads it: a number, or as many as there are cores."""
    if text not in CORES and not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"it must be a whole number, or auto, not {text[:SHOWN]}")
    return text


def take_what_stands_alone(parser: Parser, asked: argparse.Namespace) -> None:
    """An address, or the name of a target."""
    name = "base_url" if "://" in (asked.url or "") else "target"
    given = getattr(asked, name)
    if asked.url is not None and given not in (None, asked.url):
        what, shown_as = ("addresses", shown) if name == "base_url" else ("targets", str)
        parser.refuse(f"two {what} are given: {shown_as(asked.url)} and {spelt(name, short=True)} {shown_as(given)}")
    setattr(asked, name, given if asked.url is None else asked.url)


def pytest_arguments(asked: argparse.Namespace) -> list[str]:
    found = ["-c", str(INI), "--rootdir", str(CHECKS), "-p", "oaic_suite.plugin.entry", "-p", "oaic_reports.plugin"]
    found += ["-p", "xdist.plugin", "-n", asked.jobs, "--dist", "loadfile"] if asked.jobs else []
    found += [f"--verbosity={asked.verbose}"] if asked.verbose else []
    return [*found, *words(asked), str(CHECKS)]

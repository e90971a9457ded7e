"""`oaic serve`: the reference server from the command line."""

from __future__ import annotations

import argparse
import gc
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
from oaic_spec.cli import USAGE_ERROR, Parser, installed_version

from oaic_server import listing
from oaic_server.faults import FaultError
from oaic_server.http.app import Application
from oaic_server.http.recorder import Recorder
from oaic_server.http.serving import listening
from oaic_server.http.serving.listening import ListenError
from oaic_server.http.serving.workers import Workers
from oaic_server.state.database import opened
from oaic_server.state.described import example, helped, metavar
from oaic_server.state.settings import LOG_LEVELS, OPTIONS, Settings, SettingsError, flag, load
from oaic_server.surfaces.index import HandlerMissing


def serve(argv: list[str]) -> int:
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as done:
        return int(done.code or 0)
    try:
        return listed(arguments) if is_listed(arguments) else run(arguments, argv)
    except (SettingsError, FaultError, ListenError, HandlerMissing) as error:
        print(f"oaic serve: {error}", file=sys.stderr)
        return USAGE_ERROR


def parser() -> Parser:
    command = Parser(prog="oaic serve", description=__doc__, allow_abbrev=False)
    for name in OPTIONS:
        command.add_argument(flag(name), dest=name, help=helped(name), default=None, **shape(name))
    command.add_argument("-v", "--verbose", action="count", default=0, help="log requests; twice: their headers too")
    command.add_argument(
        "--env-file", metavar="FILE", type=Path, help="read settings from it (default: .env, where there is one)"
    )
    command.add_argument("-V", "--version", action="version", version=f"oaic serve {installed_version()}")
    command.add_argument("--fd", type=int, help=argparse.SUPPRESS)  # listens on this inherited socket
    command.add_argument("--parent-watch", action="store_true", help=argparse.SUPPRESS)  # stops when its input ends
    command.add_argument("--list-settings", action="store_true", help="print a .env that says every default")
    command.add_argument(
        "--list-faults",
        nargs="*",
        metavar="PREFIX",
        help="print the faults, or those whose ids begin so, below what wakes them; and what --like takes",
    )
    command.add_argument("--json", action="store_true", help="print them as JSON")
    return command


def shape(name: str) -> dict[str, Any]:
    option = OPTIONS[name]
    if option.switch:
        return {"action": argparse.BooleanOptionalAction}
    called: dict[str, Any] = {"metavar": metavar(name)}
    return called | ({"action": "append"} if option.several else {})


def is_listed(arguments: argparse.Namespace) -> bool:
    return arguments.list_faults is not None or bool(arguments.list_settings)


def listed(arguments: argparse.Namespace) -> int:
    if arguments.list_faults is not None:
        return list_faults(arguments.list_faults, arguments.json)
    print(example(), end="")
    return 0


def list_faults(prefixes: list[str], as_json: bool) -> int:
    found = listing.chosen(prefixes)
    print(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode() if as_json else listing.text(found), end="")
    return 0


def run(arguments: argparse.Namespace, argv: Sequence[str]) -> int:
    settings = load(given(arguments), os.environ, *dotenv(arguments.env_file))
    if settings.workers > 1:
        return run_several(arguments, argv, settings)
    application = recorder(settings) if settings.record else Application(settings)
    listener = listening_for(arguments, settings)
    server = listening.server(application, listener, settings)
    print(listening.base_url(listener), flush=True)
    if arguments.parent_watch:
        listening.stop_with_parent(server)
    gc.collect()
    gc.freeze()  # what is there by now stays: to look through it again and again would halt all that is being sent
    server.run(sockets=[listener])
    return 0


def run_several(arguments: argparse.Namespace, argv: Sequence[str], settings: Settings) -> int:
    opened(settings.store).close()  # what is wrong with it is said once
    listener = listening_for(arguments, settings)
    workers = Workers(listener, argv, settings)
    print(listening.base_url(listener), flush=True)
    if arguments.parent_watch:
        listening.stop_with_parent(workers)
    return workers.run()


def listening_for(arguments: argparse.Namespace, settings: Settings) -> socket.socket:
    return listening.bind(settings.host, settings.port) if arguments.fd is None else listening.adopt(arguments.fd)


def recorder(settings: Settings) -> Recorder:
    if settings.record is None or settings.script is None:
        raise SettingsError("--record: expected --script FILE to write to, found none")
    return Recorder(settings, settings.record, Path(settings.script))


def given(arguments: argparse.Namespace) -> Mapping[str, str | list[str]]:
    """The settings that the command line names, as text, like those of any other source."""
    named = {name: getattr(arguments, name) for name in OPTIONS}
    if arguments.verbose and named["log_level"] is None:
        named["log_level"] = LOG_LEVELS[min(arguments.verbose, len(LOG_LEVELS) - 1)]
    return {name: as_text(value) for name, value in named.items() if value is not None}


def as_text(value: Any) -> str | list[str]:
    return value if isinstance(value, list) else str(value)


def dotenv(asked: Path | None) -> tuple[str, str]:
    """The text of the file that was asked for, else of `.env` where there is one; and how it is called."""
    path = asked or Path(".env")
    if not asked and not path.is_file():
        return "", str(path)
    try:
        return path.read_text(encoding="utf-8"), str(path)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot read {path}: {getattr(error, 'strerror', None) or 'it is no text'}") from None

"""`oaic serve`: the reference server from the command line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from oaic_spec.cli import USAGE_ERROR, Parser

from oaic_server import faults
from oaic_server.faults import FaultError
from oaic_server.http import listening
from oaic_server.http.app import Application
from oaic_server.http.listening import ListenError
from oaic_server.http.recorder import Recorder
from oaic_server.state.settings import OPTIONS, Settings, SettingsError, flag, load
from oaic_server.surfaces.index import HandlerMissing


def serve(argv: list[str]) -> int:
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as done:
        return int(done.code or 0)
    try:
        return list_faults(arguments.json) if arguments.list_faults else run(arguments)
    except (SettingsError, FaultError, ListenError, HandlerMissing) as error:
        print(f"oaic serve: {error}", file=sys.stderr)
        return USAGE_ERROR


def parser() -> Parser:
    command = Parser(prog="oaic serve", description=__doc__, allow_abbrev=False)
    for name, option in OPTIONS.items():
        command.add_argument(flag(name), dest=name, help=option.help, default=None, **shape(name))
    command.add_argument("--fd", type=int, help=argparse.SUPPRESS)  # listens on this inherited socket
    command.add_argument("--parent-watch", action="store_true", help=argparse.SUPPRESS)  # stops when its input ends
    command.add_argument("--list-faults", action="store_true", help="print the faults; see also oaic faults")
    command.add_argument("--json", action="store_true", help="print them as JSON")
    return command


def shape(name: str) -> dict[str, Any]:
    option = OPTIONS[name]
    if option.switch:
        return {"action": argparse.BooleanOptionalAction}
    called = {"metavar": flag(name).rpartition("-")[2].upper()}
    return called | ({"action": "append"} if option.several else {})


def list_faults(as_json: bool) -> int:
    listed = faults.listing()
    if as_json:
        print(orjson.dumps(listed, option=orjson.OPT_INDENT_2).decode())
        return 0
    width = max((len(fault["id"]) for fault in listed), default=0)
    for fault in listed:
        print(f"{fault['id']:{width}}  {fault['kind']:6}  {fault['summary']}")
    return 0


def run(arguments: argparse.Namespace) -> int:
    settings = load(given(arguments), os.environ, dotenv())
    application = recorder(settings) if settings.record else Application(settings)
    listener = listening.bind(settings.host, settings.port) if arguments.fd is None else listening.adopt(arguments.fd)
    server = listening.server(application, listener, settings)
    print(listening.base_url(listener), flush=True)
    if arguments.parent_watch:
        listening.stop_with_parent(server)
    server.run(sockets=[listener])
    return 0


def recorder(settings: Settings) -> Recorder:
    if settings.record is None or settings.script is None:
        raise SettingsError("--record: expected --script FILE to write to, found none")
    return Recorder(settings, settings.record, Path(settings.script))


def given(arguments: argparse.Namespace) -> Mapping[str, str | list[str]]:
    """The settings that the command line names, as text, like those of any other source."""
    named = {name: getattr(arguments, name) for name in OPTIONS}
    return {name: as_text(value) for name, value in named.items() if value is not None}


def as_text(value: Any) -> str | list[str]:
    return value if isinstance(value, list) else str(value)


def dotenv() -> str:
    path = Path(".env")
    return path.read_text(encoding="utf-8") if path.is_file() else ""

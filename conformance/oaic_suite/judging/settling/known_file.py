"""The file of known failures: TOML, read strictly, and written so that it reads the same."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from oaic_spec.meant import meant

from oaic_suite.evidence.shown.printable import printable
from oaic_suite.judging.settling.known import Baseline, Entry

TABLE = "known"
MEMBERS = tuple(one.name for one in fields(Entry))
OPTIONAL = ("owner", "issue")
SHOWN = 60  # characters of what was written
HEAD = """\
# Failures that are known, each by its row and its cause: `oaic certify --baseline` is not failed by them.
# From the day after `until` on an entry has to be looked at again.
"""


class NotABaseline(ValueError):
    """The file holds no list of known failures; says why."""


def read(path: Path) -> Baseline:
    shown = printable(str(path))
    try:
        return Baseline(printable(path.name), tuple(parsed(path.read_text("utf-8"))))
    except OSError as error:
        raise NotABaseline(f"cannot read {shown}: {error.strerror or error}") from None
    except NotABaseline as wrong:
        raise NotABaseline(f"{shown} is no list of known failures: {wrong}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise NotABaseline(f"{shown} is no list of known failures: it is not TOML: {printable(str(error))}") from None


def parsed(text: str) -> list[Entry]:
    told = tomllib.loads(text)
    require_known(told, (TABLE,), "the file")
    entries = told.get(TABLE, [])
    if not isinstance(entries, list):
        raise NotABaseline(f"each entry begins with [[{TABLE}]]")
    return [entry(one, number) for number, one in enumerate(entries, 1)]


def entry(told: Any, number: int) -> Entry:
    where = f"entry {number}"
    if not isinstance(told, dict):
        raise NotABaseline(f"{where} is no table: it begins with [[{TABLE}]]")
    require_known(told, MEMBERS, where)
    for name in MEMBERS:
        require_said(told, name, where)
    return Entry(**told)


def require_known(told: dict[str, Any], names: Collection[str], where: str) -> None:
    for name in [name for name in told if name not in names]:
        raise NotABaseline(f"{where} has no {printable(name)[:SHOWN]!r}{meant(name, names)}")


def require_said(told: dict[str, Any], name: str, where: str) -> None:
    if name not in told:
        if name in OPTIONAL:
            return
        raise NotABaseline(f"{where} lacks `{name}`")
    value = told[name]
    if name == "until":
        if not isinstance(value, date) or isinstance(value, datetime):
            raise NotABaseline(f"`until` of {where} is no date, which is written {name} = 2027-01-31")
    elif not isinstance(value, str) or not value.strip():
        raise NotABaseline(f"`{name}` of {where} is no text, or an empty one")


# --- written -------------------------------------------------------------------------------------------


def written(entries: Iterable[Entry]) -> str:
    return "\n".join([HEAD, *map(lines, entries)])


def lines(entry: Entry) -> str:
    told = {name: value for name in MEMBERS if (value := getattr(entry, name)) is not None}
    return "".join([f"[[{TABLE}]]\n", *(f"{name} = {literal(value)}\n" for name, value in told.items())])


def literal(value: str | date) -> str:
    """A basic string or a local date: https://toml.io/en/v1.0.0#string."""
    if isinstance(value, date):
        return value.isoformat()
    sound = value.encode("utf-8", "replace").decode()  # halves of surrogate pairs have no place in TOML
    return json.dumps(sound, ensure_ascii=False).replace("\x7f", "\\u007f")

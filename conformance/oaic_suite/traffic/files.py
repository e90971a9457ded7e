"""Files of traffic: which format each has, and its entries one after another."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from oaic_suite.evidence.shown.printable import printable
from oaic_suite.traffic.formats import cassette, flows, har, lines, transcript
from oaic_suite.traffic.heard import MIB, Entry, Unreadable
from oaic_suite.traffic.judged import Numbered

READERS: dict[str, Callable[[BinaryIO], Iterator[Entry]]] = {
    "har": har.read,
    "cassette-json": cassette.read_json,
    "cassette-yaml": cassette.read_yaml,
    "lines": lines.read,
    "flows": flows.read,
    "run": transcript.read,
}
# How each begins; the first that fits.
SIGNS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\d+:"), "flows"),
    (re.compile(rb'\s*\{\s*"schema_version"'), "run"),
    (re.compile(rb'\s*\{\s*"log"\s*:\s*\{\s*"'), "har"),
    (re.compile(rb'\s*\{(\s*"(version|recorded_with)"\s*:[^,]*,)?\s*"(http_)?interactions"\s*:\s*\['), "cassette-json"),
    (re.compile(rb"\s*[{\[]"), "lines"),
    (re.compile(rb"(?s).*?^(http_)?interactions:", re.MULTILINE), "cassette-yaml"),
)
MARK = b"\xef\xbb\xbf"
GZIP = b"\x1f\x8b"
BEGINNING = MIB // 16


def entries(paths: Sequence[Path], format: str | None = None) -> Iterator[Numbered]:
    names = called(paths)
    for path in paths:
        number = 0
        try:
            with opened(path) as file:
                for number, entry in enumerate(READERS[format or sniffed(file)](file), 1):
                    yield f"{names[path]}#{number}", entry
        except OSError as error:
            raise Unreadable(f"cannot read {printable(str(path))}: {error.strerror or error}") from None
        except (Unreadable, EOFError, zlib.error) as error:
            after = f", after entry {number}" if number else ""
            raise Unreadable(f"{printable(str(path))} cannot be read{after}: {printable(str(error))}") from None


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as file:
        zipped = file.read(2) == GZIP
        file.seek(0)
        if not zipped:
            yield file
            return
        with gzip.open(file) as inside:
            yield cast(BinaryIO, inside)


def sniffed(file: BinaryIO) -> str:
    begun = file.read(BEGINNING)
    file.seek(len(MARK) if begun.startswith(MARK) else 0)
    found = next((format for sign, format in SIGNS if sign.match(begun.removeprefix(MARK))), None)
    if found is None:
        raise Unreadable(f"it is none of {', '.join(READERS)}")
    return found


def is_traffic(path: Path) -> bool:
    """Whether a file of a directory is meant: what has none of the formats lies beside those that have."""
    try:
        with opened(path) as file:
            return bool(sniffed(file))
    except (OSError, Unreadable, EOFError, zlib.error):
        return False


def called(paths: Sequence[Path]) -> dict[Path, str]:
    """Each by its name; by its whole path where two have the same."""
    names = [path.name for path in paths]
    return {path: path.name if names.count(path.name) == 1 else str(path) for path in paths}

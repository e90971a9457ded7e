"""The folder of a report: each file appears whole or not at all, and is its owner's alone.

What a server said is nobody's secret that we know, but may be one all the same.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile

from oaic_suite.judging.document.run_json import Run

from oaic_reports.document import pieces
from oaic_reports.formats.index import FORMATS

RUN = "run.json"  # first: everything else can be made from it
OTHERS = {"index.html": "html", "junit.xml": "junit"}
MARK = b'"schema_version"'  # near the beginning of each run.json
NEAR = 200  # bytes


def write(run: Run, directory: Path) -> None:
    claim(directory)
    replace(directory / RUN, pieces(run))
    for name, format in OTHERS.items():
        replace(directory / name, [FORMATS[format](run)])


def keep(run: Run, directory: Path) -> None:
    """Of a run under way run.json alone; what the run before left would be taken for a part of this one."""
    claim(directory)
    replace(directory / RUN, pieces(run, spread=False))
    for name in OTHERS:
        if (directory / name).is_file():
            (directory / name).unlink()


def prepare(directory: Path) -> None:
    """Raises OSError where no report can be written."""
    claim(directory)
    with TemporaryFile(dir=directory):
        pass


def make(directory: Path) -> None:
    """For its owner alone where it is new; one that was there may be meant for others too."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    directory.mkdir(mode=0o700, exist_ok=True)


def claim(directory: Path) -> None:
    """Raises OSError where somebody else has files that are called as ours are."""
    make(directory)
    theirs = [name for name in (RUN, *OTHERS) if (directory / name).is_file()]
    if theirs and not is_ours(directory / RUN):
        raise FileExistsError(errno.EEXIST, f"the {theirs[0]} in it is of no report")


def is_ours(run: Path) -> bool:
    if not run.is_file():
        return False
    with run.open("rb") as file:
        return MARK in file.read(NEAR)


def replace(path: Path, texts: Iterable[str]) -> None:
    if path.exists() and not path.is_file():  # a pipe or a device cannot be replaced
        path.write_bytes("".join(texts).encode())
        return
    with NamedTemporaryFile(prefix=f".{path.name}.", dir=path.parent, delete=False) as file:  # for its owner alone
        temporary = Path(file.name)
        try:
            file.writelines(text.encode() for text in texts)
            file.close()
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)

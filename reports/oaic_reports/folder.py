"""The folder of a report: each file appears whole or not at all, and is its owner's alone.

What a server said is nobody's secret that we know, but may be one all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile

from oaic_suite.judging.document.run_json import Run

from oaic_reports.document import pieces
from oaic_reports.formats.index import FORMATS

RUN = "run.json"  # first: everything else can be made from it
OTHERS = {"index.html": "html", "junit.xml": "junit"}


def write(run: Run, directory: Path) -> None:
    make(directory)
    replace(directory / RUN, pieces(run))
    for name, format in OTHERS.items():
        replace(directory / name, [FORMATS[format](run)])


def keep(run: Run, directory: Path) -> None:
    """Of a run under way run.json alone; what the run before left would be taken for a part of this one."""
    make(directory)
    replace(directory / RUN, pieces(run, spread=False))
    for name in OTHERS:
        if (directory / name).is_file():
            (directory / name).unlink()


def prepare(directory: Path) -> None:
    """Raises OSError where no report can be written."""
    make(directory)
    with TemporaryFile(dir=directory):
        pass


def make(directory: Path) -> None:
    """For its owner alone where it is new; one that was there may be meant for others too."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    directory.mkdir(mode=0o700, exist_ok=True)


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

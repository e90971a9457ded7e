"""The folder of a report: each file appears whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryFile

from oaic_suite.judging.run_json import Run

from oaic_reports.formats import FORMATS

# run.json first: everything else can be made from it.
FILES = {"run.json": "json", "index.html": "html", "junit.xml": "junit"}


def write(run: Run, directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for name, format in FILES.items():
        replace(directory / name, FORMATS[format](run))


def prepare(directory: Path) -> None:
    """Raises OSError where no report can be written."""
    directory.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=directory):
        pass


def replace(path: Path, text: str) -> None:
    if path.exists() and not path.is_file():  # a pipe or a device cannot be replaced
        path.write_bytes(text.encode())
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(text.encode())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)

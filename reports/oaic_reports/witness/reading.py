"""witness.json: read with suspicion."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import cast

import jsonschema_rs
from oaic_suite.judging.clients.judged import ClientRun
from oaic_suite.judging.document.foreign_run import TooMuch, parsed, read

from oaic_reports.document import NotARun
from oaic_reports.untrusted import one_line

MARK = "command"  # the member that run.json has not


def client_run(path: Path) -> ClientRun | None:
    """A client that was judged; None where the file is something else. Raises OSError and `NotARun`."""
    if path.is_dir():
        return None
    try:
        value = parsed(read(path))
    except (TooMuch, ValueError):
        return None
    if not isinstance(value, dict) or MARK not in value:
        return None
    for problem in schema().iter_errors(value):
        place = "/".join(map(str, problem.instance_path))
        raise NotARun(f"it is no witness.json: {one_line(f'{place}: {problem.message}'[:200])}")
    return cast(ClientRun, value)


@cache
def schema() -> jsonschema_rs.Draft202012Validator:
    text = files("oaic_suite.judging.clients").joinpath("judged.schema.json").read_text("utf-8")
    return jsonschema_rs.Draft202012Validator(parsed(text.encode()))

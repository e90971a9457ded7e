"""run.json: read with suspicion, written as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

from oaic_spec.pointer import pointer
from oaic_suite.judging.causes.older import with_fixes_and_causes
from oaic_suite.judging.document.foreign_run import TooMuch, parsed, validator
from oaic_suite.judging.document.run_json import Run

from oaic_reports.untrusted import one_line, xml_legal

SHOWN = 160
VERSION, OLDER = "2", "1"


class NotARun(ValueError):
    """The text is no run.json; the message says where it departs."""


def document(run: Run) -> str:
    return "".join(pieces(run))


def pieces(run: Run, *, spread: bool = True) -> Iterator[str]:
    """Row by row, exchange by exchange: json would hold a million pieces at once. Each spread over lines, or on one."""
    for number, (name, value) in enumerate(run.items()):
        yield f"{',' if number else '{'}\n {json.dumps(name)}: "
        if isinstance(value, dict | list) and value:
            yield from elements(value, spread)
        else:
            yield json.dumps(value)
    yield "\n}\n"


def elements(value: dict[str, Any] | list[Any], spread: bool) -> Iterator[str]:
    begin, end = "{}" if isinstance(value, dict) else "[]"
    for number, key in enumerate(value):
        named, each = (f"{json.dumps(key)}: ", value[key]) if isinstance(value, dict) else ("", key)
        text = json.dumps(each, indent=1 if spread else None).replace("\n", "\n  ")
        yield f"{',' if number else begin}\n  {named}{text}"
    yield f"\n {end}"


def parse(text: str | bytes) -> Run:
    try:
        value = parsed(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
    except TooMuch as error:
        raise NotARun(str(error)) from None
    except ValueError as error:
        raise NotARun(f"it is not JSON: {error}") from None
    if isinstance(value, dict) and value.get("schema_version") == OLDER:
        return brought_up(value)
    if trouble := problem(value):
        raise NotARun(trouble)
    return cast(Run, value)


def brought_up(value: dict[str, Any]) -> Run:
    """A run as it was written before causes were part of it, with its causes."""
    run = value | {"schema_version": VERSION, "causes": []}
    if isinstance(rows := value.get("requirements"), list):
        run["requirements"] = [{"fix": None} | row if isinstance(row, dict) else row for row in rows]
    if trouble := problem(run):
        raise NotARun(trouble)
    return with_fixes_and_causes(cast(Run, run))


def problem(value: Any) -> str | None:
    """The first departure from the published schema, in a sentence."""
    if not isinstance(value, dict) or "schema_version" not in value:
        return "it is no run: a run is an object with schema_version"
    if value["schema_version"] != VERSION:
        found = one_line(json.dumps(value["schema_version"]))[:SHOWN]
        return f'its schema_version is {found}; this version reads "{VERSION}", and "{OLDER}"'
    for error in validator().iter_errors(whole(value)):
        place = pointer(error.instance_path) or "the top level"
        return one_line(f"{place}: {error.message}")[: 2 * SHOWN]
    return None


def whole(value: Any) -> Any:
    """The same value without halves of surrogate pairs, which JSON may carry and the validator cannot."""
    if isinstance(value, str):
        return xml_legal(value)
    if isinstance(value, list):
        return [whole(item) for item in value]
    if isinstance(value, dict):
        return {whole(key): whole(item) for key, item in value.items()}
    return value

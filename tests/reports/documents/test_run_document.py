"""run.json, read with suspicion."""

import json
from importlib.resources import files

import jsonschema_rs
import pytest
from golden import broken, conformant, hostile
from oaic_reports.document import NotARun, document, parse


def test_a_run_survives_writing_and_reading():
    assert parse(document(hostile())) == hostile()


def test_the_schema_is_a_schema():
    jsonschema_rs.meta.validate(schema())


def schema():
    return json.loads((files("oaic_suite.judging.document") / "run.schema.json").read_text("utf-8"))


def test_every_part_of_the_schema_is_described():
    assert [path for path, part in parts(schema(), "") if not {"description", "$ref"} & part.keys()] == []


def parts(part, path):
    yield path, part
    for holder in ("properties", "$defs"):
        for name, inner in part.get(holder, {}).items():
            yield from parts(inner, f"{path}/{name}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        (b"\xff\xfe\xfa", "it is not JSON"),
        ("[]", "it is no run"),
        ("{}", "it is no run"),
        ('{"schema_version": "3"}', 'its schema_version is "3"; this version reads "2", and "1"'),
        ('{"schema_version": "2"}', '"suite" is a required property'),
        ('{"schema_version": "1"}', '"suite" is a required property'),
        ('{"schema_version": "1", "requirements": [7]}', '"suite" is a required property'),
    ],
)
def test_what_is_no_run_is_refused(text, message):
    with pytest.raises(NotARun, match=message):
        parse(text)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["requirements", 3, "verdict"], "maybe", "/requirements/3/verdict: "),
        (["requirements", 0, "level"], "MAY", "/requirements/0/level: "),
        (["started"], "yesterday", "/started: "),
        (["started"], "2026-05-04T10:20:30", "/started: "),
        (["counts", "MUST", "pass"], -1, "/counts/MUST/pass: "),
        (["exchanges", "e1", "times"], [{"at_ms": 1}], "/exchanges/e1/times/0: "),
        (["conclusion"], "fine", "/conclusion: "),
    ],
)
def test_a_departure_is_named_with_its_place(path, value, message):
    run = broken()
    *parents, last = path
    holder = run
    for key in parents:
        holder = holder[key]
    holder[last] = value
    with pytest.raises(NotARun, match=f"^{message}"):
        parse(json.dumps(run))


def test_members_that_are_not_known_are_no_departure():
    assert parse(json.dumps(conformant() | {"later": 1}))["later"] == 1

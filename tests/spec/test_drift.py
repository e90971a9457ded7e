"""`oaic drift` tells what moved, and only that."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Annotated, Dict, List, Literal, Required, TypedDict  # noqa: UP035

import pytest
from oaic_spec import Contract, commands, contract
from oaic_spec.drift import sdk
from oaic_spec.drift.differences import Comparison, from_document, from_sdk
from oaic_spec.drift.shapes import leaves_of_schemas

TREE = "#/components/schemas/Tree"
BRANCHES = {"branches": {"type": "array", "items": {"$ref": TREE}}}
SCHEMAS = leaves_of_schemas({"components": {"schemas": {"Tree": {"type": "object", "properties": BRANCHES}}}})


def told(ours, theirs, leaves=SCHEMAS):
    return [str(each) for each in Comparison(SCHEMAS, leaves, set()).values("X", [ours], [theirs])]


def thing(required=(), **properties):
    return {"type": "object", "required": list(required), "properties": properties}


TEXT = {"type": "string"}
LIST = {"type": "array", "items": TEXT}


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (thing(a=TEXT), thing(a=TEXT), []),
        (thing(a=TEXT, b=TEXT), thing(a=TEXT), ["X: member b here only"]),
        (thing(a=TEXT), thing(a=TEXT, b=TEXT), ["X: member b there only"]),
        (thing(["a"], a=TEXT), thing(a=TEXT), ["X.a: required here only"]),
        (thing(a={"type": ["string", "null"]}), thing(a=TEXT), ["X.a: null here only"]),
        (thing(a={"type": ["string", "null"]}), thing(a={"type": "string", "nullable": True}), []),
        (thing(a={"enum": ["x", None]}), thing(a={"anyOf": [{"enum": ["x"]}, {"type": "null"}]}), []),
        (thing(a={"const": "x"}), thing(a={"enum": ["x", "y"]}), ["X.a: value y there only"]),
        (thing(a=TEXT), thing(a={"enum": ["x"]}), ["X.a: any string here only"]),
        (thing(a=TEXT), thing(a={"type": "integer"}), ["X.a: type integer there only", "X.a: type string here only"]),
        (thing(a=LIST), thing(a=LIST | {"items": {"const": "x"}}), ["X.a[]: any string here only"]),
        (thing(a=TEXT, b=TEXT), {"allOf": [thing(a=TEXT), thing(b=TEXT)]}, []),
        (thing(a={"type": "object"}), thing(a=thing(b=TEXT)), ["X.a: member b there only"]),
        (
            {"oneOf": [thing(type={"const": "a"}), thing(type={"const": "b"})]},
            {"oneOf": [thing(type={"const": "a"}, x=TEXT), thing(type={"const": "c"})]},
            ["X: variant b here only", "X: variant c there only", "X<a>: member x there only"],
        ),
    ],
)
def test_two_schemas(ours, theirs, expected):
    assert told(ours, theirs) == expected


PARTIAL = {"type": "object", "x-partial": True}
VARIANTS = {"x-variants": {"by": "type", "schemas": {"a": thing(x=TEXT), "b": PARTIAL}}}
A, B, C = (thing(type={"const": "a"}, x=TEXT), thing(type={"const": "b"}, y=TEXT), thing(type={"const": "c"}))


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (VARIANTS, {"oneOf": [A, B]}, []),
        (VARIANTS, {"oneOf": [A, B, C]}, ["X: variant c there only"]),
        (VARIANTS, {"oneOf": [A | {"properties": A["properties"] | {"y": TEXT}}, B]}, ["X<a>: member y there only"]),
        (PARTIAL, thing(a=TEXT), []),
        (thing(a=TEXT) | PARTIAL, thing(a=LIST, b=TEXT), ["X.a: type array there only", "X.a: type string here only"]),
        (PARTIAL, {"oneOf": [A, B]}, []),
        (PARTIAL, TEXT, ["X: type object here only", "X: type string there only"]),
    ],
)
def test_what_is_open_or_described_in_part(ours, theirs, expected):
    assert told(ours, theirs) == expected


def test_a_schema_that_holds_itself_is_walked_once():
    assert told({"$ref": TREE}, {"$ref": TREE}) == []


class Params(TypedDict, total=False):
    name: Required[str]
    tone: Literal["low", "high"] | None
    labels: Dict[str, str]  # noqa: UP006
    stop: str | List[str] | None  # noqa: UP006
    from_: Annotated[str, type("Info", (), {"alias": "from"})]
    stream: Literal[False]


def test_a_typed_dict_is_read_with_its_required_members_and_wire_names():
    ours = thing(
        ["name"],
        name=TEXT,
        tone={"enum": ["low", "high", None]},
        labels={"type": "object"},
        stop={"anyOf": [TEXT, {"type": "array", "items": TEXT}, {"type": "null"}]},
        stream={"type": "boolean"},
        **{"from": TEXT},
    )
    assert told(ours, Params, sdk.leaves) == []


def without(schema, member):
    document = deepcopy(contract().document)
    del document["components"]["schemas"][schema]["properties"][member]
    return Contract(document)


def test_the_sdk_differs_only_where_we_know(capsys):
    pytest.importorskip("openai")
    assert commands.drift([]) == 0
    assert capsys.readouterr().err == ""


def test_a_member_we_lack_is_reported(monkeypatch, capsys):
    pytest.importorskip("openai")
    monkeypatch.setattr(commands, "contract", lambda: without("CompletionUsage", "total_tokens"))
    assert commands.drift([]) == 1
    assert "CompletionUsage: member total_tokens there only\n" in capsys.readouterr().out


def test_a_known_difference_that_is_gone_is_a_warning(monkeypatch, capsys):
    pytest.importorskip("openai")
    monkeypatch.setattr(commands, "contract", lambda: without("ChatCompletionRequestToolMessage", "name"))
    assert commands.drift([]) == 0
    warning = "warning: known but gone: ChatCompletionRequestToolMessage: member name here only\n"
    assert capsys.readouterr().err == warning


def test_an_operation_without_its_sdk_class_is_reported(monkeypatch):
    pytest.importorskip("openai")
    monkeypatch.delitem(sdk.CLASSES, "Model")
    assert "Model: has no SDK class named" in map(str, from_sdk(contract()))


def test_without_the_sdk_it_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(commands, "find_spec", lambda name: None)
    with pytest.raises(SystemExit) as exit_:
        commands.drift([])
    assert exit_.value.code == 4
    assert "pip install 'openai-conformance[sdk]'" in capsys.readouterr().err


def test_the_contract_does_not_differ_from_itself():
    assert from_document(contract(), contract().document) == []


def test_an_upstream_document_is_compared_by_operation(tmp_path, capsys):
    upstream = deepcopy(contract().document)
    upstream["components"]["schemas"]["Model"]["properties"]["shade"] = {"type": "string"}
    del upstream["paths"]["/models"]
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(upstream))
    assert commands.drift(["--upstream", str(file)]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[:2] == ["listModels: operation here only", "Model: member shade there only"]


@pytest.mark.parametrize("text", ["openapi: 3.1.0", "[]", "{}"])
def test_a_file_that_is_no_openapi_document_is_bad_usage(tmp_path, text, capsys):
    file = tmp_path / "upstream.json"
    file.write_text(text)
    with pytest.raises(SystemExit) as exit_:
        commands.drift(["--upstream", str(file)])
    assert exit_.value.code == 4
    assert "expected an OpenAPI document in JSON" in capsys.readouterr().err

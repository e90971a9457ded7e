"""The contract is a valid OpenAPI document, and says what the other rooms ask of it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import oaic_spec
import openapi_spec_validator
import pytest
from oaic_spec.contract import ROOT, Contract, contract
from oaic_spec.streams import promoted

LEDGER = Path(__file__).parents[2] / "spec" / "CALIBRATION.md"
CHAT = contract().operations["createChatCompletion"]
UPSTREAM = [operation for operation in contract().operations.values() if not operation.convention]
NAMED = {400, 401, 403, 404, 405, 429, 500, 503}


def test_it_is_valid():
    openapi_spec_validator.validate(contract().document)


@pytest.mark.slow
def test_it_is_valid_as_3_2_too():
    document = promoted(contract().document)
    openapi_spec_validator.validate(document)
    answer = document["paths"]["/chat/completions"]["post"]["responses"]["200"]["content"]["text/event-stream"]
    assert "itemSchema" in answer


def test_operations_come_in_the_order_of_the_document():
    told = [(each.id, each.method, each.path, each.tag) for each in contract().operations.values()]
    assert told[:3] == [
        ("listModels", "GET", "/models", "Models"),
        ("retrieveModel", "GET", "/models/{model}", "Models"),
        ("createChatCompletion", "POST", "/chat/completions", "Chat"),
    ]


def test_every_tag_is_described():
    described = [tag["name"] for tag in contract().document["tags"]]
    assert {operation.tag for operation in contract().operations.values()} == set(described)


def test_an_operation_knows_its_schemas():
    assert CHAT.request.name == "CreateChatCompletionRequest"
    assert CHAT.response.name == "CreateChatCompletionResponse"
    assert CHAT.chunk.name == "CreateChatCompletionStreamResponse"
    assert CHAT.response is contract().schema("CreateChatCompletionResponse")


def test_an_operation_without_body_or_stream_says_so():
    models = contract().operations["listModels"]
    assert (models.request, models.chunk, models.stream) == (None, None, None)


def test_an_operation_knows_the_parameters_of_its_query():
    listing = contract().operations["listInputItems"]
    assert list(listing.query) == ["include", "limit", "order", "after"]
    assert [problem.keyword for problem in listing.query["limit"].problems(0)] == ["minimum"]
    assert dict(contract().operations["createResponse"].query) == {}


def test_an_operation_that_upstream_calls_otherwise_says_so():
    named = contract().document["paths"]["/responses/compact"]["post"]
    assert (named["operationId"], named["x-upstream-operation-id"]) == ("compactResponse", "Compactconversation")


def test_the_rules_of_the_chat_stream():
    assert (CHAT.stream.media_type, CHAT.stream.event_field) == ("text/event-stream", "absent")
    assert (CHAT.stream.terminator, CHAT.stream.terminator_required) == ("[DONE]", True)
    assert CHAT.stream.grammar["constant"] == ("id", "object", "created", "model")


def test_the_grammar_cannot_be_changed():
    with pytest.raises(TypeError, match="does not support item assignment"):
        CHAT.stream.grammar["constant"] = ()


@pytest.mark.parametrize("operation", UPSTREAM, ids=lambda each: each.id)
def test_every_operation_lists_its_errors_in_the_envelope(operation):
    responses = contract().document["paths"][operation.path][operation.method.lower()]["responses"]
    assert set(operation.error_statuses) >= NAMED | ({413, 415} if operation.request else set())
    assert responses.keys() >= {"4XX", "5XX"}


def test_the_members_of_the_envelope_are_all_required():
    problems = contract().schema("ErrorResponse").problems({"error": {"message": "No."}})
    assert [problem.path for problem in problems] == ["error.type", "error.param", "error.code"]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"index": 0, "delta": {}, "finish_reason": None}, []),
        ({"index": 0, "delta": {"audio": {"expires_at": 1}}}, []),
        ({"index": 0, "delta": {"content": "Hi"}}, ["choices[0].finish_reason"]),
    ],
)
def test_only_an_audio_update_may_leave_finish_reason_out(choice, expected):
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    assert [problem.path for problem in CHAT.chunk.problems(chunk)] == expected


def test_a_schema_nobody_wrote_is_named_in_the_error():
    with pytest.raises(KeyError, match="no schema named Parrot"):
        contract().schema("Parrot")


def test_the_digest_depends_on_what_is_said_and_not_on_its_order():
    said = {"info": {"version": "1"}, "paths": {}}
    assert Contract(said).digest == Contract(dict(reversed(said.items()))).digest
    assert Contract(said).digest != Contract(said | {"paths": {"/": {}}}).digest


def discriminators(node):
    if isinstance(node, dict):
        if "discriminator" in node and "oneOf" in node:
            yield node
        for value in node.values():
            yield from discriminators(value)
    elif isinstance(node, list):
        for value in node:
            yield from discriminators(value)


def test_every_discriminator_maps_every_branch():
    found = list(discriminators(contract().document["components"]["schemas"]))
    assert found
    for union in found:
        assert set(union["discriminator"]["mapping"].values()) == {each["$ref"] for each in union["oneOf"]}


def test_every_marked_place_has_its_row_in_the_ledger_and_every_row_a_place():
    marked = {
        key
        for path in ROOT.parent.glob("*.yaml")
        for key in re.findall(r"x-(?:calibrated|convention): ([\w-]+)", path.read_text())
    }
    rows = set(re.findall(r"^\| `([\w-]+)` \|", LEDGER.read_text(), re.MULTILINE))
    assert rows == marked


def test_what_the_package_exports_is_all_there_and_sorted():
    assert oaic_spec.__all__ == sorted(oaic_spec.__all__)
    assert all(hasattr(oaic_spec, name) for name in oaic_spec.__all__)


def test_importing_the_contract_does_not_import_openapi_core():
    code = "import sys, oaic_spec; oaic_spec.contract(); sys.exit('openapi_core' in sys.modules)"
    path = [entry for entry in sys.path if entry]
    assert subprocess.run([sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}; {code}"]).returncode == 0

"""Files become one document whose references are all local."""

from __future__ import annotations

from pathlib import Path

import jsonschema_rs
import pytest
from oaic_spec.contract import ROOT, contract
from oaic_spec.loader import BundleError, bundle, gather, references
from oaic_spec.pointer import dotted, pointer, resolve, steps, tokens_in

ROOT_YAML = 'paths: {/pets: {$ref: "pets.yaml#/paths/~1pets"}}\ncomponents: {schemas: {Root: {type: object}}}'
PETS_YAML = """
paths:
  /pets: {get: {responses: {"200": {$ref: "answers.yaml#/components/responses/Fine"}}}}
components:
  schemas:
    Pet:
      oneOf: [{$ref: "#/components/schemas/Cat"}]
      discriminator: {propertyName: type, mapping: {cat: "pets.yaml#/components/schemas/Cat"}}
    Cat: {properties: {$ref: {type: string}, discriminator: {type: object}}}
"""
ANSWERS_YAML = "components: {responses: {Fine: {description: Fine.}}}"


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        folder.joinpath(f"{name}.yaml").write_text(text)
    return folder / "root.yaml"


def test_files_are_bundled(tmp_path):
    document = bundle(written(tmp_path, root=ROOT_YAML, pets=PETS_YAML, answers=ANSWERS_YAML))
    assert document == {
        "paths": {"/pets": {"get": {"responses": {"200": {"$ref": "#/components/responses/Fine"}}}}},
        "components": {
            "schemas": {
                "Root": {"type": "object"},
                "Pet": {
                    "oneOf": [{"$ref": "#/components/schemas/Cat"}],
                    "discriminator": {"propertyName": "type", "mapping": {"cat": "#/components/schemas/Cat"}},
                },
                "Cat": {"properties": {"$ref": {"type": "string"}, "discriminator": {"type": "object"}}},
            },
            "responses": {"Fine": {"description": "Fine."}},
        },
    }


def test_variants_become_conditions_and_what_is_none_of_them_fits(tmp_path):
    variants = '{by: kind, schemas: {cat: {$ref: "root.yaml#/components/schemas/Cat"}}}'
    schemas = f"{{Pet: {{type: object, x-variants: {variants}}}, Cat: {{required: [lives]}}}}"
    document = bundle(written(tmp_path, root=f"paths: {{}}\ncomponents: {{schemas: {schemas}}}"))
    pet = jsonschema_rs.Draft202012Validator({**document, "$ref": "#/components/schemas/Pet"})
    values = [{"kind": "cat"}, {"kind": "cat", "lives": 9}, {"kind": "dog"}, {}, {"kind": 1}]
    assert [pet.is_valid(value) for value in values] == [False, True, True, True, False]


def test_a_name_belongs_to_one_file(tmp_path):
    twice = "components: {schemas: {Root: {type: string}}}\npaths: {/pets: {}}"
    with pytest.raises(BundleError, match=r"pets\.yaml: components/schemas/Root is defined in another file"):
        bundle(written(tmp_path, root=ROOT_YAML, pets=twice))


def test_every_file_of_the_contract_is_reached():
    assert sorted(gather(ROOT)) == sorted(path.name for path in ROOT.parent.glob("*.yaml"))


def test_every_reference_of_the_contract_leads_somewhere():
    document = contract().document
    for ref in references(document):
        assert ref.startswith("#/")
        assert resolve(document, ref)


@pytest.mark.parametrize(
    ("tokens", "text", "path"),
    [
        ([], "", ""),
        (["messages", 0, "content"], "/messages/0/content", "messages[0].content"),
        (["a/b", "c~d"], "/a~1b/c~0d", "a/b.c~d"),
        ([0, "id"], "/0/id", "[0].id"),
    ],
)
def test_a_place_is_written_two_ways(tokens, text, path):
    assert (pointer(tokens), dotted(tokens)) == (text, path)
    assert steps(text) == steps(f"#{text}") == [str(token) for token in tokens]


def test_a_pointer_is_unescaped_in_the_order_rfc_6901_gives():
    assert resolve({"~1": {"a/b": [7]}}, "/~01/a~1b/0") == 7


def test_digits_are_a_key_in_an_object_and_an_index_in_an_array():
    assert tokens_in({"7": ["x", "y"]}, [7, "1"]) == ["7", 1]


@pytest.mark.parametrize("name", ["7", "007", "+7", "0" * 65])
def test_a_member_named_in_digits_is_found_however_they_are_written(name):
    schema = jsonschema_rs.Draft202012Validator({"additionalProperties": {"type": "string"}})
    [error] = schema.iter_errors({name: None})
    assert tokens_in({name: None}, error.instance_path) == [name]

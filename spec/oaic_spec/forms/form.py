"""A form as the JSON that it stands for, so that one schema judges both.

Brackets are members and elements (`expires_after[seconds]`, `include[]`). Texts become what the schema wants there: a
number that is written as one, a word of `true` and `false`. A file stands as its name.
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from oaic_spec.forms.part import BrokenForm, Part, TooMuch
from oaic_spec.pointer import resolve
from oaic_spec.schema import Schema

MULTIPART = "oaic_spec.forms.multipart"  # large, and loaded when the first form is read
FORM = "multipart/form-data"
LONGEST_TEXT = 2**20  # bytes; what is larger is a file, and stands in a member for one
DEEPEST = 8
NAME = re.compile(r"[^\[\]]+(\[[^\[\]]*\])*")
NUMBER = re.compile(r"-?(0|[1-9]\d{0,30})(\.\d{1,30})?([eE][+-]?\d{1,3})?")
WORDS = {"true": True, "false": False}

Json = dict[str, Any]


@dataclass(frozen=True)
class Form:
    body: Json
    files: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)  # by member, as often as it was given


def parts_of(body: bytes, content_type: str) -> list[Part]:
    """The parts of a body; raises `BrokenForm` where it is no form."""
    found: list[Part] = importlib.import_module(MULTIPART).parts(body, content_type)
    return found


def form_of(found: list[Part], schema: Schema) -> Form:
    """What the parts say; raises `BrokenForm` where they contradict each other, or are no text where it is wanted."""
    tree: Json = {}
    for part in found:
        put(tree, steps(part.name), part)
    reader = Reader(schema.source.content)
    read = reader.read(tree, schema.definition, ())
    return Form(read, {name: tuple(files) for name, files in reader.files.items()})


def is_form(content_type: str | None) -> bool:
    return (content_type or "").partition(";")[0].strip().lower() == FORM


def steps(name: str) -> list[str]:
    """`a[b][]` as a, b and the empty step, which is the next element; other names as they stand."""
    if not NAME.fullmatch(name) or name.count("[") > DEEPEST:
        return [name]
    head, *rest = name.split("[")
    return [head, *(step.removesuffix("]") for step in rest)]


def put(tree: Json, path: list[str], part: Part) -> None:
    name, *rest = path
    if not rest:
        tree[name] = [*listed(tree[name]), part] if name in tree else part
    elif rest == [""]:
        tree[name] = [*listed(tree.get(name, [])), part]
    else:
        below = tree.setdefault(name, {})
        if not isinstance(below, dict):
            raise BrokenForm(f"gives {name!r} both as a value and in brackets")
        put(below, rest, part)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class Reader:
    """Gives the values of a form the types that their schemas want, and keeps the files apart."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self.files: dict[str, list[Part]] = {}

    def read(self, value: Any, schema: Any, path: tuple[str, ...]) -> Any:
        branches = list(self._branches(schema))
        if isinstance(value, dict):
            members = {name: node for each in branches for name, node in each.get("properties", {}).items()}
            return {name: self.read(found, members.get(name, {}), (*path, name)) for name, found in value.items()}
        arrays = [each for each in branches if "items" in each]
        if isinstance(value, list):
            element = arrays[0]["items"] if arrays else schema
            return [self.read(found, element, path) for found in value]
        if arrays and len(arrays) == len(branches):  # several are wanted, one is given
            return [self.read(value, arrays[0]["items"], path)]
        return self._leaf(value, branches, path)

    def _leaf(self, part: Part, branches: list[Any], path: tuple[str, ...]) -> Any:
        if any(each.get("format") == "binary" for each in branches):
            self.files.setdefault(".".join(path), []).append(part)
            return part.filename or path[-1]
        return typed(text(part), kinds(branches))

    def _branches(self, schema: Any) -> Iterator[Any]:
        """What a value may be, one by one: references looked up, unions taken apart."""
        while "$ref" in schema:
            schema = resolve(self._document, schema["$ref"])
        unions = [branch for word in ("anyOf", "oneOf") for branch in schema.get(word, ())]
        for branch in unions:
            yield from self._branches(branch)
        if not unions:
            yield schema


def text(part: Part) -> str:
    if len(part.content) > LONGEST_TEXT:
        raise TooMuch(f"has more than {LONGEST_TEXT} bytes of text in {part.name!r}")
    try:
        return part.content.decode()
    except UnicodeDecodeError:
        raise BrokenForm(f"has text that is not UTF-8 in {part.name!r}") from None


def kinds(branches: list[Any]) -> set[str]:
    """The types of JSON that are wanted."""
    named = [each.get("type", []) for each in branches]
    return {kind for each in named for kind in ([each] if isinstance(each, str) else each)}


def typed(said: str, wanted: set[str]) -> Any:
    """A text as one of the types that are wanted; as it stands where it says no such thing."""
    if "boolean" in wanted and said in WORDS:
        return WORDS[said]
    if wanted & {"integer", "number"} and NUMBER.fullmatch(said):
        return number(json.loads(said))
    return said


def number(said: int | float) -> int | float:
    """`2.0` is the integer 2 (JSON Schema, 4.2.3)."""
    return int(said) if isinstance(said, float) and said.is_integer() else said

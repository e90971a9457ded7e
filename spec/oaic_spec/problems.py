"""Explains why a value does not fit: turns a validator's errors into problems at the places where they are.

A validator only says that a union as a whole was missed. The branch that was meant is the one the
discriminator names, else the one for the value's JSON type, else the one that comes closest; the
problems of that branch are the union's problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from jsonschema_rs import ValidationError

from oaic_spec.pointer import Token, at, dotted, pointer, tokens_in
from oaic_spec.wording import choices, described, either, json_type, limit, short

NOTHING = "nothing"
ENOUGH = 50  # errors of one branch: more do not tell better which was meant


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a value, at one place."""

    pointer: str
    path: str
    keyword: str
    expected: str
    observed: str

    @property
    def sentence(self) -> str:
        return f"{self.path or 'the top level'}: expected {self.expected}, found {self.observed}"

    def below(self, path: str) -> Problem:
        """The same of a value that stands at a path in another."""
        joined = f"{path}{'' if self.path.startswith('[') else '.'}{self.path}".rstrip(".")
        return replace(self, pointer=f"/{path}{self.pointer}", path=joined)


class Finding(NamedTuple):
    """What a validator's error comes down to, before the value is looked at."""

    place: tuple[Token, ...]
    keyword: str
    expected: str


def explain(document: Mapping[str, Any], value: Any, errors: Iterable[ValidationError]) -> list[Problem]:
    """The problems of a value behind a validator's errors, each once, in the validator's order."""
    return [written(value, finding) for finding in findings(document, errors)]


def explain_first(document: Mapping[str, Any], value: Any, error: ValidationError) -> Problem:
    """The first problem behind an error."""
    return written(value, next(causes(document, error)))


def written(value: Any, finding: Finding) -> Problem:
    tokens = tokens_in(value, finding.place)
    observed = NOTHING if finding.keyword == "required" else short(at(value, tokens))
    return Problem(pointer(tokens), dotted(tokens), finding.keyword, finding.expected, observed)


def unreadable(error: ValueError) -> Problem:
    """A value no validator can take in: too deep, or no Unicode."""
    return Problem("", "", "readable", "text in Unicode, nested no deeper than a validator goes", str(error))


def findings(document: Mapping[str, Any], errors: Iterable[ValidationError]) -> list[Finding]:
    return list(dict.fromkeys(found for error in errors for found in causes(document, error)))


def causes(document: Mapping[str, Any], error: ValidationError) -> Iterator[Finding]:
    return EXPLAINERS.get(error.kind.name, plain)(document, error)


def place(error: ValidationError, *further: Token) -> tuple[Token, ...]:
    return (*error.instance_path, *further)


def parent(document: Mapping[str, Any], error: ValidationError) -> Any:
    """The schema that holds the keyword the error is about."""
    return at(document, error.schema_path[:-1])


def plain(document: Mapping[str, Any], error: ValidationError) -> Iterator[Finding]:
    keyword = error.kind.name
    yield Finding(place(error), keyword, limit(keyword, error.kind.value))


def wrong_type(document: Mapping[str, Any], error: ValidationError) -> Iterator[Finding]:
    yield Finding(place(error), "type", described(document, parent(document, error)))


def wrong_value(document: Mapping[str, Any], error: ValidationError) -> Iterator[Finding]:
    schema = parent(document, error)
    values = schema["enum"] if "enum" in schema else [schema["const"]]
    yield outside(place(error), error.kind.name, values, error.instance)


def outside(where: tuple[Token, ...], keyword: str, values: list[Any], value: Any) -> Finding:
    """A value that is not among those allowed; one of another JSON type altogether is a wrong type."""
    of_their_type = json_type(value) in {json_type(each) for each in values}
    return Finding(where, keyword if of_their_type else "type", either(choices(values)))


def missing(document: Mapping[str, Any], error: ValidationError) -> Iterator[Finding]:
    name = str(error.kind.value)
    schema = parent(document, error).get("properties", {}).get(name)
    yield Finding(place(error, name), "required", described(document, schema))


def unknown(document: Mapping[str, Any], error: ValidationError) -> Iterator[Finding]:
    names: Any = error.kind.value
    for name in names:
        yield Finding(place(error, name), "unknown", "no such member")


def misnamed(document: Mapping[str, Any], error: ValidationError) -> Iterator[Finding]:
    *_, keyword = error.schema_path
    wanted = limit(str(keyword), at(document, error.schema_path))
    yield Finding(place(error), "propertyNames", f"names that are each {wanted}")


def union(document: Mapping[str, Any], error: ValidationError) -> Iterator[Finding]:
    schema = parent(document, error)
    branches = getattr(error.kind, "context", None)
    if not branches:
        yield Finding(place(error), "oneOf", "exactly one of the alternatives to fit")
    elif "discriminator" in schema and isinstance(error.instance, dict):
        yield from tagged(document, error, schema, branches)
    else:
        yield from untagged(document, error, schema, branches)


def tagged(
    document: Mapping[str, Any], error: ValidationError, schema: Any, branches: list[list[ValidationError]]
) -> Iterator[Finding]:
    name, mapping = schema["discriminator"]["propertyName"], schema["discriminator"]["mapping"]
    members: Any = error.instance
    tag = members.get(name)
    if name not in members:
        yield Finding(place(error, name), "required", either(choices(mapping)))
    elif not isinstance(tag, str) or tag not in mapping:
        yield outside(place(error, name), "enum", list(mapping), tag)
    else:
        refs = [branch["$ref"] for branch in schema[error.kind.name]]
        yield from findings(document, branches[refs.index(mapping[tag])])


def untagged(
    document: Mapping[str, Any], error: ValidationError, schema: Any, branches: list[list[ValidationError]]
) -> Iterator[Finding]:
    here = place(error)
    explained = [findings(document, branch[:ENOUGH]) for branch in branches]
    of_its_type = [branch for branch in explained if not any(is_type_of(here, each) for each in branch)]
    if of_its_type:
        yield from min(of_its_type, key=distance)
    else:
        alternatives = {error.kind.name: schema[error.kind.name]}
        yield Finding(here, "type", described(document, alternatives))


def is_type_of(here: tuple[Token, ...], finding: Finding) -> bool:
    return finding.keyword == "type" and finding.place == here


def distance(branch: list[Finding]) -> tuple[int, int]:
    """How far a branch is from fitting: fewer problems are nearer, then deeper ones."""
    return len(branch), -max(len(finding.place) for finding in branch)


EXPLAINERS: dict[str, Callable[[Mapping[str, Any], ValidationError], Iterator[Finding]]] = {
    "type": wrong_type,
    "enum": wrong_value,
    "const": wrong_value,
    "required": missing,
    "additionalProperties": unknown,
    "unevaluatedProperties": unknown,
    "propertyNames": misnamed,
    "oneOf": union,
    "anyOf": union,
}

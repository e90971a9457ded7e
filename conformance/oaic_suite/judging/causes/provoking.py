"""What in a request brings about that it is not answered: what no request that was answered has in common with it.

A request is taken apart into features: that a member is there, of which type, and for words out of a list, which.
Of those that no answered request to the same path has, the plainest is named: the least deep, and what others rest
on before what rests on it, `tools` before `tool_choice`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlsplit

from oaic_spec import Operation, contract

from oaic_suite.asking.survey.capability import ABSENT_STATUSES
from oaic_suite.judging.causes.symptom import INDEX, OK, answered, failure_names, refusal_names, refused
from oaic_suite.judging.document.run_json import Exchange

# Members whose words are a list of the contract's, and members whose insides are the user's.
WORDS = ("type", "role", "format", "detail", "encoding_format")
OPAQUE = ("parameters", "schema", "metadata", "logit_bias", "properties")
FIRST = ("stream", "messages", "prompt", "input", "tools", "functions", "response_format", "modalities", "logprobs")
# Members that set a request apart, and the family that is about them.
SPECIAL = {
    "response_format": "response-format",
    "functions": "tools-taken",
    "tools": "tools-taken",
    "modalities": "speech",
    "logprobs": "logprobs",
}
# The family in whose words what is provoked at a place is mended, whichever row shows it.
MENDED: dict[str, str] = {f"/{member}": family for member, family in SPECIAL.items()} | {
    "/messages/*/content": "messages"
}
PART = "/messages/*/content/*/"  # whatever kind of part it is, it is read in one place
DEEPEST = 6
MANY = 4  # endpoints that say the same to every request, which is no chance
NUMBERS = re.compile(r"[0-9a-fA-F-]*\d[0-9a-fA-F-]*")  # and ids in hexadecimal
FIELD = re.compile(r'form-data; name="([^"\[]+)')  # of a form, by the member it is of
TYPES: dict[type, str] = {str: "text", int: "a number", float: "a number", list: "an array", dict: "an object"}

SEVERAL = "an array of several"
TOLD_TYPES = ("an array", SEVERAL, "text", "null", "a number")


@dataclass(frozen=True)
class Feature:
    pointer: str
    type: str = ""  # of the value, in words
    word: str = ""  # the value, where it is one out of a list

    @property
    def order(self) -> tuple[int, int, bool, str]:
        """Sorts the plainest to the front."""
        return self.pointer.count("/"), rank(self.member), bool(self.word), f"{self.pointer} {self.type}"

    @property
    def member(self) -> str:
        return self.pointer.split("/")[1]

    @property
    def in_a_part(self) -> bool:
        return self.pointer.startswith(PART)

    @property
    def place(self) -> str:
        """What stays the same whichever type or word it was."""
        return PART.rstrip("/") if self.in_a_part else self.pointer

    def __str__(self) -> str:
        name = self.pointer[1:].replace("/*", "[]").replace("/", ".")
        if self.word:
            return f"`{name}: {self.word}`"
        return f"`{name}` as {self.type}" if self.type in TOLD_TYPES else f"`{name}`"


@dataclass(frozen=True)
class Requests:
    """All requests of a run, by what became of them."""

    exchanges: Mapping[str, Exchange]

    @cached_property
    def granted(self) -> dict[str, frozenset[Feature]]:
        """The features of all requests that were answered, by path."""
        found: dict[str, frozenset[Feature]] = {}
        for (path, _), some in self.granted_alike.items():
            found[path] = found.get(path, frozenset()) | some
        return found

    @cached_property
    def granted_alike(self) -> dict[tuple[str, bool], frozenset[Feature]]:
        """The same, by path and whether streamed."""
        found: dict[tuple[str, bool], set[Feature]] = {}
        for exchange in self.exchanges.values():
            if answered(exchange):
                key = asked_at(exchange), streamed(exchange)
                found.setdefault(key, set()).update(of_members(body_of(exchange)))
        return {key: frozenset(some) for key, some in found.items()}

    @cached_property
    def coded(self) -> frozenset[tuple[str, bool]]:
        """The paths, and whether streamed, of which a request was answered that accepts a compressed answer."""
        accepted = (each for each in self.exchanges.values() if answered(each) and accepts_gzip(each))
        return frozenset((asked_at(each), streamed(each)) for each in accepted)

    @cached_property
    def taken(self) -> frozenset[tuple[str, str, bool]]:
        """The requests that were answered, and whether the answer might have been compressed."""
        return frozenset((*sent(each), accepts_gzip(each)) for each in self.exchanges.values() if answered(each))

    def provoking(self, exchange: Exchange) -> Feature | None:
        """The plainest feature of a request that no answered one has; none where its failure says what it is of."""
        unlike = set(of_members(body_of(exchange))) - self.granted.get(asked_at(exchange), frozenset())
        if (named := self.failing_at(exchange)) in SPECIAL:
            return None
        among = (each for each in unlike if named in (None, each.member))
        return min(among, key=lambda each: each.order, default=None)

    def unlike_others(self, exchange: Exchange) -> bool:
        """Whether a request has something in it that no answered one has which is streamed, or not, as it is."""
        alike = self.granted_alike.get((asked_at(exchange), streamed(exchange)), frozenset())
        return not alike.issuperset(of_members(body_of(exchange)))

    def member(self, exchange: Exchange) -> str | None:
        """The member of a refused request that its refusal names."""
        members = sorted(body_of(exchange), key=rank)
        return refusal_names(exchange, members) if refused(exchange) else None

    def failing_at(self, exchange: Exchange) -> str | None:
        """The member of a request in which its failure gives a place."""
        return None if refused(exchange) else failure_names(exchange, sorted(body_of(exchange), key=rank))

    def broken_by_coding(self, exchange: Exchange) -> bool:
        """Whether an answer breaks off that may be compressed, where none like it was whole, or the plain alone."""
        if exchange["status"] != OK or exchange["ended"] == "complete" or not accepts_gzip(exchange):
            return False
        but_plain = (*sent(exchange), False) in self.taken and (*sent(exchange), True) not in self.taken
        return but_plain or (asked_at(exchange), streamed(exchange)) not in self.coded

    @cached_property
    def alike(self) -> dict[str, set[str]]:
        """The endpoints of which nothing was answered, by what they say to every request but for its path."""
        found: dict[str, set[str]] = {}
        for exchange in self.exchanges.values():
            if not self.any_granted(exchange):
                found.setdefault(said(exchange), set()).add(asked_at(exchange))
        return found

    def unserved(self, exchange: Exchange) -> bool:
        """Whether a request is answered as one to a path that nobody has, or as those to many other endpoints are.

        Where it is told as what is not there, as by a 404, each is a matter of its own.
        """
        endpoints = self.alike.get(said(exchange), set())
        strange = any(not is_known(endpoint) for endpoint in endpoints)
        return (
            exchange["status"] not in ABSENT_STATUSES
            and exchange["ended"] == "complete"
            and (strange or len(endpoints) >= MANY)
        )

    def any_granted(self, exchange: Exchange) -> bool:
        return asked_at(exchange) in self.granted


def said(exchange: Exchange) -> str:
    """What is answered, whichever path was asked for, without what is new in each."""
    body = exchange["body"].replace(urlsplit(exchange["request"]["url"]).path, "")
    return f"{exchange['status']} {exchange['ended']} {NUMBERS.sub('', body)}"


def is_known(endpoint: str) -> bool:
    """Whether the contract has an endpoint, named as `asked_at` names it."""
    method, path = endpoint.split(" ", 1)
    return named_operation(method, path) is not None


def unlawful_null(exchange: Exchange) -> str | None:
    """Where a request has null against the contract: that is none of ours, but was in an answer, and is sent back."""
    request = exchange["request"]
    found = operation_at(request["method"], urlsplit(request["url"]).path)
    schema = found[1].request if found else None
    problem = schema.first_problem(body_of(exchange)) if schema else None
    return INDEX.sub("/*", problem.pointer) if problem and problem.observed == "null" else None


def sent(exchange: Exchange) -> tuple[str, str]:
    """Where a request was sent, and what was in it, however it was written."""
    return asked_at(exchange), json.dumps(body_of(exchange), sort_keys=True)


def streamed(exchange: Exchange) -> bool:
    return bool(body_of(exchange).get("stream"))


def accepts_gzip(exchange: Exchange) -> bool:
    return any(name.lower() == "accept-encoding" and "gzip" in value for name, value in exchange["request"]["headers"])


def rank(member: str) -> int:
    return FIRST.index(member) if member in FIRST else len(FIRST)


def special(exchange: Exchange) -> str | None:
    """The member that sets a request apart most, where no feature does."""
    return next((member for member in SPECIAL if member in body_of(exchange)), None)


def asked_at(exchange: Exchange) -> str:
    """Method and path, as one names an endpoint: ids in it are left out."""
    request = exchange["request"]
    return named_endpoint(request["method"], urlsplit(request["url"]).path)


@cache
def named_endpoint(method: str, path: str) -> str:
    """The path of the contract where the end of a path is one, else the path itself."""
    found = named_operation(method, path)
    return f"{method} {found}" if found else f"{method} {path}"


def named_operation(method: str, path: str) -> str | None:
    """The path as the contract writes its end, where it has that."""
    found = operation_at(method, path)
    return f"{path[: found[0]]}{found[1].path}" if found else None


def operation_at(method: str, path: str) -> tuple[int, Operation] | None:
    """The operation whose path is the end of one, and where that begins."""
    starts = (place for place, letter in enumerate(path) if letter == "/")
    operations = ((start, contract().operation_at(method, path[start:])) for start in starts)
    return next(((start, found) for start, found in operations if found), None)


def body_of(exchange: Exchange) -> dict[str, Any]:
    """The members that were sent, of a form too; of what is no object there are none."""
    body = exchange["request"]["body"] or "null"
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return dict.fromkeys(FIELD.findall(body), True)
    return sent if isinstance(sent, dict) else {}


def of_members(value: Mapping[str, Any], above: str = "") -> Iterator[Feature]:
    for name, member in value.items():
        pointer = f"{above}/{name}"
        yield Feature(pointer)
        yield from of_value(member, pointer, name)


def of_value(value: Any, pointer: str, name: str) -> Iterator[Feature]:
    yield Feature(pointer, type_of(value))
    if isinstance(value, list) and len(value) > 1:
        yield Feature(pointer, SEVERAL)
    if isinstance(value, str) and name in WORDS:
        yield Feature(pointer, word=value)
    if name in OPAQUE or pointer.count("/") >= DEEPEST:
        return
    if isinstance(value, dict):
        yield from of_members(value, pointer)
    for item in value if isinstance(value, list) else ():
        yield from of_value(item, f"{pointer}/*", name)


def type_of(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return TYPES[type(value)]


def in_words(features: Iterable[Feature]) -> str:
    """Features that share a place, one after the other."""
    *rest, last = dict.fromkeys(map(str, features))
    return f"{', '.join(rest)} or {last}" if rest else last

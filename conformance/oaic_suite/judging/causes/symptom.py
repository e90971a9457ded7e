"""What a red row says is wrong, as far as causes go by it: the kind of deviation, its place, whether an answer came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from oaic_suite.asking.told import Told
from oaic_suite.judging.document.run_json import Exchange, Finding, Row

Kind = Literal["missing", "null", "wrong"]
NOTHING = re.compile(r"nothing\b")
NULL = re.compile(r"(None|null)\b")
INDEX = re.compile(r"/\d+(?=/|$)")
OK, REFUSED = 200, 400
ALIVE = ("complete", "left")


def kind_of(found: Finding) -> Kind:
    observed = found["observed"] or ""
    if NOTHING.match(observed):
        return "missing"
    return "null" if NULL.match(observed) else "wrong"


def place_of(row: Row) -> str | None:
    """The pointer of what is wrong, whichever entry it was seen in."""
    where = row["where"]
    return INDEX.sub("/*", where["pointer"]) if where and where["pointer"] else None


def refusal_names(exchange: Exchange, members: Sequence[str]) -> str | None:
    """The first of some members that a refusal names, by its place or in words."""
    told = Told.read(exchange["body"])
    by_place = (member for member in members if told.places_name(member))
    return next(by_place, None) or next((member for member in members if told.names([member])), None)


def failure_names(exchange: Exchange, members: Sequence[str]) -> str | None:
    """The first of some members in which a failure gives a place: words alone may name a member by chance."""
    told = Told.read(exchange["body"])
    return next((member for member in members if told.points_into(member)), None)


def answered(exchange: Exchange) -> bool:
    """Whether a request was granted, and the answer came whole, or as far as we wanted it."""
    return OK <= (exchange["status"] or 0) < REFUSED - 100 and exchange["ended"] in ALIVE


def refused(exchange: Exchange) -> bool:
    """Whether the server said no, rather than failing at it."""
    return exchange["ended"] == "complete" and REFUSED - 100 <= (exchange["status"] or 0) < REFUSED + 100

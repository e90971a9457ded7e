"""The causes of a run: red rows that one change would mend, together, the most harmful first.

The key of a row's cause is a function of what the row is about, of the place and of the kind of its deviation; and,
where a request was not answered, of what in it no answered request has. It does not depend on what else is red. A
row that follows from another, as the rows of a client do, has the key of that row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from oaic_suite.judging.causes.family import WORDS, Family, families, family_at, family_of, said_of
from oaic_suite.judging.causes.harm import SILENT, UNSERVED, clients, order, row_order
from oaic_suite.judging.causes.provoking import (
    MENDED,
    SPECIAL,
    Feature,
    Requests,
    asked_at,
    in_words,
    special,
    unlawful_null,
)
from oaic_suite.judging.causes.symptom import answered, kind_of, place_of, refused
from oaic_suite.judging.document.run_json import Cause, Exchange, Row
from oaic_suite.judging.selecting.profile import is_witness

REFUSED = re.compile(r"(.+?),? (?:is|are) refused(?: (?:with|as) .*|, .*)?\.")
NARROW = "narrow"  # the family of what the check of requests should let in
COMPRESSION = "compression"  # of what is compressed and cannot be read
NULLS = "nulls"  # and of null that is written for what has no value
CHATS, NAMED = "/chat/completions", 2  # the path that goes without saying, and how many others a title names
OTHER = Family("other", "Compare what was expected with what was observed, and write what the contract asks for.", {})


def causes(rows: Iterable[Row], exchanges: Mapping[str, Exchange]) -> list[Cause]:
    """All causes, the most harmful first."""
    return Causes(list(rows), exchanges).told()


@dataclass(frozen=True)
class Causes:
    rows: list[Row]
    exchanges: Mapping[str, Exchange]

    @cached_property
    def red(self) -> dict[str, Row]:
        return {row["id"]: row for row in self.rows if row["verdict"] == "fail" and row["level"] != "INFO"}

    @cached_property
    def requests(self) -> Requests:
        return Requests(self.exchanges)

    @cached_property
    def hiding(self) -> dict[str, list[str]]:
        """The rows that are open because of a red one, by that one."""
        found: dict[str, list[str]] = {}
        for row in self.rows:
            if row["verdict"] == "inconclusive" and row["cause"] in self.red and row["level"] != "INFO":
                found.setdefault(row["cause"] or "", []).append(row["id"])
        return found

    def told(self) -> list[Cause]:
        groups: dict[str, list[Row]] = {}
        for row in self.red.values():
            groups.setdefault(self.key(row), []).append(row)
        return sorted((self.cause(key, sorted(some, key=row_order)) for key, some in groups.items()), key=order)

    def cause(self, key: str, rows: list[Row]) -> Cause:
        first, *_ = rows
        return {
            "key": key,
            "title": self.title(rows),
            "details": self.details(rows),
            "fix": self.fix(rows),
            "level": "MUST" if any(row["level"] == "MUST" for row in rows) else "SHOULD",
            "surface": surface_of(first),
            "broken": [row["id"] for row in rows],
            "hidden": sorted(id for row in rows for id in self.hiding.get(row["id"], ())),
            "clients": clients(rows),
            "exchange": shown_by(first),
            "row": first["id"],
            "variant": variant_of(first),
        }

    # --- what holds rows together --------------------------------------------------------------------

    def key(self, row: Row, seen: tuple[str, ...] = ()) -> str:
        """What the causes of two rows have in common exactly where they are one."""
        if exchange := self.unanswered(row):
            return self.provoked(row, exchange)
        if (leading := row["cause"]) in self.red and leading not in seen:
            return self.key(self.red[leading or ""], (*seen, row["id"]))
        family = self.family(row)
        if family.place or family is OTHER:
            return f"{place_of(row) or row['id']}:{kind_of(row)}"
        return f"{family.name}:{kind_of(row)}" if family.about else family.name

    def provoked(self, row: Row, exchange: Exchange) -> str:
        """What in a request brings it about that it is not answered, and what became of it."""
        family = self.family(row)
        if family.one:
            return family.name
        became = "refused" if refused(exchange) else "failing"
        if not self.requests.any_granted(exchange):
            return UNSERVED if self.requests.unserved(exchange) else f"{asked_at(exchange)}:{became}"
        if self.requests.broken_by_coding(exchange):
            return COMPRESSION
        if self.too_much(exchange):
            return NULLS if unlawful_null(exchange) else NARROW
        if feature := self.requests.provoking(exchange):
            return feature.place if feature.in_a_part else f"{feature.place}:{became}"
        if member := self.set_apart(row, exchange):
            return SPECIAL[member]
        if is_witness(row["id"]):
            return f"{asked_at(exchange)}:{became}"
        return SILENT if exchange["ended"] == "timeout" and not family.plain else family.name

    def set_apart(self, row: Row, exchange: Exchange) -> str | None:
        """The member that sets a request apart most; of an SDK's, where no other that is like it was answered."""
        if (failing := self.requests.failing_at(exchange)) in SPECIAL:
            return failing
        by_what = self.family(row).general or (is_witness(row["id"]) and self.requests.unlike_others(exchange))
        return special(exchange) if by_what else None

    def set_apart_in(self, rows: list[Row]) -> str | None:
        """What sets the requests of some rows apart, be it of one of them."""
        asked = ((row, at) for row in rows if (at := self.unanswered(row)))
        return next((member for row, at in asked if (member := self.set_apart(row, at))), None)

    def too_much(self, exchange: Exchange) -> str:
        """What in a request is refused, although others to the same path are granted."""
        if not refused(exchange):
            return ""
        feature, member = self.requests.provoking(exchange), self.requests.member(exchange)
        return str(feature) if feature else f"`{member}`" if member else ""

    def unanswered(self, row: Row) -> Exchange | None:
        """The exchange of a row that is red because a request that should be answered is not."""
        where, family = row["where"], self.family(row)
        exchange = self.exchanges.get(where["exchange"]) if where and not family.apart else None
        if exchange is None or where is None or family.failed:
            return exchange
        whole = where["pointer"] is None and where["header"] is None
        return exchange if whole and not answered(exchange) else None

    def family(self, row: Row) -> Family:
        """The family of a row; but what is null where it may be absent, and what is left over, is the place's."""
        own, place = family_of(row["id"]) or OTHER, place_of(row)
        if place is None:
            return own
        return family_at(row["id"], place, kind_of(row)) or (family_at(row["id"], place) if own.place else None) or own

    # --- what is told of them ------------------------------------------------------------------------

    def title(self, rows: list[Row]) -> str:
        row = rows[0]
        family = self.family(row)
        if (exchange := self.unanswered(row)) is not None and not family.one:
            return self.unanswered_title(rows, exchange)
        if family.apart:
            return title_apart(family, rows, self.details(rows))
        if family.place or family is OTHER:
            return at_place(row)
        return family.titled(kind_of(row), self.details(rows))

    def details(self, rows: list[Row]) -> list[str]:
        """All that a title names some of, each once."""
        key, family = self.key(rows[0]), self.family(rows[0])
        said: list[str | None]
        if (of_key := families().get(key)) and of_key.kind:
            said = [leaf(place) for row in rows if (place := self.found_at(row))]
        elif self.unanswered(rows[0]) is not None and not family.one:
            said = [self.refused(row, key) for row in rows]
        elif family.apart:
            said = [wrongly_asked(row) if (own := said_of(family, row["id"])) == "" else own for row in rows]
        else:
            said = [self.said(family, row) for row in rows]
        return list(dict.fromkeys(filter(None, said)))

    def unanswered_title(self, rows: list[Row], exchange: Exchange) -> str:
        became = outcome_in_words(exchange)
        key, family = self.key(rows[0]), self.family(rows[0])
        if key == UNSERVED:
            return f"{families()[UNSERVED].titled('wrong', self.details(rows))}: each request {became}"
        if not self.requests.any_granted(exchange):
            return f"No request to {asked_at(exchange)} is answered: each {became}"
        if key == NULLS or (key == NARROW and len(self.details(rows)) > 1):
            return families()[key].titled("wrong", self.details(rows))
        if key == COMPRESSION:
            return f"{families()[COMPRESSION].title}: a request {became}"
        statement = rows[0]["statement"].rstrip(".")
        if features := [feature for row in rows if (feature := self.feature(row))]:
            return f"A request{self.told_apart(rows)} with {in_words(features)} {became}"
        if member := self.requests.member(exchange):
            return f"{family.titled('wrong', []) or statement}: a request {became}, for its `{member}`"
        if member := self.set_apart_in(rows):
            return f"A request{self.told_apart(rows)} with `{member}` {became}"
        if key.startswith(asked_at(exchange)):
            return f"A client's request to {asked_at(exchange)} {became}"
        if key == SILENT:
            return families()[SILENT].title
        return f"{family.titled('wrong', []) or statement}: a request {became}"

    def refused(self, row: Row, key: str) -> str:
        """What in the request of a row is refused, or the endpoint where all are."""
        if (exchange := self.unanswered(row)) is None or key not in (NARROW, UNSERVED):
            return ""
        return self.too_much(exchange) if key == NARROW else f"`{asked_at(exchange)}`"

    def said(self, family: Family, row: Row) -> str | None:
        """What the title of a family says of a row: of one that is there for its place alone, the member."""
        of_place = self.family(row) is family is not family_of(row["id"])
        place = place_of(row) if of_place and "{}" in family.title else None
        return said_of(family, row["id"]) or (leaf(place) if place else None)

    def found_at(self, row: Row) -> str | None:
        """Where an answer is wrong, or has null that a request repeats."""
        exchange = self.unanswered(row)
        return unlawful_null(exchange) if exchange else place_of(row)

    def told_apart(self, rows: list[Row]) -> str:
        """Where it was asked, unless that was in chats, of which one thinks, or in many places."""
        paths = list(dict.fromkeys(asked_at(at) for row in rows if (at := self.unanswered(row))))
        return "" if len(paths) > NAMED or any(path.endswith(CHATS) for path in paths) else f" to {' or '.join(paths)}"

    def feature(self, row: Row) -> Feature | None:
        exchange = self.unanswered(row)
        return self.requests.provoking(exchange) if exchange else None

    def fix(self, rows: list[Row]) -> str:
        """That of the family whose name the key is, where its own is another; else that of one row, or of all."""
        row, own, key = rows[0], rows[0]["fix"], self.key(rows[0])
        family = self.family(row)
        provoked = MENDED.get(key.removesuffix(":failing"), key)
        of_key = families().get(provoked) if key != NARROW or len(rows) > 1 else None
        if of_key and of_key is not family:
            return of_key.fix
        shared = len(rows) > 1 and not self.unanswered(row) and family is not OTHER
        return family.fix if shared or not own else own


def at_place(row: Row) -> str:
    place = place_of(row)
    if place is None:
        return f"{row['statement'].rstrip('.')}: it does not"
    name = place[1:].replace("/*", "[]").replace("/", ".")
    said = WORDS.get(kind_of(row)) or f"is not {row['expected']}"
    return f"`{name}` {said}"


def title_apart(family: Family, rows: list[Row], details: list[str]) -> str:
    """What invalid requests have in common that are not refused as they should be."""
    found = {accepted(row) for row in rows if not row["cause"]}
    told = family.accepted if found == {True} else family.failing if found == {False} else ""
    return family.titled("wrong", details, told)


def wrongly_asked(row: Row) -> str:
    """`a message without role`, of the statement that it is refused."""
    found = REFUSED.fullmatch(row["statement"])
    return found[1][0].lower() + found[1][1:] if found else ""


def leaf(place: str) -> str:
    """The last member a pointer names."""
    return f"`{[step for step in place.split('/') if step != '*'][-1]}`"


def accepted(row: Row) -> bool:
    return (row["observed"] or "").startswith("2")


def outcome_in_words(exchange: Exchange) -> str:
    status, ended = exchange["status"], exchange["ended"]
    if answered(exchange):
        return f"is answered with {status} and an error inside"
    if ended == "timeout":
        return "gets no whole answer in time"
    if ended != "complete":
        return "has its connection closed" if status is None else "has its answer broken off"
    return f"is refused with {status}" if refused(exchange) else f"is answered with {status}"


def surface_of(row: Row) -> str:
    head, *more = row["id"].split(".")
    return f"{head}.{more[0]}" if more[:1] == ["stream"] and more[1:] else head


def variant_of(row: Row) -> str:
    return next((each["name"] for each in row["variants"] if each["verdict"] == "fail"), "")


def shown_by(row: Row) -> str | None:
    where = row["where"]
    return where["exchange"] if where else next(iter(row["evidence"][-1:]), None)


def with_causes(rows: list[Row], exchanges: Mapping[str, Exchange]) -> tuple[list[Row], list[Cause]]:
    """The rows, each with the key of its cause, and the causes."""
    found = causes(rows, exchanges)
    keys = {id: cause["key"] for cause in found for id in cause["broken"]}
    return [row | {"cause_key": keys.get(row["id"])} for row in rows], found

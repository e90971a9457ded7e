"""Whether clients work with a server, by the rows of a run: works, does not work, or not established."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from oaic_suite.asking.surface import probes
from oaic_suite.asking.survey.preflight import surveyed
from oaic_suite.evidence.ownership import matches
from oaic_suite.judging.causes.symptom import kind_of
from oaic_suite.judging.clients.profile import ClientProfile, Need, client_profiles
from oaic_suite.judging.document.run_json import Breach, Capability, Client, Row, Variant, Works
from oaic_suite.judging.selecting.selection import Selection
from oaic_suite.judging.verdict import VerdictWord

OPEN: tuple[VerdictWord, ...] = ("inconclusive", "not_run", "error")


def clientele(
    rows: Mapping[str, Row],
    capabilities: Mapping[str, Capability],
    selection: Selection,
    asked: Collection[str] = (),
) -> list[Client]:
    """How each client stands that was asked for, or of which all that it needs was judged."""
    return [
        standing(profile, rows, capabilities, name in asked)
        for name, profile in client_profiles().items()
        if name in asked or judged(profile, selection)
    ]


def judged(profile: ClientProfile, selection: Selection) -> bool:
    return selection.offered.issuperset(profile.rows) and selection.whole(profile.rows)


def standing(
    profile: ClientProfile, rows: Mapping[str, Row], capabilities: Mapping[str, Capability], asked: bool
) -> Client:
    missing = lacked(profile, capabilities)
    broken = [breach for need in sorted(profile.needs, key=lambda need: need.rank) for breach in breaches(need, rows)]
    known = {breach["row"] for breach in broken}
    left = [need.row for need in profile.needs if need.row not in known and is_open(as_it_asks(need, rows))]
    return {
        "name": profile.name,
        "title": profile.title,
        "version": profile.version,
        "date": profile.date,
        "asked": asked,
        "conclusion": word(missing or broken, left),
        "needs": len(profile.rows),
        "missing": missing,
        "broken": broken,
        "open": list(dict.fromkeys(left)),
    }


def word(broken: Collection[object], left: Collection[str]) -> Works:
    return "does_not_work" if broken else "not_established" if left else "works"


def lacked(profile: ClientProfile, capabilities: Mapping[str, Capability]) -> list[str]:
    """What the server lacks of that which the client cannot do without, the plainest first."""
    wanted = surveyed(profile.cannot_do_without)
    return [name for name in probes() if name in wanted and name in capabilities and absent(capabilities[name])]


def absent(capability: Capability) -> bool:
    return capability["state"] == "absent"


def is_open(row: Row | None) -> bool:
    """Whether a row, which breaks nothing as far as is known, may yet do so."""
    return row is None or row["verdict"] in OPEN or row["verdict"] == "fail"


def as_it_asks(need: Need, rows: Mapping[str, Row]) -> Row | None:
    """The row, by those of its variants alone that the client asks."""
    row = rows.get(need.row)
    if row is None or not need.only:
        return row
    left = [each for each in row["variants"] if each["name"].startswith(need.only)]
    found = {each["verdict"] for each in left}
    worst = next((word for word in ("fail", *OPEN, "pass") if word in found), row["verdict"])
    return row | {"variants": left, "verdict": worst}


def breaches(need: Need, rows: Mapping[str, Row]) -> Iterator[Breach]:
    """At most one: where the row of a need fails in a way that breaks the client."""
    row = as_it_asks(need, rows)
    found = next((each for each in row["variants"] if breaks(need, each)), None) if row else None
    if row and found:
        where = found["where"]
        yield {
            "row": need.row,
            "shows": need.shows,
            "how": need.how,
            "evidence": need.evidence,
            "exchange": where["exchange"] if where else next(iter(found.get("evidence", [])[-1:]), None),
            "cause": row.get("cause_key"),
        }


def breaks(need: Need, variant: Variant) -> bool:
    where = variant["where"]
    pointer = where["pointer"] if where else None
    there = not need.at or any(matches(pointer or "", place) for place in need.at)
    return variant["verdict"] == "fail" and there and need.kind in (None, kind_of(variant))

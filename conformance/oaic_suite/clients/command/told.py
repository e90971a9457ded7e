"""What became of a client, in a terminal: a table, and what is the client's to mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oaic_suite.evidence.shown.printable import printable
from oaic_suite.judging.clients.judged import ClientConclusion, ClientRow, ClientRun, Kind, tally
from oaic_suite.judging.clients.witnessed import WORST_FIRST

KINDS: dict[Kind, str] = {
    "sound": "sound server",
    "manner": "manners",
    "benign": "legal oddities",
    "fault": "faults",
}
WORDS: dict[ClientConclusion, str] = {
    "invalid": "could not be judged",
    "does_not_hold": "does not hold",
    "holds": "holds",
}
WIDTH = 16
SHOWN = 40  # rows that are told one by one


def told(run: ClientRun) -> str:
    return "".join(f"{line}\n" for line in lines(run))


def lines(run: ClientRun) -> Iterator[str]:
    part = f", of {printable(run['only'])}" if run["only"] else ""
    yield f"{printable(run['title'])} {WORDS[run['conclusion']]}{part} ({run['date']}, {run['seconds']:g} s)"
    if run["failure"] is not None:
        yield printable(run["failure"])
    yield from table(run["rows"])
    if run["cannot"]:
        yield f"not done by the client: {printable(', '.join(run['cannot']))}"
    failing = new(run)
    yield from map(line, failing[:SHOWN])
    if len(failing) > SHOWN:
        yield f"and {len(failing) - SHOWN} more, in the report"
    if run["known"] is not None:
        yield from standing(run)


def table(rows: Sequence[ClientRow]) -> Iterator[str]:
    yield f"{'':{WIDTH}}" + "".join(f"{word:>11}" for word in WORST_FIRST)
    for kind, name in KINDS.items():
        yield f"{name:{WIDTH}}" + "".join(f"{number or '·':>11}" for number in tally(rows, kind).values())


def new(run: ClientRun) -> list[ClientRow]:
    """What fails and is not known, in the order of the table."""
    excused = set(run["known"]["excused"]) if run["known"] else set()
    failing = [row for row in run["rows"] if row["fails"] and row["id"] not in excused]
    return sorted(failing, key=lambda row: (list(KINDS).index(row["kind"]), WORST_FIRST.index(row["outcome"])))


def line(row: ClientRow) -> str:
    where = f" [{row['scenario']}]" if row["scenario"] else ""
    said = "; ".join(filter(None, [row["detail"], *row["complaints"]]))
    return printable(f"  {row['outcome']:9} {row['id']}{where}: {said or row['statement']}")


def standing(run: ClientRun) -> Iterator[str]:
    known = run["known"]
    assert known is not None
    yield f"{len(known['excused'])} known failures hold ({printable(known['file'])})"
    for entry in known["entries"]:
        if entry["stands"] not in ("known", "open"):
            yield printable(f"  {entry['stands']}: {entry['row']}, {entry['cause']}")

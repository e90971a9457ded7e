"""What traffic came to, as a run: the rows that it could settle, each by what it came to over all exchanges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.document import run_json
from oaic_suite.judging.document.run_json import Judged
from oaic_suite.judging.run import NOWHERE, Run
from oaic_suite.judging.selecting.part import Part
from oaic_suite.judging.selecting.selection import Selection
from oaic_suite.judging.settling.known import Baseline
from oaic_suite.judging.verdict import LevelWord, VerdictWord
from oaic_suite.traffic.calls import RATES, Counted
from oaic_suite.traffic.secrets import suspicious
from oaic_suite.traffic.tally import GRAVE, JUDGED, TOLD, UNJUDGED, Tally

NAMED = 3  # files in a line


@dataclass(frozen=True)
class Told:
    """What a run of traffic is told with, beside the tally."""

    files: Sequence[str]
    gate: LevelWord = "MUST"
    baseline: Baseline | None = None
    prefixes: tuple[str, ...] = ()


def document(tally: Tally, told: Told) -> run_json.Run:
    run = Run(target=target(tally), gate=told.gate, baseline=told.baseline, requests=tally.heard.total())
    run.selection = Selection(frozenset(catalogue()), Part(told.prefixes, by=by(told.files)))
    for row, counts in tally.verdicts.items():
        if any(counts[word] for word in TOLD):
            for record in tally.records[row]:
                run.selection.choose(row, record["name"])
                run.add(counted(record, counts))
    run.keep(tally.exchanges.values())
    found = suspicious(tally.secrets).value(run.document(finished=True) | {"traffic": traffic(tally, told)})
    return found  # type: ignore[no-any-return]


def counted(record: Judged, counts: Counter[VerdictWord]) -> Judged:
    """A record that says how many of how many exchanges it stands for."""
    if record["verdict"] not in GRAVE or record["reason"]:
        return record
    settled = counts["pass"] + counts[record["verdict"]]
    return record | {"reason": f"in {counts[record['verdict']]:,} of {settled:,} exchanges that show it"}


def traffic(tally: Tally, told: Told) -> run_json.Traffic:
    return {
        "files": list(told.files),
        "judged": tally.heard[JUDGED],
        "not_judged": [{"why": why, "exchanges": number} for why in UNJUDGED if (number := tally.heard[why])],
        "unreadable": [{"why": why, "exchanges": number} for why, number in tally.why.most_common(NAMED)],
        "calls": rates(tally.calls),
    }


def rates(calls: Counted) -> list[run_json.Rate]:
    return [{"name": name, "kept": calls[name, True], "of": calls[name, True] + calls[name, False]} for name in RATES]


def target(tally: Tally) -> run_json.Target:
    return NOWHERE | {
        "base_url": most(tally.bases) or "",
        "base_url_from": "the traffic",
        "model": most(tally.models),
        "model_from": "the traffic" if tally.models else None,
    }


def most(words: Counter[str]) -> str | None:
    """The commonest, and how many others there are."""
    if not words:
        return None
    more = len(words) - 1
    return f"{words.most_common(1)[0][0]} and {more} more" if more else next(iter(words))


def by(files: Sequence[str]) -> str:
    more = len(files) - NAMED
    return f"the traffic in {', '.join(files[:NAMED])}" + (f" and {more} more files" if more > 0 else "")

"""A run: every verdict with its target, versions, capabilities and evidence, as run.json has it."""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from oaic_spec import contract

from oaic_suite.asking.bounds.breaker import BREAKER
from oaic_suite.asking.bounds.budget import BUDGET
from oaic_suite.asking.bounds.pieces import NONE, Pieces
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.causes.cause import with_causes
from oaic_suite.judging.causes.family import fix_of
from oaic_suite.judging.clients.asked import as_clients_ask
from oaic_suite.judging.clients.clientele import clientele
from oaic_suite.judging.clients.witnessed import as_seen
from oaic_suite.judging.document import run_json
from oaic_suite.judging.document.run_json import Judged, Row
from oaic_suite.judging.requirement import REQUIREMENTS, Requirement
from oaic_suite.judging.selecting.edition import level_in, noted
from oaic_suite.judging.selecting.profile import Profile, profiles
from oaic_suite.judging.selecting.resumed import Resumed, is_elsewhere
from oaic_suite.judging.selecting.selection import Selection
from oaic_suite.judging.settling.blame import Blame
from oaic_suite.judging.settling.conclusion import Facts, conclude, deciding, exit_code
from oaic_suite.judging.settling.elsewhere import SHOWN, elsewhere
from oaic_suite.judging.settling.known import Baseline, as_if_held, is_stale
from oaic_suite.judging.settling.members import members
from oaic_suite.judging.settling.row import settled
from oaic_suite.judging.verdict import LevelWord, Verdict, VerdictWord, worst

HEAVY, PIECE = 16 * 2**20, 40
FEW = 1000  # characters of a body, in a run of many large ones
MISSING = "what is missing was not judged, and --resume goes on with it"
PRAISE = ("conformant", "conformant_with_deviations")
NOWHERE: run_json.Target = {
    "base_url": "",
    "base_url_from": "",
    "key_from": None,
    "model": None,
    "model_from": None,
    "embedded": False,
}


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def suite_version() -> str:
    try:
        return version("openai-conformance")
    except PackageNotFoundError:
        return "checkout"


@dataclass
class Run:
    """Gathers records as they come; `document` tells the whole at any time."""

    target: run_json.Target = field(default_factory=NOWHERE.copy)
    capabilities: dict[str, run_json.Capability] = field(default_factory=dict)
    required: tuple[str, ...] = ()  # profiles asked for beside those that always are
    gate: LevelWord = "MUST"
    clients: tuple[str, ...] = ()  # by name, of which it is asked whether they work
    baseline: Baseline | None = None
    started: str = field(default_factory=now)
    failure: str | None = None
    stopped: str | None = None  # the budget that ended it
    edition: str | None = None  # the frozen set it is held to
    settings: run_json.Settings | None = None
    planned: tuple[int, int, Pieces] = (0, 0, NONE)  # requests, tokens of their answers, and what is no text
    requests: int = 0
    tokens: int = 0
    made: Pieces = NONE
    waited: float = 0.0  # seconds, for rate limits
    left: tuple[str, ...] = ()  # what could not be deleted
    continued: list[run_json.Continued] = field(default_factory=list)
    selection: Selection = field(default_factory=Selection)
    records: dict[tuple[str, str], Judged] = field(default_factory=dict)
    exchanges: dict[str, run_json.Exchange] = field(default_factory=dict)
    weight: int = 0  # of the evidence, about as many characters
    convicted: dict[str, list[Judged]] = field(default_factory=dict)  # by exchanges that a row did not ask for

    def add(self, record: Judged, exchanges: Iterable[run_json.Exchange] = ()) -> None:
        key = record["id"], record["name"]
        known = self.records.get(key)
        if known is None or worst(map(Verdict, (known["verdict"], record["verdict"]))) != known["verdict"]:
            self.records[key] = record
        self.keep(exchanges)
        if record["cause"] == BREAKER:
            self.failure = self.failure or record["reason"]
        if record["cause"] == BUDGET:
            self.stopped = self.stopped or record["reason"]

    def convict(self, record: Judged, exchanges: Iterable[run_json.Exchange]) -> None:
        """An exchange that a row did not ask for fails it: a few are shown, but all may be to blame."""
        known = self.convicted.setdefault(record["id"], [])
        known.append(record)
        if len(known) <= SHOWN:
            self.keep(exchanges)

    def keep(self, exchanges: Iterable[run_json.Exchange]) -> None:
        """As evidence; once there is a great deal of it, of further bodies only the beginning."""
        for exchange in exchanges:
            kept = exchange if self.weight <= HEAVY else cut(exchange)
            self.weight += len(json.dumps(kept["body"])) + PIECE * len(kept["times"])
            self.exchanges[exchange["id"]] = kept

    def take_over(self, resumed: Resumed) -> None:
        """What an older run settled counts as if it had been judged in this one, which judges the rest."""
        self.continued = resumed.told()
        self.left = tuple(dict.fromkeys((*resumed.run.get("left", []), *self.left)))
        self.selection.part = replace(self.selection.part, by=resumed.selection.get("by") or "")
        for id, name in resumed.names():
            self.selection.choose(id, name)
        for record in resumed.records():
            if is_elsewhere(record["name"]):
                self.selection.chosen.setdefault(record["id"], set())
                self.convict(record, ())
            else:
                self.add(record)
        self.keep(resumed.exchanges())

    # --- telling -------------------------------------------------------------------------------------

    def document(self, *, finished: bool) -> run_json.Run:
        rows, found = with_causes(self.rows(), self.exchanges)
        required = [profile for profile in profiles().values() if self.requires(profile)]
        conclusion = conclude(self.facts(rows, required))
        known = self.known(rows)
        return {
            "schema_version": "2",
            "suite": suite(),
            "contract": {
                "version": contract().version,
                "digest": contract().digest,
                "operations": list(contract().operations),
            },
            "target": self.target,
            "started": self.started,
            "finished": now() if finished else None,
            "truncated": not finished,
            "message": self.message if finished else f"the run was cut short; {MISSING}",
            "selection": self.selection.document(),
            **({"settings": self.settings} if self.settings else {}),  # type: ignore[typeddict-item]
            **({"set": self.set()} if self.edition else {}),  # type: ignore[typeddict-item]
            "requests": self.requests,
            "spent": self.spent(),
            **({"left": [*self.left]} if self.left else {}),  # type: ignore[typeddict-item]
            **({"continued": self.continued} if self.continued else {}),  # type: ignore[typeddict-item]
            "capabilities": self.capabilities,
            "profiles": {name: self.standing(profile, rows) for name, profile in profiles().items()},
            "requirements": rows,
            "members": members(rows, self.exchanges),
            "clients": self.clientele(rows),
            **({"known": known} if known else {}),  # type: ignore[typeddict-item]
            "counts": counts(rows),
            "conclusion": self.praise(conclusion.word, self.selection.offered) if finished else "truncated",
            "exit_code": self.exit_code(rows, required, known) if finished else 10,
            "causes": found,
            "exchanges": self.exchanges,
        }

    @property
    def message(self) -> str | None:
        stopped = self.stopped and f"{self.stopped}; {MISSING}"
        return self.failure or stopped

    def facts(self, rows: Sequence[Row], required: Sequence[Profile], **more: Any) -> Facts:
        return Facts(rows, required, self.failure, self.gate, stopped=self.stopped is not None, **more)

    def set(self) -> run_json.Set:
        chosen = [REQUIREMENTS[id] for id in sorted(self.selection.chosen)]
        return {"name": self.edition or "", "notes": noted(chosen, self.edition)}

    def spent(self) -> run_json.Spent:
        requests, tokens, pieces = self.planned
        return {
            "planned_requests": requests,
            "planned_tokens": tokens,
            "planned_pictures": pieces.pictures,
            "planned_sounds": pieces.sounds,
            "tokens": self.tokens,
            "pictures": self.made.pictures,
            "sounds": self.made.sounds,
            "waited_seconds": round(self.waited, 3),
            "stopped": self.stopped,
        }

    def clientele(self, rows: list[Row]) -> list[run_json.Client]:
        asked = {row["id"]: as_clients_ask(row, self.exchanges) for row in rows}
        return clientele(asked, self.capabilities, self.selection, self.clients)

    def known(self, rows: list[Row]) -> run_json.Known | None:
        today = date.fromisoformat(self.started[:10])
        partly = [row["id"] for row in rows if not self.selection.whole([row["id"]])]
        return self.baseline.document(rows, catalogue(), today, partly) if self.baseline else None

    def exit_code(self, rows: list[Row], required: list[Profile], known: run_json.Known | None) -> int:
        """That of a run in which what is known would hold."""
        counted = as_if_held(rows, known) if known else rows
        asked = [client for client in self.clientele(counted) if client["asked"]]
        return exit_code(self.facts(counted, required, clients=asked, stale=is_stale(known)))

    def requires(self, profile: Profile) -> bool:
        return profile.required or profile.name in self.required

    def standing(self, profile: Profile, rows: list[Row]) -> run_json.Profile:
        covered = [row for row in rows if profile.covers(row["id"])]
        word = conclude(Facts(covered, [profile], self.failure, self.gate)).word
        return {
            "required": self.requires(profile),
            "conclusion": self.word(profile, covered, word),
            "must": score(covered, "MUST"),
            "should": score(covered, "SHOULD"),
        }

    def word(self, profile: Profile, covered: list[Row], word: run_json.Conclusion) -> run_json.Standing:
        """How a profile stands: no praise for one that was judged in part, or is not there."""
        praised = self.praise(word, [id for id in self.selection.offered if profile.covers(id)])
        unasked = all(row["verdict"] == "not_applicable" for row in deciding(profile, covered))
        absent = unasked and not self.requires(profile) and praised != "partial"
        return "not_applicable" if absent else praised

    def praise(self, word: run_json.Conclusion, offered: Collection[str]) -> run_json.Conclusion:
        """A conclusion about all that is offered: no praise where only a part of it was judged."""
        return "partial" if word in PRAISE and not self.selection.whole(offered) else word

    def rows(self) -> list[Row]:
        known = [requirement for requirement in REQUIREMENTS.values() if requirement.id in self.selection.chosen]
        judged = {each.id: [self.judged(each, name) for name in self.names(each)] for each in known}
        convicted = {each.id: self.convicted.get(each.id, []) for each in known}
        blame = Blame(
            [record for found in (judged, convicted) for some in found.values() for record in some], self.exchanges
        )
        shown = {each.id: judged[each.id] + elsewhere(each, judged[each.id], convicted[each.id]) for each in known}
        return [self.row(each, shown[each.id], blame) for each in sorted(known, key=lambda each: each.id)]

    def row(self, requirement: Requirement, records: list[Judged], blame: Blame) -> Row:
        judged = [blame.blamed(record) for record in records]
        chosen = settled(judged, blame.excuses)
        verdict = chosen["verdict"]
        return {
            "id": requirement.id,
            "level": level_in(requirement, self.edition).value,
            "basis": requirement.basis,
            "surface": requirement.surface,
            "statement": requirement.statement,
            "breaks": requirement.breaks,
            "fix": fix_of(requirement),
            "witnesses": as_seen(requirement.id) if verdict == "fail" else [],
            "verdict": verdict,
            "cause": chosen["cause"],
            "reason": chosen["reason"],
            "expected": chosen["expected"],
            "observed": chosen["observed"],
            "where": chosen["where"],
            "variants": [variant(each) for each in judged],
            "duration_ms": round(sum(variant["duration_ms"] for variant in judged), 3),
            "evidence": chosen["evidence"],
        }

    def names(self, requirement: Requirement) -> list[str]:
        """The variants to be judged, the plainest first: they stand in the order of their conversation."""
        declared = {name: place for place, name in enumerate(variants(requirement))}
        return sorted(self.selection.chosen[requirement.id], key=lambda name: (declared.get(name, len(declared)), name))

    def judged(self, requirement: Requirement, name: str) -> Judged:
        return self.records.get((requirement.id, name)) or not_run(requirement.id, name, self.failure)


def cut(exchange: run_json.Exchange) -> run_json.Exchange:
    long = len(exchange["body"]) > FEW
    truncated = exchange["body_truncated"] or long
    return {**exchange, "body": exchange["body"][:FEW], "body_truncated": truncated, "times": exchange["times"][:SHOWN]}


def variant(judged: Judged) -> run_json.Variant:
    return {
        "name": judged["name"],
        "verdict": judged["verdict"],
        "cause": judged["cause"],
        "reason": judged["reason"],
        "expected": judged["expected"],
        "observed": judged["observed"],
        "where": judged["where"],
        "evidence": judged["evidence"],
    }


def not_run(requirement_id: str, name: str, failure: str | None) -> Judged:
    return {
        "id": requirement_id,
        "name": name,
        "verdict": "not_run",
        "cause": "preflight" if failure else "never-reached",
        "reason": failure or "the run ended before this was judged",
        "expected": None,
        "observed": None,
        "where": None,
        "duration_ms": 0,
        "evidence": [],
    }


def suite() -> run_json.Suite:
    return {
        "name": "openai-conformance",
        "version": suite_version(),
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
    }


def score(rows: Iterable[Row], level: LevelWord) -> run_json.Score:
    verdicts = [row["verdict"] for row in rows if row["level"] == level and row["verdict"] != "not_applicable"]
    return {"passed": verdicts.count("pass"), "total": len(verdicts)}


def counts(rows: Iterable[Row]) -> run_json.Counts:
    found = Counter((row["level"], row["verdict"]) for row in rows)
    return {
        "MUST": tally(found, "MUST"),
        "SHOULD": tally(found, "SHOULD"),
        "INFO": tally(found, "INFO"),
        "total": found.total(),
    }


def tally(found: Counter[tuple[LevelWord, VerdictWord]], level: LevelWord) -> run_json.Tally:
    return {
        "pass": found[level, "pass"],
        "fail": found[level, "fail"],
        "inconclusive": found[level, "inconclusive"],
        "not_applicable": found[level, "not_applicable"],
        "not_run": found[level, "not_run"],
        "error": found[level, "error"],
        "total": sum(number for (of, _), number in found.items() if of == level),
    }

"""A run: every verdict with its target, versions, capabilities and evidence, as run.json has it."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from oaic_spec import contract

from oaic_suite.asking.breaker import BREAKER
from oaic_suite.clients.witness.outcomes import as_seen
from oaic_suite.judging.catalogue import variants
from oaic_suite.judging.conclusion import Facts, conclude
from oaic_suite.judging.profile import Profile, profiles
from oaic_suite.judging.requirement import REQUIREMENTS, Requirement
from oaic_suite.judging.selection import Selection
from oaic_suite.judging.verdict import Level, Verdict, worst

SCHEMA_VERSION = "1"
PRAISE = ("conformant", "conformant_with_deviations")
Json = dict[str, Any]


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

    target: Json = field(default_factory=dict)
    capabilities: Json = field(default_factory=dict)
    required: tuple[str, ...] = ()  # profiles asked for beside those that always are
    gate: str = "MUST"
    started: str = field(default_factory=now)
    failure: str | None = None
    requests: int = 0
    selection: Selection = field(default_factory=Selection)
    records: dict[tuple[str, str], Json] = field(default_factory=dict)
    exchanges: dict[str, Json] = field(default_factory=dict)

    def add(self, record: Json, exchanges: Iterable[Json] = ()) -> None:
        key = record["id"], record["name"]
        known = self.records.get(key)
        if known is None or worst(map(Verdict, (known["verdict"], record["verdict"]))) != known["verdict"]:
            self.records[key] = record
        self.exchanges.update((exchange["id"], exchange) for exchange in exchanges)
        if record["cause"] == BREAKER:
            self.failure = self.failure or record["reason"]

    # --- telling -------------------------------------------------------------------------------------

    def document(self, *, finished: bool) -> Json:
        rows = self.rows()
        facts = Facts(rows, [p for p in profiles().values() if self.requires(p)], self.failure, self.gate)
        conclusion = conclude(facts)
        return {
            "schema_version": SCHEMA_VERSION,
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
            "message": self.failure if finished else "the run was cut short; what is missing was not judged",
            "selection": self.selection.document(),
            "requests": self.requests,
            "capabilities": self.capabilities,
            "profiles": {name: self.standing(profile, rows) for name, profile in profiles().items()},
            "requirements": rows,
            "counts": counts(rows),
            "conclusion": conclusion.word if finished else "truncated",
            "exit_code": conclusion.exit_code if finished else 10,
            "exchanges": self.exchanges,
        }

    def requires(self, profile: Profile) -> bool:
        return profile.required or profile.name in self.required

    def standing(self, profile: Profile, rows: list[Json]) -> Json:
        covered = [row for row in rows if profile.covers(row["id"])]
        required = [profile] if self.requires(profile) else []
        word = conclude(Facts(covered, required, self.failure, self.gate)).word
        return {
            "required": self.requires(profile),
            "conclusion": self.word(profile, covered, word),
            "must": tally(covered, Level.MUST),
            "should": tally(covered, Level.SHOULD),
        }

    def word(self, profile: Profile, covered: list[Json], word: str) -> str:
        """How a profile stands: no praise for one that was judged in part, or is not there."""
        part = not self.selection.whole([id for id in self.selection.offered if profile.covers(id)])
        if part and word in PRAISE:
            return "partial"
        return "not_applicable" if all(row["verdict"] == "not_applicable" for row in covered) else word

    def rows(self) -> list[Json]:
        known = [made for made in REQUIREMENTS.values() if made.id in self.selection.chosen]
        return [self.row(made) for made in sorted(known, key=lambda made: made.id)]

    def row(self, made: Requirement) -> Json:
        judged = [self.variant(made, name) for name in self.names(made)]
        verdict = worst(Verdict(variant["verdict"]) for variant in judged)
        chosen = next(variant for variant in judged if variant["verdict"] == verdict)
        return {
            "id": made.id,
            "level": str(made.level),
            "basis": made.basis,
            "surface": made.surface,
            "statement": made.statement,
            "breaks": made.breaks,
            "witnesses": as_seen(made.id) if verdict is Verdict.FAIL else [],
            "verdict": str(verdict),
            **{name: chosen[name] for name in ("cause", "reason", "expected", "observed", "where")},
            "variants": [{name: variant[name] for name in VARIANT_MEMBERS} for variant in judged],
            "duration_ms": round(sum(variant["duration_ms"] for variant in judged), 3),
            "evidence": chosen["evidence"],
        }

    def names(self, made: Requirement) -> list[str]:
        """The variants to be judged, the plainest first: they stand in the order of their conversation."""
        declared = {name: place for place, name in enumerate(variants(made))}
        return sorted(self.selection.chosen[made.id], key=lambda name: (declared.get(name, len(declared)), name))

    def variant(self, made: Requirement, name: str) -> Json:
        return self.records.get((made.id, name)) or not_run(made.id, name, self.failure)


VARIANT_MEMBERS = ("name", "verdict", "cause", "reason", "expected", "observed", "where", "evidence")


def not_run(requirement_id: str, name: str, failure: str | None) -> Json:
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


def suite() -> Json:
    return {
        "name": "openai-conformance",
        "version": suite_version(),
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
    }


def tally(rows: Iterable[Mapping[str, Any]], level: Level) -> Json:
    verdicts = [row["verdict"] for row in rows if row["level"] == level and row["verdict"] != "not_applicable"]
    return {"passed": verdicts.count("pass"), "total": len(verdicts)}


def counts(rows: Iterable[Mapping[str, Any]]) -> Json:
    found = Counter((row["level"], row["verdict"]) for row in rows)
    return {str(level): level_counts(found, level) for level in Level} | {"total": found.total()}


def level_counts(found: Counter[tuple[str, str]], level: Level) -> Json:
    by_verdict = {str(verdict): found[level, verdict] for verdict in Verdict}
    return by_verdict | {"total": sum(by_verdict.values())}

"""run.json in types, member by member as run.schema.json has it.

They are dictionaries: a run is read from a file as often as it is made. What a type says beyond the schema, nobody
may rely on; a test holds the one against the other.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from oaic_suite.asking.survey.capability import State
from oaic_suite.judging.document.run_json_exchange import Exchange as Exchange
from oaic_suite.judging.document.run_json_exchange import Piece as Piece
from oaic_suite.judging.document.run_json_exchange import Request as Request
from oaic_suite.judging.verdict import LevelWord, VerdictWord

Conclusion = Literal[
    "conformant", "conformant_with_deviations", "partial", "incomplete", "non_conformant", "invalid", "truncated"
]
Standing = Conclusion | Literal["not_applicable"]
Became = Literal["obeyed", "refused", "ignored", "not asked", "open"]
Harm = Literal["hang", "crash", "wrong", "silent", "told", "tolerated"]
Shows = Literal["hang", "crash", "refused", "silent-loss", "wrong-value", "costs"]
Works = Literal["works", "does_not_work", "not_established"]
Usable = Literal["parse", "offered", "fit"]
StandsAs = Literal["known", "open", "expired", "mended", "moved", "unknown", "twice"]


class Run(TypedDict):
    """One conformance run: every verdict with its evidence."""

    schema_version: Literal["2"]
    suite: Suite
    contract: Contract
    target: Target
    started: str
    finished: str | None
    truncated: bool
    message: str | None
    selection: Selection | None
    settings: NotRequired[Settings]
    set: NotRequired[Set]
    requests: int
    spent: NotRequired[Spent]
    left: NotRequired[list[str]]
    continued: NotRequired[list[Continued]]
    capabilities: dict[str, Capability]
    profiles: dict[str, Profile]
    requirements: list[Row]
    members: NotRequired[list[Member]]
    clients: NotRequired[list[Client]]
    known: NotRequired[Known]
    traffic: NotRequired[Traffic]
    counts: Counts
    conclusion: Conclusion
    exit_code: int
    causes: list[Cause]
    exchanges: dict[str, Exchange]


class Suite(TypedDict):
    name: str
    version: str
    python: str
    platform: str


class Contract(TypedDict):
    version: str
    digest: str
    operations: list[str]


class Target(TypedDict):
    base_url: str
    base_url_from: str
    key_from: str | None
    model: str | None
    model_from: str | None
    embedded: bool


class Settings(TypedDict):
    """What was asked of the run, and what said it."""

    file: str | None
    target: str | None
    values: dict[str, Setting]


class Setting(TypedDict):
    value: str | None
    source: str


class Set(TypedDict):
    """The release to whose requirements the run is held, and the rows that are notes there."""

    name: str
    notes: list[str]


class Spent(TypedDict):
    """What the run was planned to cost, and what it did."""

    planned_requests: int
    planned_tokens: int
    planned_pictures: NotRequired[int]
    planned_sounds: NotRequired[int]
    tokens: int
    pictures: NotRequired[int]
    sounds: NotRequired[int]
    waited_seconds: float
    stopped: str | None


class Continued(TypedDict):
    """An older run that was cut off, and the rows that stand as it judged them."""

    file: str
    started: str
    requests: int
    rows: list[str]


class Selection(TypedDict):
    only: list[str]
    skip: NotRequired[list[str]]
    by: NotRequired[str | None]
    judged: int
    of: int


class Capability(TypedDict):
    state: State
    how: str


class Profile(TypedDict):
    required: bool
    conclusion: Standing
    must: Score
    should: Score


class Score(TypedDict):
    passed: int
    total: int


# A function, since `pass` is no name in Python.
Tally = TypedDict(
    "Tally",
    {
        "pass": int,
        "fail": int,
        "inconclusive": int,
        "not_applicable": int,
        "not_run": int,
        "error": int,
        "total": int,
    },
)


class Counts(TypedDict):
    MUST: Tally
    SHOULD: Tally
    INFO: Tally
    total: NotRequired[int]


# --- what was found ------------------------------------------------------------------------------------


class Where(TypedDict):
    """A place in the evidence."""

    exchange: str
    pointer: str | None
    frame: int | None
    bytes: list[int] | None
    header: str | None
    excerpt: str | None


class Finding(TypedDict):
    """What a row, each of its variants, and a judgement on its way into a run have in common."""

    verdict: VerdictWord
    reason: str | None
    expected: str | None
    observed: str | None
    where: Where | None


class Row(Finding):
    """One requirement."""

    id: str
    level: LevelWord
    basis: str
    surface: str
    statement: str
    breaks: str | None
    fix: str | None
    witnesses: NotRequired[list[Witness]]
    cause: str | None
    cause_key: NotRequired[str | None]
    variants: list[Variant]
    duration_ms: float
    evidence: list[str]


class Variant(Finding):
    name: str
    cause: NotRequired[str | None]
    evidence: NotRequired[list[str]]


class Witness(TypedDict):
    client: str
    date: str
    outcome: Harm
    detail: str


class Member(TypedDict):
    """What became of an optional member of a request."""

    surface: str
    member: str
    became: Became
    row: str


class Cause(TypedDict):
    """What one change would mend."""

    key: str
    title: str
    details: NotRequired[list[str]]
    fix: str
    level: LevelWord
    surface: str
    broken: list[str]
    hidden: list[str]
    clients: list[Hurt]
    exchange: str | None
    row: str
    variant: str


class Hurt(TypedDict):
    client: str
    outcome: Harm
    detail: str


class Client(TypedDict):
    """Whether one client works with the server."""

    name: str
    title: str
    version: str
    date: str
    asked: bool
    conclusion: Works
    needs: int
    missing: list[str]
    broken: list[Breach]
    open: list[str]


class Breach(TypedDict):
    """What a client needs, and the server breaks."""

    row: str
    shows: Shows
    how: str
    evidence: str
    exchange: str | None
    cause: str | None


class Known(TypedDict):
    """What an operator's list of known failures excuses."""

    file: str
    entries: list[Entered]
    excused: list[str]
    hidden: list[str]


class Entered(TypedDict):
    """An entry of that list, and how it stands."""

    row: str
    cause: str
    reason: str
    owner: str | None
    issue: str | None
    until: str
    stands: StandsAs


class Traffic(TypedDict):
    """What was judged where nobody asked, but traffic was read from files."""

    files: list[str]
    judged: int
    not_judged: list[Heard]
    unreadable: list[Heard]
    calls: list[Rate]


class Heard(TypedDict):
    """Entries that were not judged."""

    why: str
    exchanges: int


class Rate(TypedDict):
    """How many calls of tools can be used in one way."""

    name: Usable
    kept: int
    of: int


class Judged(Finding):
    """One variant of a requirement as it was judged: it travels between processes, and becomes part of a row."""

    id: str
    name: str
    cause: str | None
    duration_ms: float
    evidence: list[str]

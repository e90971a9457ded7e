"""Which exchanges that a row did not ask for are told beside its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from oaic_suite.judging.catalogue import variants
from oaic_suite.judging.conversation import CONVERSATIONS, key_of, spoken
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.resumed import ELSEWHERE
from oaic_suite.judging.run_json import Judged

SHOWN = 3  # whose exchanges are kept; all may be to blame


def elsewhere(requirement: Requirement, judged: Iterable[Judged], convicted: Sequence[Judged]) -> list[Judged]:
    """The first few; what another process made of a conversation that fails the row already is no other place."""
    failed = [record["name"] for record in judged if record["verdict"] == "fail"]
    own = {f"{ELSEWHERE}{said}" for name in failed for said in read(requirement, name)}
    return [record for record in convicted[:SHOWN] if record["name"] not in own]


def read(requirement: Requirement, variant: str) -> Iterator[str]:
    """The conversations that one of its variants reads, in a few words."""
    choice = variants(requirement).get(variant, {})
    return (spoken(key_of(name, choice)) for name in requirement.arguments if name in CONVERSATIONS)

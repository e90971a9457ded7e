"""Which exchanges that a row did not ask for are told beside its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from oaic_suite.judging.catalogue import variants
from oaic_suite.judging.conversation import read_by, spoken
from oaic_suite.judging.document.run_json import Judged
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.selecting.resumed import ELSEWHERE

SHOWN = 3  # whose exchanges are kept; all may be to blame


def elsewhere(requirement: Requirement, judged: Iterable[Judged], convicted: Sequence[Judged]) -> list[Judged]:
    """The first few; what another process made of a conversation that fails the row already is no other place."""
    failed = [record["name"] for record in judged if record["verdict"] == "fail"]
    choices = variants(requirement)
    own = {f"{ELSEWHERE}{spoken(key)}" for name in failed for key in read_by(requirement, choices.get(name, {}))}
    return [record for record in convicted[:SHOWN] if record["name"] not in own]

"""A server that keeps no chats, moderates nothing and makes no batches fails nothing, and is asked once for each."""

from __future__ import annotations

from collections import Counter

import hostile
import pytest
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread
from oaic_suite.judging.verdict import Verdict
from test_not_offered import NO_ROUTE, before, judged

SURFACES = ("stored.", "moderations.", "batches.")


def family(asked):
    """Which of what it has not is asked for; what is kept of chats is listed at the path where chats are asked."""
    first = asked.path.partition("?")[0].removeprefix("/v1/").split("/")[0]
    return first if first != "chat" else "stored" if asked.method == "GET" else ""


@pytest.mark.slow
@pytest.mark.parametrize("refusal", [(404, NO_ROUTE), (405, {"detail": "Method Not Allowed"})], ids=["404", "405"])
def test_what_is_not_there_is_asked_for_once_and_not_applicable(refusal):
    refused: Counter[str] = Counter()

    def refuses(asked):
        lacking = family(asked) in ("stored", "files", "moderations", "batches", "uploads")
        refused.update([family(asked)] if lacking else [])
        return lacking

    with serve_in_thread(Settings()) as server, hostile.serving(before(server, refuses, refusal)) as url:
        found, _ = judged(url, SURFACES)
    assert {judgement.verdict for judgement in found.values()} == {Verdict.NOT_APPLICABLE}
    assert refused == {"stored": 1, "files": 1, "moderations": 1}

"""What clients were seen to do with a server that breaks a requirement, in a sentence."""

from __future__ import annotations

from oaic_suite.judging.run_json import Row

UNMOVED = "tolerated"


def clients(row: Row) -> str | None:
    """Of another server, broken on purpose, on the day that stands there; None where nobody was asked."""
    seen = row.get("witnesses", [])
    if not seen:
        return None
    moved = [f"{each['client']}: {each['detail']}" for each in seen if each["outcome"] != UNMOVED]
    unmoved = [each["client"] for each in seen if each["outcome"] == UNMOVED]
    sentences = [*moved, f"{', '.join(unmoved)}: nothing to be seen"] if unmoved else moved
    days = ", ".join(sorted({each["date"] for each in seen}))
    return f"{'; '.join(sentences)} (tried {days} on a server broken on purpose)"

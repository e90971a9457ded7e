"""What a list of models and its twin at another address have in common."""

from __future__ import annotations

from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply


def differing(twin: Reply, listing: Reply) -> list[Finding]:
    """The ids that only one of two lists has."""
    here, there = (set(ids(reply)) for reply in (twin, listing))
    return [
        Finding(twin.place("/data"), f"{name!r} in both lists or in none", "in one") for name in sorted(here ^ there)
    ]


def ids(listing: Reply) -> list[str]:
    return [str(entry.get("id")) for entry in listing.array("data") if isinstance(entry, dict)]

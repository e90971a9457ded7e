"""When a file is forgotten by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BATCH_SECONDS = 30 * 24 * 3600  # what is kept for batches is forgotten unasked


def expiry(body: Mapping[str, Any], purpose: str, created: int) -> int | None:
    asked = body.get("expires_after")
    if asked:
        return created + int(asked["seconds"])
    return created + BATCH_SECONDS if purpose == "batch" else None

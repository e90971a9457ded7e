"""The headers every reply carries, whatever it says."""

from __future__ import annotations

Headers = list[tuple[str, str]]

API_VERSION = "2020-10-01"
ORGANIZATION = "parrot"

ALWAYS: Headers = [
    ("openai-version", API_VERSION),
    ("openai-organization", ORGANIZATION),
    ("x-content-type-options", "nosniff"),
]


def standard(request_id: str, seconds: float) -> Headers:
    return [("x-request-id", request_id), ("openai-processing-ms", str(round(seconds * 1000))), *ALWAYS]

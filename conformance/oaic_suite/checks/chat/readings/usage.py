"""What an answer says it cost, as several files of checks read it."""

from collections.abc import Mapping
from typing import Any

from oaic_suite.evidence.located import failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply


def asks_usage(body: Mapping[str, Any]) -> bool:
    """Whether a stream is to tell its usage."""
    return (body.get("stream_options") or {}).get("include_usage") is True


def asks_no_usage(body: Mapping[str, Any]) -> bool:
    return not asks_usage(body)


def count(reply: Reply, name: str) -> int:
    found: int = reply.sound(f"/usage/{name}")[0].value
    return found


def beyond(reply: Reply, name: str) -> list[Finding]:
    """The details of a count that are more than the count itself."""
    whole = count(reply, name)
    details = reply.wherever(f"/usage/{name}_details/*")
    return failing(details, lambda part: not isinstance(part, int | float) or part <= whole, f"at most {whole}, {name}")

"""What an answer says it cost, as several files of checks read it."""

from collections.abc import Iterable, Mapping
from typing import Any

from oaic_suite.checks.chat.surface import LIMITS
from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished


def asks_usage(body: Mapping[str, Any]) -> bool:
    """Whether a stream is to tell its usage."""
    return (body.get("stream_options") or {}).get("include_usage") is True


def asks_no_usage(body: Mapping[str, Any]) -> bool:
    return not asks_usage(body)


def count(reply: Reply, name: str) -> int:
    found: int = reply.sound(f"/usage/{name}")[0].value
    return found


def alone(body: Mapping[str, Any]) -> int | None:
    """How many tokens one choice may have."""
    given = [body[name] for name in LIMITS if body.get(name)]
    return min(given) if given else None


def spent(counted: int, reasons: list[Located], owner: str | None = None) -> int:
    """The tokens that are counted for several choices, each of which took all that its limit allows."""
    if sum(reason.value == "length" for reason in reasons) < 2:
        raise NotEstablished("fewer than two choices were cut by the limit")
    if counted <= 0:
        raise NotEstablished("nothing that was said is counted", owner)
    return counted


def beyond(reply: Reply, name: str) -> list[Finding]:
    """The details of a count that are more than the count itself."""
    count(reply, name)
    return excess(reply.found("usage"), (name,))


def excess(usage: Located, names: Iterable[str]) -> list[Finding]:
    """The details of counts that are more than the count itself."""
    return [finding for name in names for finding in more_than(usage.get(name), usage.below(f"{name}_details"), name)]


def more_than(whole: Any, details: Located, name: str) -> list[Finding]:
    if not isinstance(details.value, dict) or not isinstance(whole, int) or whole < 0:
        return []
    parts = [details.below(part) for part in details.value]
    return failing(parts, lambda part: not isinstance(part, int | float) or part <= whole, f"at most {whole}, {name}")

"""Before anything is judged: does the target answer at all, at which address, with which model?

Only two things end a run here: no HTTP answer comes, or every probe ends in 401/403, 429 or 5xx.
Whatever else a strange server does is a matter for requirements.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from oaic_suite.asking import surface
from oaic_suite.asking.capability import Capability, declines, names, refuses_model
from oaic_suite.asking.surface import Probe, plainest, plains, probes, suited, surfaces
from oaic_suite.asking.target import UNKNOWN_MODEL, Target
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.printable import utf8_carries
from oaic_suite.evidence.unsettled import NotEstablished, NotRun

LONGEST_ID = 1000
FEW_TOKENS = 8
MOST_TRIED = 3  # models, where the run's does not serve a surface


class WrongAddress(Exception):
    """The base URL is not one; says what it should be."""


@dataclass(frozen=True)
class Preflight:
    failure: str | None = None
    model_from: str | None = None


def check_address(base_url: str) -> str:
    """The base URL without a trailing slash, or a sentence about what is wrong with it."""
    try:
        parts = urlsplit(base_url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # an unclosed bracket, a port beyond 65535
        usable = False
    if not usable:
        raise WrongAddress(f"--base-url {base_url!r} is not a URL such as http://localhost:8000/v1")
    if parts.query or parts.fragment:
        raise WrongAddress(f"--base-url {base_url!r} must end before any '?' or '#'")
    return base_url.rstrip("/")


def preflight(target: Target) -> Preflight:
    """Asks for the models, and for a chat when that settles nothing."""
    listing = target.provoke(surface.listing())
    if listing.ended == "refused":
        return Preflight(unreachable(target, listing))
    check_prefix(target, listing)
    target.listed = tuple(ids(listing))
    found = first_id(listing)
    model_from = "--model" if target.model_id else "the first id in /models" if found else None
    target.model_id = target.model_id or found
    if not settles_nothing(listing):
        return Preflight(None, model_from)
    asked = plains()[plainest()]
    body = {"model": target.model_id or UNKNOWN_MODEL, **(asked.body or {}), asked.limits[0]: FEW_TOKENS}
    answer = target.provoke(asked.operation, body)
    if listing.status is None and answer.status is None:
        return Preflight(unreachable(target, listing))
    if settles_nothing(answer):
        return Preflight(hopeless(target, listing, answer))
    return Preflight(None, model_from)


def settles_nothing(exchange: Exchange) -> bool:
    status = exchange.status
    return status in (None, 401, 403, 429) or (status >= 500 and status != 501)


def unreachable(target: Target, exchange: Exchange) -> str:
    doubt = DOUBTS.get(exchange.ended, LISTENS).format(timeout=target.option("timeout"))
    return f"no HTTP answer from {target.base_url}/models ({exchange.outcome}); {doubt}"


LISTENS = "is it an HTTP server that listens there?"
DOUBTS = {
    "refused": "is the server running there?",
    "timeout": "does it need longer than {timeout} gives it?",
}
HINTS = {
    401: "the key is not accepted: give one with --api-key",
    403: "the key is not allowed in: give another with --api-key",
    429: "the server limits the rate of requests: try later or with another key",
}


def hopeless(target: Target, *probes: Exchange) -> str:
    told = ", ".join(
        f"{probe.request.method} {urlsplit(probe.request.url).path} -> {probe.outcome}" for probe in probes
    )
    hint = next((HINTS[p.status] for p in probes if p.status in HINTS), "the server fails on every request")
    return f"nothing can be judged at {target.base_url}: {told}; {hint}"


def check_prefix(target: Target, listing: Exchange) -> None:
    """When only /v1 + the path lists models, the base URL lacks its /v1."""
    if listing.outcome != listing.status or first_id(listing) or target.base_url.endswith("/v1"):
        return
    twin = target.send("GET", "/v1/models")
    if twin.status in range(200, 300) and first_id(twin):
        found = f"{target.base_url}/models answers {listing.status} and names no model"
        raise WrongAddress(f"{found}; {target.base_url}/v1/models does: use --base-url {target.base_url}/v1")


def first_id(exchange: Exchange) -> str | None:
    """The first thing that looks like a model's id in whatever /models sent."""
    return next(iter(ids(exchange)), None)


def ids(exchange: Exchange) -> list[str]:
    """Everything that looks like a model's id, in the order it was sent."""
    try:
        body = json.loads(exchange.body)
    except (ValueError, RecursionError):
        return []
    entries = body.get("data", body.get("models")) if isinstance(body, dict) else body
    found = [id_of(entry) for entry in entries] if isinstance(entries, list) else []
    return [name for name in found if name is not None]


def id_of(entry: object) -> str | None:
    names = [entry.get("id"), entry.get("name"), entry.get("model")] if isinstance(entry, dict) else [entry]
    return next((name for name in names if isinstance(name, str) and usable_id(name)), None)


def usable_id(name: str) -> bool:
    """Whether a request can carry it, in its path too."""
    return 0 < len(name) <= LONGEST_ID and utf8_carries(name)


def survey(target: Target) -> None:
    """Asks for every capability once."""
    for name, probe in probes().items():
        if not target.capabilities.lacks(probe.needs):
            survey_one(target, name, probe)
    for odd in surfaces():
        if odd.survey:
            survey_oddly(target, odd.name, odd.survey)


def survey_one(target: Target, name: str, probe: Probe) -> None:
    try:
        exchange = probed(target, probe)
        if spelling := another_limit(target, probe, exchange):
            target.limit_name = spelling
            exchange = probed(target, probe)
        if probe.otherwise and declines(exchange, probe.members):
            exchange = probed(target, replace(probe, members=probe.otherwise))
        if name in suited() and name not in target.models and refuses_model(exchange):
            exchange = recast(target, name, probe) or exchange
    except (NotEstablished, NotRun):
        return
    target.capabilities.note(name, exchange)


def survey_oddly(target: Target, name: str, find: Callable[[Target], Capability]) -> None:
    """In the surface's own way; not where the server has just left a plainer question without an end."""
    if target.breaker.silent:
        return
    try:
        target.capabilities.known[name] = find(target)
    except (NotEstablished, NotRun):
        return


def probed(target: Target, probe: Probe) -> Exchange:
    return target.ask(probe.operation, **probe.members, **probe.besides)


def recast(target: Target, surface: str, probe: Probe) -> Exchange | None:
    """The first answer of a listed model whose id says that it might serve a surface; it is asked from now on."""
    likely = [name for name in target.listed if any(hint in name.lower() for hint in suited()[surface])]
    for name in likely[:MOST_TRIED]:
        target.models[surface] = name
        exchange = probed(target, probe)
        if not refuses_model(exchange):
            return exchange
    target.models.pop(surface, None)
    return None


def another_limit(target: Target, probe: Probe, exchange: Exchange) -> str | None:
    """The newer spelling of a token limit, where the older is refused by its name: some models take no other."""
    spellings = plains()[probe.operation].limits
    refused = exchange.status == 400 and target.limit_name in spellings and names(exchange, {target.limit_name})
    later = spellings[spellings.index(target.limit_name) + 1 :] if refused else ()
    return next(iter(later), None)

"""The SDK's two clients, sync and async, at one target; nothing of the environment has a say in what they send."""

from __future__ import annotations

import asyncio
import functools
import os
import ssl
import traceback
import warnings
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import openai

from oaic_suite.asking.probe import complaint
from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.asking.target import Target
from oaic_suite.asking.trust import trusted
from oaic_suite.clients.sdk.recording import Recording
from oaic_suite.clients.sdk.tap import AsyncTap, Tap
from oaic_suite.clients.testimony import TOO_MUCH, Heard, Raised
from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.portions import weight
from oaic_suite.evidence.unsettled import BadProbe, NotEstablished, NotRun

SDK, HERE = Path(openai.__file__).parent, Path(__file__).parent
LONGEST = 160
ANY_KEY = "no-key"
RESERVED = "OPENAI_"  # what the SDK reads from the environment begins so
Given = dict[str, Any]
Scenario = Callable[[Any], Coroutine[Any, Any, Given]]


def hear(target: Target, way: str, scenario: Scenario, *, lawful: bool = True, **options: Any) -> Heard:
    """What the SDK gives or raises; `options` are its client's."""
    heard = once(target, way, scenario, options)
    if heard.exchanges and target.waits_for(heard.exchange):
        heard = once(target, way, scenario, options)
    for exchange in heard.exchanges if lawful else ():
        hold_lawful(target, exchange)
    return heard


def once(target: Target, way: str, scenario: Scenario, options: Given) -> Heard:
    recordings: list[Recording] = []
    redactor = target.client.redactor
    given, raised, unsettled = Given(), None, None
    try:
        with (
            target.lent(),
            warnings.catch_warnings(action="ignore"),
        ):  # pydantic's, of values that are not what they should be
            given = WAYS[way](target, scenario, recordings, given_to_all(target) | options)
    except NotRun:
        raise
    except NotEstablished as nothing:
        unsettled = nothing
    except Exception as problem:
        raised = raised_by(problem, redactor)
    if not target.client.stock.holds(weight(given)):
        unsettled = NotEstablished(TOO_MUCH)
    exchanges = tuple(target.overhears(recording.exchange()) for recording in recordings)
    if unsettled:
        raise unsettled
    for exchange in exchanges:
        Evidence(exchange).require_heard()
    return Heard(exchanges, redactor.masked(given), raised)


def hold_lawful(target: Target, exchange: Exchange) -> None:
    request = exchange.request
    if request.operation and (wrong := complaint(request, target.base_url)):
        raise BadProbe(f"the SDK's request to {request.operation} is not valid: {wrong}")


def raised_by(problem: Exception, redactor: Redactor) -> Raised:
    """Named after the innermost frame of the SDK; where it came out whole, after what its caller wrote."""
    frames = traceback.extract_tb(problem.__traceback__)
    last = next(frame for frame in reversed(frames) if at_home(frame, SDK) or at_home(frame, HERE))
    return Raised(class_of(problem), place_of(last), " ".join(redactor.text(str(problem)).split())[:LONGEST])


def at_home(frame: traceback.FrameSummary, folder: Path) -> bool:
    return Path(frame.filename).is_relative_to(folder)


def place_of(frame: traceback.FrameSummary) -> str:
    if at_home(frame, HERE):
        return f"`{frame.line}`"
    return f"{Path(frame.filename).relative_to(SDK.parent)}:{frame.lineno} ({frame.name})"


def class_of(problem: Exception) -> str:
    kind = type(problem)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__.split('.')[0]}.{kind.__name__}"


# --- the clients ---------------------------------------------------------------------------------------


def given_to_all(target: Target) -> Given:
    """What every client is made with: one attempt, our deadlines; to an open server it shows any key, as users do."""
    return {
        "base_url": target.base_url,
        "api_key": target.api_key or ANY_KEY,
        "max_retries": 0,
        "timeout": target.client.deadlines.total,
        "default_headers": dict(target.extra_headers),
    }


@contextmanager
def of_no_environment() -> Iterator[None]:
    """Ours is not the SDK's to read: neither keys nor headers of this machine go to a server."""
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith(RESERVED)}
    try:
        yield
    finally:
        os.environ.update(hidden)


@functools.cache
def context(verify: bool) -> ssl.SSLContext:
    return trusted(verify)


# A connection that an answer left open may be closed by the time it is used again: a matter for `http.reuse`.
ONE_REQUEST_EACH = httpx2.Limits(max_keepalive_connections=0)


def synchronously(target: Target, scenario: Scenario, recordings: list[Recording], options: Given) -> Given:
    verify = context(target.client.verify)
    transport = httpx2.HTTPTransport(verify=verify, trust_env=False, limits=ONE_REQUEST_EACH)
    with httpx2.Client(transport=Tap(target, transport, recordings), trust_env=False) as http:
        with of_no_environment():
            client = openai.OpenAI(http_client=http, **options)
        return at_once(scenario(client))


def asynchronously(target: Target, scenario: Scenario, recordings: list[Recording], options: Given) -> Given:
    async def main() -> Given:
        verify = context(target.client.verify)
        transport = httpx2.AsyncHTTPTransport(verify=verify, trust_env=False, limits=ONE_REQUEST_EACH)
        async with httpx2.AsyncClient(transport=AsyncTap(target, transport, recordings), trust_env=False) as http:
            with of_no_environment():
                client = openai.AsyncOpenAI(http_client=http, **options)
            return await scenario(client)

    return asyncio.run(main())


def at_once(waiting: Coroutine[Any, Any, Given]) -> Given:
    """Runs a coroutine that never waits: a scenario told to the synchronous client."""
    try:
        waiting.send(None)
    except StopIteration as ended:
        given: Given = ended.value
        return given
    raise RuntimeError("the synchronous client waits for nothing")


WAYS: dict[str, Callable[[Target, Scenario, list[Recording], Given], Given]] = {
    "sync": synchronously,
    "async": asynchronously,
}

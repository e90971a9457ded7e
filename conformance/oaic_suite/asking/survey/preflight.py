"""Before anything is judged: does the target answer at all, at which address, with which model?

Three things end a run here: no HTTP answer comes, nothing of the API is there, or every probe ends in 401/403,
429 or 5xx. An address or a model that cannot be meant is a mistake, told with what was probably meant. Whatever
else a strange server does is a matter for requirements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from oaic_suite.asking import surface
from oaic_suite.asking.surface import Maker, Probe, plainest, plains, probes, suited, surfaces
from oaic_suite.asking.survey.address import (
    absent,
    ask_plainly,
    check_beginning,
    check_models,
    check_scheme,
    no_api,
    outcomes,
)
from oaic_suite.asking.survey.capability import NO_SUCH_MODEL, Capability, declines, names, refuses_model
from oaic_suite.asking.survey.listed import first_id
from oaic_suite.asking.survey.listed import ids as ids
from oaic_suite.asking.target import Target, parameters, unheard
from oaic_suite.asking.told import Told
from oaic_suite.asking.waiting import PAUSES, awaited, is_there
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished, NotRun

MOST_TRIED = 3  # models, where the run's does not serve a surface
BREAKDOWNS = (500, 502, 503, 504)  # of a server that was asked what a model cannot do


@dataclass(frozen=True)
class Preflight:
    failure: str | None = None
    model_from: str | None = None


def preflight(target: Target) -> Preflight:
    """Asks for the models, and for a chat when that settles nothing; a mistake in what was asked raises."""
    listing = target.provoke(surface.listing())
    check_scheme(target, listing)
    if listing.ended == "refused":
        return Preflight(unreachable(target, listing))
    check_beginning(target, listing)
    target.listed = tuple(ids(listing))
    check_models(target)
    found = first_id(listing)
    model_from = "--model" if target.model_id else "the first id in /models" if found else None
    target.model_id = target.model_id or found
    return Preflight(obstacle(target, listing), model_from)


def obstacle(target: Target, listing: Exchange) -> str | None:
    """Why nothing can be judged, if that is so."""
    if absent(listing):
        return no_api(target, listing)
    if not settles_nothing(listing):
        return None
    answer = ask_plainly(target, plainest())
    if listing.status is None and answer.status is None:
        return unreachable(target, listing)
    return hopeless(target, listing, answer) if settles_nothing(answer) else None


def settles_nothing(exchange: Exchange) -> bool:
    status = exchange.status
    return status in (None, 401, 403, 429) or (status >= 500 and status != 501)


def unreachable(target: Target, exchange: Exchange) -> str:
    if untrusted := CERTIFICATE.search(exchange.note):
        advice = f"{target.option('insecure')} does not ask for one"
        return f"the certificate of {target.base_url} is not accepted: {untrusted[1]}; {advice}"
    if unfit := TLS.search(exchange.note):
        return f"the TLS of {target.base_url} is not accepted: {unfit[1]}"
    if NAMELESS.search(exchange.note):
        return f"no HTTP answer from {target.base_url}/models: no host is known by that name; is it spelt so?"
    doubt = DOUBTS.get(exchange.ended, LISTENS).format(timeout=target.option("timeout"), wait=target.option("wait"))
    return f"no HTTP answer from {target.base_url}/models ({ERRNO.sub('', str(exchange.outcome))}); {doubt}"


CERTIFICATE = re.compile(r"certificate verify failed: (.+?)\.?(?: \(_ssl|$)")
TLS = re.compile(r"\[SSL: \w+\] (.+?)(?: \(_ssl|$)")
# As the resolvers of Linux, macOS and Windows say it.
NAMELESS = re.compile("name or service not known|nodename nor servname|no address associated|getaddrinfo failed", re.I)
ERRNO = re.compile(r"\[Errno -?\d+\] ")
LISTENS = "is it an HTTP server that listens there?"
DOUBTS = {
    "refused": "is the server running there? {wait} waits for one that takes longer to come up",
    "timeout": "does it need longer than {timeout} gives it?",
}
HINTS = {
    401: "the key is not accepted: give another with --api-key",
    403: "the key is not allowed in: give another with --api-key",
    429: "the server limits the rate of requests: try later or with another key",
}


def hopeless(target: Target, *probes: Exchange) -> str:
    hint = next((HINTS[p.status] for p in probes if p.status in HINTS), "the server fails on every request")
    if not target.api_key and any(probe.status in (401, 403) for probe in probes):
        hint = "it asks for a key, and none is sent: give one with --api-key, or --api-key-env to name a variable"
    return f"nothing can be judged at {target.base_url}: {outcomes([*probes])}; {hint}"


def survey(target: Target, names: Collection[str] | None = None, tell: Callable[[str], None] = unheard) -> None:
    """Asks for every capability once, or for those named and what they build on."""
    for name, probe in probes().items():
        if (names is None or name in names) and not target.capabilities.lacks(probe.needs):
            tell(name)
            survey_one(target, name, probe)
    for odd in surfaces():
        if odd.survey and (names is None or odd.name in names):
            tell(odd.name)
            survey_oddly(target, odd.name, odd.survey)
    target.made.clear()  # some of it is deleted by now


def surveyed(names: Iterable[str]) -> frozenset[str]:
    """The capabilities that the survey asks for where these are wanted: what they build on too."""
    wanted = set(names)
    for name, probe in reversed(probes().items()):
        wanted |= {probe.needs} if name in wanted and probe.needs else set()
    return frozenset(wanted & everything())


def everything() -> frozenset[str]:
    """All that the survey can ask for."""
    return frozenset(probes().keys() | {found.name for found in surfaces() if found.survey})


def find_late(target: Target, name: str) -> None:
    """Asks for one capability that no survey asked for, when it is wanted; the exchange is no evidence."""
    aside = replace(target, log=unheard)
    survey(aside, surveyed([name]) - target.capabilities.known.keys())
    target.limit_name = aside.limit_name


def survey_one(target: Target, name: str, probe: Probe) -> None:
    try:
        exchange = probed(target, probe)
        if spelling := another_limit(target, probe, exchange):
            target.limit_name = spelling
            exchange = probed(target, probe)
        if probe.otherwise and declines(exchange, probe.members):
            exchange = probed(target, replace(probe, members=probe.otherwise))
        if name in suited() and name not in target.models and is_unsuited(exchange):
            exchange = recast(target, name, probe) or exchange
    except (NotEstablished, NotRun):
        return
    target.capabilities.note(name, exchange)
    if asks_for_unlisted(target, probe) and Told.of(exchange).code == NO_SUCH_MODEL:
        target.capabilities.known[name] = Capability("absent", f"{target.model} is not listed, and not found by its id")


def asks_for_unlisted(target: Target, probe: Probe) -> bool:
    """Whether a probe fetches a model that the server does not list; such a one need not be found."""
    return "model" in parameters(probe.operation) and target.model_id not in (None, *target.listed)


def survey_oddly(target: Target, name: str, find: Callable[[Target], Capability]) -> None:
    """In the surface's own way; not where the server has just left a plainer question without an end."""
    if target.breaker.silent:
        return
    try:
        target.capabilities.known[name] = find(target)
    except (NotEstablished, NotRun):
        return


def probed(target: Target, probe: Probe) -> Exchange:
    asked = {**named(target, probe.operation), **probe.members, **probe.besides}
    return awaited(lambda: target.ask(probe.operation, **asked), is_there, PAUSES if probe.later else ())


def named(target: Target, operation: str) -> dict[str, str]:
    """What a request for an operation must name, where that is something to be made; it is made once, around first."""
    maker = plains()[operation].made_by
    if maker is None:
        return {}
    around = named(target, maker.operation)
    of_what = f"{maker.operation} {dict(maker.members)}"
    if of_what not in target.made:
        target.made[of_what] = made(maker, target.ask(maker.operation, **around, **maker.members))
    return around | {maker.goes_in or parameters(operation)[-1]: target.made[of_what]}


def made(maker: Maker, exchange: Exchange) -> str:
    """The id of what an answer says was made."""
    return str(Reply(exchange).at(*maker.at))


def is_unsuited(exchange: Exchange) -> bool:
    """Whether another model might do: this one is refused, or the server breaks down over it."""
    return refuses_model(exchange) or (exchange.status is not None and exchange.status in BREAKDOWNS)


def recast(target: Target, surface: str, probe: Probe) -> Exchange | None:
    """The first answer of a listed model whose id says that it might serve a surface; it is asked from now on."""
    likely = [name for name in target.listed if any(hint in name.lower() for hint in suited()[surface])]
    for name in likely[:MOST_TRIED]:
        target.models[surface] = name
        exchange = probed(target, probe)
        if not is_unsuited(exchange):
            return exchange
    target.models.pop(surface, None)
    return None


def another_limit(target: Target, probe: Probe, exchange: Exchange) -> str | None:
    """The newer spelling of a token limit, where the older is refused by its name: some models take no other."""
    spellings = plains()[probe.operation].limits
    refused = exchange.status == 400 and target.limit_name in spellings and names(exchange, {target.limit_name})
    later = spellings[spellings.index(target.limit_name) + 1 :] if refused else ()
    return next(iter(later), None)

"""Whether an address is where the API begins, and a model one that is there; if not, what was probably meant.

Nothing is proposed that was not asked and did not answer: a guess is worse than none.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from urllib.parse import urlsplit

from oaic_spec import contract

from oaic_suite.asking import surface
from oaic_suite.asking.surface import plainest, plains, surfaces
from oaic_suite.asking.survey.capability import ABSENT_STATUSES, NO_SUCH_MODEL, refused, refuses_model
from oaic_suite.asking.survey.listed import first_id
from oaic_suite.asking.survey.recognised import is_page
from oaic_suite.asking.target import UNKNOWN_MODEL, Target
from oaic_suite.asking.told import Told
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.shown.printable import printable

VERSION = "/v1"
SCHEMES = {"http": "https", "https": "http"}
FEW_TOKENS = 8
SHOWN = 60  # characters of a title, or of a model's id
FEW = 5  # models that are named
MOST_COMPARED = 5000  # with a name that may be mistyped
TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)


class Mistake(Exception):
    """What was asked for cannot be meant; says what probably was."""


class WrongAddress(Mistake):
    """The base URL is not one; says what it should be."""


class WrongModel(Mistake):
    """The model is not there; says which are."""


def check_address(base_url: str) -> str:
    """The base URL without a trailing slash, or a sentence about what is wrong with it."""
    try:
        parts = urlsplit(base_url)
        usable = parts.scheme in SCHEMES and parts.hostname and parts.port != 0
    except ValueError:  # an unclosed bracket, a port beyond 65535
        usable = False
    if not usable:
        raise WrongAddress(f"--base-url {shown(base_url)!r} is not a URL such as http://localhost:8000/v1")
    if parts.query or parts.fragment:
        raise WrongAddress(f"--base-url {shown(base_url)!r} must end before any '?' or '#'")
    return base_url.rstrip("/")


def shown(url: str) -> str:
    """An address, or what was taken for one, without what may be a secret: what stands before an @, and a query."""
    scheme = re.match(r"\w+://", url)
    _, at, rest = url.rpartition("@")
    bare = f"{scheme[0] if scheme else ''}…@{rest}" if at else url
    return re.sub(r"([?#]).*", r"\1…", bare, flags=re.DOTALL)


# --- the scheme ----------------------------------------------------------------------------------------


def check_scheme(target: Target, listing: Exchange) -> None:
    """Where one of http and https is not understood, and the other is, the base URL has the wrong one."""
    if not misunderstood(listing):
        return
    scheme, _, rest = target.base_url.partition("://")
    other = f"{SCHEMES[scheme.lower()]}://{rest}"
    if not misunderstood(twin := listed_at(target, other)) and twin.status is not None:
        raise WrongAddress(f"{rest} answers {SCHEMES[scheme.lower()]}, not {scheme}: use --base-url {other}")


def misunderstood(exchange: Exchange) -> bool:
    """Whether what came may come of the wrong scheme: nothing, or a web server's word that it expects the other."""
    if exchange.status is not None:
        return exchange.status == 400 and b"https" in exchange.body.lower()
    if exchange.request.url.startswith("https:"):  # where nobody knows what a handshake is, it may stay unanswered
        return exchange.ended == "timeout" or (mentions(exchange, "ssl") and not mentions(exchange, "certificate"))
    return exchange.ended not in ("refused", "timeout")


def mentions(exchange: Exchange, word: str) -> bool:
    return word in str(exchange.outcome).lower()


# --- the path ------------------------------------------------------------------------------------------


def check_beginning(target: Target, listing: Exchange) -> None:
    """Where no model is listed, and one is a little before or behind, the API begins there."""
    if listing.outcome != listing.status or first_id(listing):
        return
    found = f"{target.base_url}/models answers {listing.status} and names no model"
    for other in others(target.base_url):
        twin = listed_at(target, other)
        if twin.status in range(200, 300) and first_id(twin):
            raise WrongAddress(f"{found}; {other}/models does: use --base-url {other}")
    end = ending(target.base_url)
    if end and absent(listing):
        before = target.base_url.removesuffix(end)
        answer = ask_plainly(replace(target, base_url=before), plainest())
        if answer.status is not None and not nothing_there(answer):
            raise WrongAddress(f"{end} is the path of one operation, not where the API begins: use --base-url {before}")


def others(base_url: str) -> Iterator[str]:
    """Where else the API may begin: before the path of an operation, behind a version, or where most have it."""
    end = ending(base_url)
    before = base_url.removesuffix(end) if end else base_url
    if end:
        yield before
    if not before.endswith(VERSION):
        yield before + VERSION
    usual = urlsplit(base_url)._replace(path=VERSION).geturl()
    if usual not in (base_url, before, before + VERSION):
        yield usual


def ending(base_url: str) -> str | None:
    """The path of an operation, where a base URL ends in one."""
    paths = sorted((operation.path for operation in contract().operations.values()), key=len, reverse=True)
    return next((path for path in paths if urlsplit(base_url).path.endswith(path)), None)


def listed_at(target: Target, base_url: str) -> Exchange:
    operation = contract().operations[surface.listing()]
    return replace(target, base_url=base_url).send(operation.method, operation.path)


# --- whether there is an API at all --------------------------------------------------------------------


def absent(exchange: Exchange) -> bool:
    """Whether there is nothing where something of the API should be, or a page."""
    return exchange.status in ABSENT_STATUSES or (exchange.status in range(200, 300) and is_page(exchange))


def nothing_there(answer: Exchange) -> bool:
    """The same of what needs a model: one that is not found is looked for by somebody."""
    return absent(answer) and not refuses_model(answer)


def title(exchange: Exchange) -> str:
    found = TITLE.search(exchange.body)
    text = html.unescape(found[1].decode("utf-8", "replace")) if found else ""
    return cut(" ".join(printable(text).split()))


def cut(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def no_api(target: Target, listing: Exchange) -> str | None:
    """That nothing of the API answers, in a sentence; None where something does."""
    seen = [listing]
    for operation, plain in plains().items():
        if plain.body is not None and plain.of_a_model and not surface.is_beside(operation):
            seen.append(ask_plainly(target, operation))
            if not nothing_there(seen[-1]):
                return None
    told = next((f"; that is a web page{titled(page)}, not an API" for page in seen if is_page(page)), "")
    return f"nothing of the API is at {target.base_url}: {outcomes(seen[:2])}{told}"


def titled(page: Exchange) -> str:
    return f" titled {title(page)!r}" if title(page) else ""


def outcomes(probes: list[Exchange]) -> str:
    return ", ".join(outcome(probe) for probe in probes)


def outcome(probe: Exchange) -> str:
    return f"{probe.request.method} {urlsplit(probe.request.url).path} -> {probe.outcome}"


def ask_plainly(target: Target, operation: str, model: str | None = None) -> Exchange:
    """The plainest request for little, whatever the target is known to have."""
    plain = plains()[operation]
    limit = {plain.limits[0]: FEW_TOKENS} if plain.limits else {}
    named = {"model": model or target.model_id or UNKNOWN_MODEL} if plain.of_a_model else {}
    return target.provoke(operation, {**named, **(plain.body or {}), **limit})


# --- the model -----------------------------------------------------------------------------------------


def check_models(target: Target) -> None:
    """A model that was named and is not listed is asked once: lists may be partial, or none, and names mistyped."""
    if target.model_id:
        check_model(target, target.option("model"), plainest(), target.model_id)
    for name, model in target.models.items():
        operation = next(found for found in surfaces() if found.name == name).plain[0].operation
        check_model(target, f"{target.option('model_for')} {name}=", operation, model)


def check_model(target: Target, option: str, operation: str, model: str) -> None:
    if model in target.listed:
        return
    answer = ask_plainly(target, operation, model)
    what = f"{option}{'' if option.endswith('=') else ' '}{cut(model)}"
    if not target.listed and refuses_by_name(answer, model):
        raise WrongModel(f"{what} is none that the server knows, and no models are listed ({outcome(answer)})")
    if not target.listed or not unknown(answer, model):
        return
    listed = f"{len(target.listed)} models listed" if len(target.listed) > 1 else "models listed, which is one"
    more = f" and {len(target.listed) - FEW} more" if len(target.listed) > FEW else ""
    named = ", ".join(map(cut, target.listed[:FEW])) + more
    meant = closest(model, target.listed)
    guess = f"; did you mean {cut(meant)}?" if meant else ""
    raise WrongModel(f"{what} is not among the {listed}: {named}{guess} ({outcome(answer)})")


def unknown(answer: Exchange, model: str) -> bool:
    """Whether a server knows no such model: 404, or a refusal that is about the model by this name."""
    return answer.status == 404 or refuses_by_name(answer, model)


def refuses_by_name(answer: Exchange, model: str) -> bool:
    told = Told.of(answer)
    by_name = told.names({"model"}) and model.lower() in told.words.lower() and not told.places
    return refused(answer) and (told.code == NO_SUCH_MODEL or told.places_name("model") or by_name)


def closest(model: str, listed: tuple[str, ...]) -> str | None:
    lower = {name.lower(): name for name in listed[:MOST_COMPARED]}
    return next((lower[name] for name in get_close_matches(model.lower(), lower, 1)), None)

"""For generated test-suites: what is well typed is taken, whatever it says and whatever it names.

A member that would be refused is passed over, as though it had not been sent, unless it is of a wrong type, unknown,
or cannot be done without. What a dummy leaves out is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from oaic_spec import contract

from oaic_server.exchange.complaint import CODES
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.http import gates
from oaic_server.http.routes import Route
from oaic_server.state.service import Service
from oaic_server.state.settings import Settings

STILL_REFUSED = frozenset({CODES["type"], CODES["unknown"]})
MISSING = CODES["required"]
Taken = TypeVar("Taken")


def taken(request: Request, attempt: Callable[[Request], Taken], settings: Settings) -> Taken:
    """What the attempt makes of the request, or of as much of it as it takes."""
    if not settings.lenient:
        return attempt(request)
    passed_over: dict[str, Refusal] = {}
    while True:
        try:
            return attempt(request)
        except Refusal as refusal:
            member = re.split(r"[.\[]", refusal.param or "", maxsplit=1)[0]
            if member in passed_over or refusal.code in STILL_REFUSED:
                raise passed_over.get(member, refusal) from None
            request = eased(request, member, refusal, settings)
            passed_over[member] = refusal


def eased(request: Request, member: str, refusal: Refusal, settings: Settings) -> Request:
    """The same request without what it was refused for, or with what it lacks."""
    usual: dict[str, Any] = {"model": settings.models[0], "input": ""}
    if refusal.code == MISSING and member in usual:
        return replace(request, body={**request.members, member: usual[member]})
    if member in request.members:
        without = {name: value for name, value in request.members.items() if name != member}
        if cannot_be_without(member, without, request.operation):
            raise refusal
        return replace(request, body=without)
    pairs = parse_qsl(request.query, keep_blank_values=True)
    left = [(name, value) for name, value in pairs if name.removesuffix("[]") != member]
    if len(left) == len(pairs):
        raise refusal
    return replace(request, query=urlencode(left))


def cannot_be_without(member: str, body: dict[str, Any], operation: str) -> bool:
    """Whether the contract requires a member; who answers relies on that."""
    known = contract().operations[operation].request
    problem = known.first_problem(body, takes_unknown=True) if known else None
    return problem is not None and (problem.keyword, problem.path) == ("required", member)


def deletion(request: Request, route: Route, service: Service) -> Reply | None:
    """That a model is gone. It stands in no contract: a suite that asked for it would delete what is an operator's."""
    if not service.settings.lenient or request.method != "DELETE" or route.parameters.keys() != {"model"}:
        return None
    gates.key(request, service)
    return Reply.json(request, {"id": route.parameters["model"], "object": "model", "deleted": True})

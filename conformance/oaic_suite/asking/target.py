"""The server under test, as a conversation asks it: operations in, exchanges out."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlencode

from oaic_spec import contract
from oaic_spec.mounts import API, beginning

from oaic_suite.asking.bounds.breaker import Breaker, unanswered, unbegun
from oaic_suite.asking.bounds.budget import Budget
from oaic_suite.asking.bounds.company import Company
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.bounds.hangs import Hangs, manner
from oaic_suite.asking.bounds.pace import Pace, patience
from oaic_suite.asking.bounds.pieces import Memory, pieces
from oaic_suite.asking.client import Client
from oaic_suite.asking.form import JSON, written
from oaic_suite.asking.leavings import BUSY, GONE, Leavings, is_over
from oaic_suite.asking.plan import FIRST, LEVELS, Plan
from oaic_suite.asking.probe import complaint
from oaic_suite.asking.surface import Plain, capability_of, limit_names, listing, plains, rests_on, surface_of
from oaic_suite.asking.survey.capability import Capabilities
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.unsettled import BadProbe, NotEstablished, NotRun

AGENT = "openai-conformance"
A_SCENARIO = 4  # requests that a client of others may send before it comes back to us
LONGEST_URL = 16_000  # twice what RFC 9110, 4.1 asks everyone to read: ids may stand in it, and a server makes them
SHOWN = 200  # characters of an id that is told
LIMIT = 64  # tokens an answer may have where a conversation asks for nothing else
ROOM = 400  # tokens an answer may have that is worth nothing when cut: calls and documents
A_PICTURE = "https://example.com/parrot.png"  # for the reference server, which fetches none
UNKNOWN_MODEL = "no-such-model-6f1d2c"
Json = dict[str, Any]


def unheard(told: object) -> None:
    """Who listens to nothing."""


@dataclass
class Target:
    base_url: str
    client: Client
    api_key: str | None = None
    model_id: str | None = None
    extra_headers: tuple[tuple[str, str], ...] = ()
    capabilities: Capabilities = field(default_factory=Capabilities)
    breaker: Breaker = field(default_factory=Breaker)
    company: Company = field(default_factory=Company)
    hangs: Hangs = field(default_factory=Hangs)
    prefix: str = "x"
    listed: tuple[str, ...] = ()  # the ids in /models
    models: dict[str, str] = field(default_factory=dict)  # by surface, where another than the run's is asked
    limit_name: str = field(default_factory=lambda: limit_names()[0])  # how the limit of tokens is spelt
    made: dict[str, str] = field(default_factory=dict)  # ids of what probes are about, by what made it
    nowhere: dict[str, Exchange] = field(default_factory=dict)  # what a path is told that is not there, by method
    leavings: Leavings = field(default_factory=Leavings)
    fuzz: Plan = LEVELS[FIRST]
    unheard: float = 0.0  # seconds that fuzzing waited for what was not heard out
    fuzzed_since: float | None = None  # by the clock
    picture: str | None = None  # the address of one that the server can fetch
    budget: Budget = field(default_factory=Budget)
    pace: Pace = field(default_factory=Pace)
    memory: Memory | None = None  # where nothing is paid for twice
    tidying: bool = False
    log: Callable[[Exchange], None] = lambda exchange: None
    tell: Callable[[str], None] = lambda line: None  # what takes long says how far it is
    option: Callable[[str], str] = "--{}".format  # how the caller types an option

    @property
    def model(self) -> str:
        """The model to ask; without one the rows that need it cannot be settled."""
        if not self.model_id:
            raise NotEstablished("no model is known: /models names none, and --model was not given", "no-model")
        return self.model_id

    def model_for(self, surface: str) -> str:
        return self.models.get(surface) or self.model

    @contextmanager
    def apart(self, listens: float = 0.0) -> Iterator[Target]:
        """The same target over one connection that nobody else uses; what follows an answer may be listened for."""
        with self.client.apart(listens) as client:
            yield replace(self, client=client)

    # --- asking --------------------------------------------------------------------------------------

    def ask(self, operation: str, /, **members: Any) -> Exchange:
        """The plainest request for an operation, changed by keywords: it keeps the contract.

        What stands in the path or the query is a keyword like any other; the model goes where it belongs.
        """
        path = {name: members.pop(name) for name in parameters(operation) if name in members}
        query = {name: members.pop(name) for name in contract().operations[operation].query if name in members}
        body = self.body(operation, **members) if plains()[operation].body is not None else None
        return self.provoke(operation, body, path=path, query=query, lawful=True)

    def body(self, operation: str, /, **members: Any) -> Json:
        """The smallest valid body of an operation, changed by keywords."""
        plain = plains()[operation]
        limited = not plain.limits or any(name in members for name in plain.limits)
        limit = {} if limited else {self.limit_of(plain): LIMIT}
        model = {"model": self.model_for(surface_of(operation).name)} if plain.of_a_model else {}
        return {**model, **(plain.body or {})} | limit | members

    def limit_of(self, plain: Plain) -> str:
        """How the limit of tokens is spelt here."""
        return self.limit_name if self.limit_name in plain.limits else plain.limits[0]

    def provoke(
        self,
        operation: str,
        body: Any = None,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        server: str | None = None,
        **changes: Any,
    ) -> Exchange:
        """A request that may break the contract; the server must say so. It may go to an alias, by its `server`."""
        known = contract().operations[operation]
        asked = f"?{urlencode(query, errors='surrogatepass')}" if query else ""
        changes |= {"operation": operation, "server": server or known.servers[0]}
        return self.send(known.method, self.path(operation, path or {}) + asked, body, **changes)

    def path(self, operation: str, given: Mapping[str, str]) -> str:
        """The path of an operation; a model that is not given is the one that is asked."""
        asked = {} if "model" in given or "model" not in parameters(operation) else {"model": self.model}
        return filled(contract().operations[operation].path, {**asked, **given})

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        operation: str | None = None,
        server: str = API,
        headers: Mapping[str, str | None] | None = None,
        lawful: bool = False,
        stop_after: Callable[[bytes], bool] | None = None,
        among: int = 0,
        padding: int = 0,
        unkept: bool = False,
    ) -> Exchange:
        """Any request at all: `body` is JSON, a form where the operation takes one, or bytes as they stand.

        A header of None is left out.

        Sent `among` others at the same time it is waited for as if they all went first. With `padding` so many
        spaces stand before the end of the body, of which no more is sent when the answer is there. What may
        repeat a part of a secret is left `unkept`.
        """
        content, media_type = written(body, operation)
        told = self._headers(content, headers or {}, media_type)
        if content is not None and padding:
            told = (*told, ("content-length", str(len(content) + padding)))
        url = beginning(server, self.base_url) + path
        if len(url) > LONGEST_URL:
            raise NotEstablished(f"what the server named makes an address of {len(url):,} characters", "long-id")
        request = Request(method, url, told, content, operation, padding, unkept)
        if lawful and (wrong := complaint(request, self.base_url)):
            raise BadProbe(f"our request to {operation} is not valid: {wrong}")
        self.breaker.check()
        if lawful and self.memory and (known := self.memory.recall(request)):
            return known
        again = functools.partial(self._ask_again, among=among)
        with self.company.joined(lambda ended: self.breaker.note_all(ended, again)) as ended:
            exchange = self._send_once(request, stop_after, among)
            if self.waits_for(exchange):
                exchange = self._send_once(request, stop_after, among)
            ended.append((request, exchange))
        return exchange if among else self._in_its_light(request, exchange, lawful)

    def waits_for(self, exchange: Exchange) -> bool:
        """Sits out a rate limit where that is worth it."""
        if exchange.status != 429:
            return False
        pause = patience(exchange, self.pace.waited)
        if pause is None:
            self.pace.give_up(self.tell)
            return False
        self.pace.sit_out(pause, self.tell)
        return True

    def require_together(self, number: int) -> None:
        """That so many may be asked at the same time."""
        if not self.pace.gather(number):
            told = " or ".join(self.option(name) for name in ("rps", "concurrency"))
            raise NotEstablished(f"{told} keeps {number} requests from being sent at the same time", "held-back")

    @contextmanager
    def lent(self) -> Iterator[None]:
        """The target in the hands of a client that asks by itself; where nothing may be asked any more, it is not."""
        self.breaker.check()
        self.budget.require(A_SCENARIO + len(self.leavings.kept), self.hangs.slowest)
        with self.pace.turn():
            yield

    def require_pieces(self, operation: str, body: Any) -> None:
        """That somebody else may ask for what is paid for by the piece."""
        self.budget.require_pieces(pieces(operation, body))

    def tidy(self) -> None:
        """Deletes what our requests made the server keep, as far as it takes that; it is no evidence."""
        aside, given_up = replace(self, log=unheard, tidying=True), set[str]()
        for id, operation in reversed([*self.leavings.kept.items()]):  # what was made of others goes first
            if self.breaker.open:
                return
            if operation in given_up or self.capabilities.lacks(capability_of(operation)):
                continue
            try:
                gone = aside.provoke(operation, path={parameters(operation)[-1]: id})
            except NotRun:  # not one request is left
                return
            except NotEstablished:  # nobody can ask for it
                continue
            if gone.status in GONE or is_over(operation, gone):
                self.leavings.kept.pop(id, None)
            elif gone.status not in BUSY:
                given_up.add(operation)

    @property
    def left_behind(self) -> tuple[str, ...]:
        """What was not deleted, each with the operation for it; what is never given back is not known to be there."""
        kept = self.leavings.kept.items()
        return tuple(
            f"{operation} {id[:SHOWN]}" for id, operation in kept if not self.capabilities.lacks(rests_on(operation))
        )

    def leave(self) -> str:
        """Closes the connections, tidied up; where the server did not outlive what was asked at last, says so."""
        if not self.budget.sentence:
            self.breaker.conclude(self._ask_again)
        self.tidy()
        self.client.close()
        return self.breaker.sentence

    def overhears(self, exchange: Exchange) -> Exchange:
        """Notes what somebody else asked and was answered."""
        self.budget.add(exchange)
        self._note(exchange.request, exchange)
        self.breaker.note(exchange.request, exchange, self._ask_again)
        return self._in_its_light(exchange.request, exchange)

    def _in_its_light(self, request: Request, exchange: Exchange, lawful: bool | None = None) -> Exchange:
        """An exchange; one without an answer is told apart by what the server does next.

        A server that does not answer the plainest request of the kind either hangs on all of it, unless it is back
        when waited for. Where it answers, the answer was slow to come, unless longer waiting, which is done a few
        times in a run, finds none either; of a wrong request, what is said then is the answer: to refuse takes no time.
        """
        if not unbegun(exchange) or self.breaker.open or self.hangs.proven(request):
            return exchange
        if unanswered(self._ask_plainly(request)) and not self._is_back(request):
            return exchange
        patient = None if lawful is None else self.hangs.patience(self.client.deadlines)
        again = self._send_once(request, deadlines=patient) if patient else None
        if again and patient and unbegun(again):
            self.hangs.prove(request)
            return replace(exchange, note=f"{exchange.note}, nor for {patient.first_byte:.3g} s when asked again")
        advice = f"the server goes on answering: give it longer with {self.option('timeout')}"
        late = replace(exchange, unheard=(f"{exchange.note}, and {advice}", "deadline"))
        return again if again and not lawful else late

    def _is_back(self, request: Request) -> bool:
        """Whether a server that granted the kind before, and then was silent, answers it when it is given longer."""
        granted = self.breaker.granted.get(manner(request))
        patient = self.hangs.patience(self.client.deadlines) if granted else None
        return bool(granted and patient and not unanswered(self._send_once(granted, deadlines=patient)))

    def _ask_plainly(self, request: Request) -> Exchange:
        """The plainest request of a kind, and what it is answered."""
        name, plain = request.operation or "", plains().get(request.operation or "")
        if plain is None or plain.body is None or not self.model_id:
            name, body = listing(), None
        else:
            body = self.body(name, **({"stream": True} if request.wants_stream else {}))
        operation = contract().operations[name]
        url = beginning(operation.servers[0], self.base_url) + operation.path
        content, media_type = written(body, name)
        plainest = Request(operation.method, url, self._headers(content, {}, media_type), content, name)
        exchange = self._send_once(plainest)
        self.breaker.note(plainest, exchange, self._ask_again)
        return exchange

    def _ask_again(self, request: Request | None, among: int = 0) -> Exchange:
        """What was answered before, or the plainest request there is; however often it hung, it has its full time."""
        operation = contract().operations[listing()]
        plainest = Request(operation.method, self.base_url + operation.path, self._headers(None, {}), None, listing())
        return self._send_once(request or plainest, None, among, self.client.deadlines)

    def _send_once(
        self,
        request: Request,
        stop_after: Callable[[bytes], bool] | None = None,
        among: int = 0,
        deadlines: Deadlines | None = None,
    ) -> Exchange:
        given = deadlines or self.hangs.shorten(self.client.deadlines, request)
        given = given.behind(among * self.hangs.slowest)
        cost = self.budget.take_the_last() if self.tidying else self._take(request)
        with self.pace.turn():
            exchange = self.client.send(request, prefix=self.prefix, stop_after=stop_after, deadlines=given)
        self.budget.settle(cost, exchange)
        self._note(request, exchange)
        return exchange

    def _take(self, request: Request) -> int:
        """What a request may cost; as many are kept back as will delete what was made."""
        return self.budget.take(request, len(self.leavings.kept), self.hangs.slowest)

    def _note(self, request: Request, exchange: Exchange) -> None:
        self.hangs.note(request, exchange)
        self.leavings.note(exchange)
        if self.memory:
            self.memory.note(request, exchange)
        self.log(exchange)

    def _headers(
        self, content: bytes | None, changes: Mapping[str, str | None], media_type: str = JSON
    ) -> tuple[tuple[str, str], ...]:
        headers: dict[str, str | None] = {"accept": "application/json", "accept-encoding": "identity"}
        headers["user-agent"] = AGENT
        if content is not None:
            headers["content-type"] = media_type
        if self.api_key:
            headers["authorization"] = f"Bearer {self.api_key}"
        headers |= dict(self.extra_headers) | {name.lower(): value for name, value in changes.items()}
        return tuple((name, value) for name, value in headers.items() if value is not None)


def parameters(operation: str) -> list[str]:
    """The names in braces in the path of an operation."""
    return re.findall(r"{(\w+)}", contract().operations[operation].path)


def filled(path: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        path = path.replace("{" + name + "}", quote(value, safe="", errors="surrogatepass"))
    return path

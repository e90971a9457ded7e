"""The run as its controller sees it: preflight, the embedded server, the ledger, the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

import pytest

from oaic_suite.asking.breaker import Breaker
from oaic_suite.asking.capability import Capabilities, Capability
from oaic_suite.asking.client import Client
from oaic_suite.asking.deadlines import Deadlines
from oaic_suite.asking.embedded import Embedded
from oaic_suite.asking.plan import FIRST, LEVELS, MOST_TOKENS, Plan
from oaic_suite.asking.preflight import WrongAddress, preflight, survey
from oaic_suite.asking.redaction import Redactor, secret
from oaic_suite.asking.surface import limit_names
from oaic_suite.asking.target import A_PICTURE, LIMIT, ROOM, Target
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.printable import printable
from oaic_suite.judging import run_json
from oaic_suite.judging.catalogue import planned
from oaic_suite.judging.profile import profiles
from oaic_suite.judging.record import exchange_record
from oaic_suite.judging.run import Run
from oaic_suite.judging.selection import Selection
from oaic_suite.plugin.options import FUZZ, Options


@dataclass
class Settled:
    """What preflight settled, in a form that reaches every worker."""

    base_url: str
    api_key: str | None
    model: str | None
    seconds: float
    headers: tuple[tuple[str, str], ...]
    verify: bool
    failure: str | None = None
    limit_name: str = field(default_factory=lambda: limit_names()[0])
    capabilities: dict[str, run_json.Capability] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=dict)
    fuzz: dict[str, Any] = field(default_factory=dict)  # the members of its plan; none where there is none
    picture: str | None = None

    def target(self, prefix: str) -> Target:
        redactor = self.redactor()
        capabilities = Capabilities({name: Capability(**told) for name, told in self.capabilities.items()})
        client = Client(Deadlines.within(self.seconds), redactor, self.verify)
        breaker = Breaker(sentence=self.failure or "")
        headers = tuple((name, value) for name, value in self.headers)
        return Target(
            self.base_url,
            client,
            self.api_key,
            self.model,
            headers,
            capabilities,
            breaker,
            prefix=prefix,
            limit_name=self.limit_name,
            models=dict(self.models),
            fuzz=Plan(**self.fuzz) if self.fuzz else LEVELS[FIRST],
            picture=self.picture,
        )

    def redactor(self) -> Redactor:
        return Redactor.of([self.api_key, *(value for name, value in self.headers if secret(name))])


@dataclass
class Controller:
    options: Options
    run: Run = field(default_factory=Run)
    embedded: Embedded | None = None

    # --- before --------------------------------------------------------------------------------------

    def begin(self, tell: Callable[[str], None]) -> Settled:
        options = self.options
        if options.base_url is None:
            self.embedded = Embedded().start()
        base_url = self.embedded.base_url if self.embedded else options.base_url or ""
        api_key = self.embedded.api_key if self.embedded else options.api_key
        settled = Settled(base_url, api_key, options.model, options.seconds, options.headers, options.verify)
        settled.models = dict(options.models)
        settled.fuzz = asdict(options.fuzz) if options.fuzz else {}
        settled.picture = options.picture or (A_PICTURE if self.embedded else None)
        target, seen = settled.target("p"), list[Exchange]()
        target.log = seen.append
        self.look(target, settled)
        tell(self.announcement())
        if settled.failure is None:
            survey(target)
            settled.failure = target.breaker.sentence or None
        self.settle(settled, target, seen)
        return settled

    def look(self, target: Target, settled: Settled) -> None:
        """Preflight: what costs nothing to ask."""
        try:
            found = preflight(target)
        except WrongAddress as wrong:
            self.stop()
            raise pytest.UsageError(printable(settled.redactor().text(str(wrong)))) from None
        settled.failure = (self.embedded.died() if self.embedded else None) or found.failure
        self.describe(settled, target.model_id, found.model_from)

    def describe(self, settled: Settled, model: str | None, model_from: str | None) -> None:
        redactor = settled.redactor()
        self.run.failure = redactor.text(settled.failure) if settled.failure else None
        self.run.required, self.run.gate = self.options.profiles, self.options.gate
        self.run.selection = Selection.of(self.options.profiles, self.options.only)
        self.run.target = {
            "base_url": redactor.text(settled.base_url),
            "base_url_from": self.options.base_url_from,
            "key_from": "made for this run" if self.embedded else self.options.key_from,
            "model": redactor.text(model) if model else None,
            "model_from": model_from,
            "embedded": self.embedded is not None,
        }

    def settle(self, settled: Settled, target: Target, seen: list[Exchange]) -> None:
        """What preflight and survey came to, for the run and for every worker."""
        redactor = settled.redactor()
        slowest = max((exchange.arrivals[-1].at for exchange in seen if exchange.arrivals), default=0.0)
        if not self.options.seconds_given:
            settled.seconds = target.client.deadlines.patient(slowest).total
        settled.model, settled.limit_name, settled.models = target.model_id, target.limit_name, target.models
        settled.capabilities = {
            name: {"state": known.state, "how": known.how} for name, known in target.capabilities.known.items()
        }
        self.run.failure = redactor.text(settled.failure) if settled.failure else None
        self.run.capabilities = settled.capabilities
        self.run.exchanges.update((exchange.id, exchange_record(exchange, redactor)) for exchange in seen)
        self.run.requests += target.client.sent
        target.client.close()

    def announcement(self) -> str:
        """One line before the first request that may be billed."""
        target = self.run.target
        where = f"certifying {target['base_url']} ({target['base_url_from']}; key: {target['key_from']})"
        model = f"model {target['model']} ({target['model_from']})" if target["model"] else "no model known"
        count = planned(self.options.profiles, self.options.only)
        billed = f"about {count} requests, {LIMIT} tokens an answer at most, {ROOM} where it must be whole"
        if self.options.fuzz and not profiles()[FUZZ].lacking:
            billed += f"; besides at most {self.options.fuzz.cases} drawn for each operation, {MOST_TOKENS} tokens"
        return printable(where if self.run.failure else f"{where}, {model}; {billed}")

    # --- during --------------------------------------------------------------------------------------

    def take(self, properties: Iterable[tuple[str, Any]]) -> None:
        for told in (value for name, value in properties if name == "oaic"):
            self.run.add(told["record"], told["exchanges"])

    # --- after ---------------------------------------------------------------------------------------

    def finish(self, *, finished: bool) -> run_json.Run:
        self.check_alive()
        document = self.run.document(finished=finished)
        self.stop()
        return document

    def check_alive(self) -> None:
        if self.embedded and (said := self.embedded.died()):
            self.run.failure = self.run.failure or said

    def stop(self) -> None:
        if self.embedded:
            self.embedded.stop()

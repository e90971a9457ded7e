"""The run as its controller sees it: preflight, the embedded server, the ledger, the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from oaic_suite.asking.bounds.pieces import NONE, Pieces
from oaic_suite.asking.started.coming_up import wait_for
from oaic_suite.asking.started.command import Started, require_free
from oaic_suite.asking.started.embedded import Embedded
from oaic_suite.asking.survey.address import Mistake
from oaic_suite.asking.survey.preflight import Preflight, preflight, survey
from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.shown.printable import printable
from oaic_suite.evidence.unsettled import NotRun
from oaic_suite.evidence.views import seen_as
from oaic_suite.judging.document import run_json
from oaic_suite.judging.document.record import exchange_record
from oaic_suite.judging.run import Run
from oaic_suite.judging.selecting.resumed import Resumed
from oaic_suite.judging.selecting.selection import Selection
from oaic_suite.judging.settling.convicting import Conviction, Exchanged, recorded
from oaic_suite.plugin.asked import require_same_target
from oaic_suite.plugin.estimate import Estimate, in_part
from oaic_suite.plugin.progress import Progress
from oaic_suite.plugin.settings.options import DEFAULT_WAIT
from oaic_suite.plugin.settled import Settled

CLEARLY = 1.1  # times as many requests as it turned out to be


@dataclass(frozen=True)
class Struck:
    """What a process asked for, when it is done."""

    requests: int = 0
    tokens: int = 0
    made: Pieces = NONE
    waited: float = 0.0
    died: str = ""  # what the server died of
    left: tuple[str, ...] = ()  # what could not be deleted

    @classmethod
    def from_worker(cls, told: Mapping[str, Any]) -> Struck:
        """As another process told it; one that died told nothing."""
        return cls(**{**told, "made": Pieces(**told.get("made", {}))})


@dataclass
class Controller:
    settled: Settled
    run: Run = field(default_factory=Run)
    server: Embedded | Started | None = None  # that is ours to end
    progress: Progress = field(default_factory=Progress)
    seen: list[Exchanged] = field(default_factory=list)  # by preflight and survey
    interrupted: bool = False  # before anything was judged
    resumed: Resumed | None = None  # the run that goes on

    # --- before --------------------------------------------------------------------------------------

    def begin(self, tell: Callable[[str], None]) -> None:
        """Asks what can be known before anything is judged; whoever interrupts that gets a report all the same."""
        self.start()
        self.describe(None, None)
        target, seen = self.settled.target("p"), list[Exchange]()
        target.log, target.tell = seen.append, tell
        try:
            self.wait(target, tell)
            self.ask(target, tell)
        except KeyboardInterrupt:
            self.interrupted, self.settled.failure = True, "the run was interrupted"
        self.settle(target, seen)

    def start(self) -> None:
        settled = self.settled
        if settled.base_url is None:
            self.server = (Embedded(api_key=settled.api_key) if settled.api_key else Embedded()).start()
            settled.key_from = settled.key_from if settled.api_key else "made for this run"
            settled.base_url, settled.api_key = self.server.base_url, self.server.api_key
        elif settled.asked.start:
            with self.mistakes_told():
                require_free(settled.base_url)
                self.server = Started(settled.asked.start, settled.asked.start_env, settled.folder).start()

    def wait(self, target: Target, tell: Callable[[str], None]) -> None:
        """For a server that is about to come up."""
        seconds = self.settled.asked.wait or (DEFAULT_WAIT if isinstance(self.server, Started) else 0.0)
        wait_for(target, seconds, lambda: self.died() is not None, tell)

    def died(self) -> str | None:
        return self.server.died() if self.server else None

    def explained(self, failure: str | None) -> str | None:
        return self.server.explained(failure) if failure and isinstance(self.server, Started) else failure

    def ask(self, target: Target, tell: Callable[[str], None]) -> None:
        settled = self.settled
        target.log = both(target.log, self.progress.heard)
        self.look(target)
        if settled.failure:
            tell(self.whereabouts)
            tell(settled.redactor().text(settled.failure))
            return
        expected = self.estimate(target)
        self.run.planned = expected.total, expected.together, expected.pieces
        tell(self.announcement(expected))
        self.progress.begin(expected)
        survey(target, expected.wants, lambda name: self.progress.ask(f"survey, {name}"))
        settled.failure = target.breaker.sentence or None
        self.progress.surveyed(self.estimate(target))
        if expected.total > CLEARLY * self.progress.total:
            tell(f"the server lacks some of it: about {self.progress.total} requests in all")

    @property
    def is_over(self) -> bool:
        """Whether nothing can be judged any more."""
        return self.interrupted or self.settled.failure is not None

    def choose_all(self) -> None:
        self.run.selection.choose_all([row.id for row in in_part(self.settled.part, self.settled.profiles)])

    def estimate(self, target: Target) -> Estimate:
        """With what is known of the target by now."""
        part = self.settled.part
        return Estimate(target, in_part(part, self.settled.profiles), part)

    def look(self, target: Target) -> None:
        """Preflight: what costs nothing to ask."""
        found = Preflight()
        with self.mistakes_told(), suppress(NotRun):  # a budget that does not reach as far
            found = preflight(target)
        self.settled.failure = self.died() or self.explained(found.failure)
        self.describe(target.model_id, found.model_from)
        if self.resumed:
            with self.mistakes_told():
                require_same_target(self.resumed, self.run.target["base_url"], target.model_id)

    @contextmanager
    def mistakes_told(self) -> Iterator[None]:
        """What cannot be meant ends the run with one sentence."""
        try:
            yield
        except Mistake as wrong:
            self.stop()
            raise pytest.UsageError(printable(self.settled.redactor().text(str(wrong)))) from None

    def describe(self, model: str | None, model_from: str | None) -> None:
        settled, redactor = self.settled, self.settled.redactor()
        asked = settled.asked
        self.run.failure = redactor.text(settled.failure) if settled.failure else None
        self.run.required, self.run.gate, self.run.clients = settled.profiles, asked.gate, asked.client
        self.run.edition = asked.set
        self.run.selection = Selection.of(settled.profiles, settled.part)
        self.run.target = {
            "base_url": redactor.text(settled.base_url or ""),
            "base_url_from": settled.base_url_from,
            "key_from": settled.key_from,
            "model": redactor.text(model) if model else None,
            "model_from": model_from,
            "embedded": isinstance(self.server, Embedded),
        }

    def settle(self, target: Target, seen: list[Exchange]) -> None:
        """What preflight and survey came to, for the run and for every worker."""
        settled, redactor = self.settled, self.settled.redactor()
        slowest = max((exchange.arrivals[-1].at for exchange in seen if exchange.arrivals), default=0.0)
        if settled.asked.timeout is None:
            settled.seconds = target.client.deadlines.patient(slowest).total
        settled.model, settled.limit_name, settled.models = target.model_id, target.limit_name, target.models
        settled.capabilities = {
            name: {"state": known.state, "how": redactor.text(known.how)}
            for name, known in target.capabilities.known.items()
        }
        self.run.failure = redactor.text(settled.failure) if settled.failure else None
        self.run.capabilities = settled.capabilities
        self.run.keep(exchange_record(exchange, redactor) for exchange in seen)
        # What refuses the survey says that something is not offered, and no more.
        self.seen = [Exchanged(exchange) for exchange in seen if seen_as(exchange) != "refusal"]
        target.tidy()
        left = tuple(map(redactor.text, target.left_behind))
        self.hear(
            Struck(target.client.sent, target.budget.tokens, target.budget.made, target.pace.taken(), left=left), ()
        )
        self.run.stopped = target.budget.sentence or None
        settled.allowed = target.budget.left
        target.client.close()
        if self.resumed:
            self.run.take_over(self.resumed)

    @property
    def whereabouts(self) -> str:
        target = self.run.target
        return printable(f"certifying {target['base_url']} ({target['base_url_from']}; key: {target['key_from']})")

    def announcement(self, expected: Estimate) -> str:
        """One line before the first request that may be billed."""
        target = self.run.target
        model = f"model {target['model']} ({target['model_from']})" if target["model"] else self.no_model
        billed = f"about {expected.total} requests, at most {expected.longest} tokens an answer"
        billed += f", {expected.by_the_piece}" if expected.by_the_piece else ""
        billed += f"; {self.settled.drawn}" if self.settled.drawn else ""
        return printable(f"{self.whereabouts}, {model}; {billed}")

    @property
    def no_model(self) -> str:
        return f"no model known, so most cannot be asked: {self.settled.option('model')} ID names one"

    # --- during --------------------------------------------------------------------------------------

    def take(self, properties: Iterable[tuple[str, Any]], process: str | None = None) -> None:
        """What a judgement came to; where another process asks, it says how much it has asked by now."""
        for told in (value for name, value in properties if name == "oaic"):
            self.run.add(told["record"], told["exchanges"])
            if process is not None:
                self.progress.heard_elsewhere(process, told["sent"])
            self.progress.judged(told["record"])

    def hear(self, struck: Struck, found: Iterable[Conviction]) -> None:
        """What a process asked, what its exchanges show beside that, and what the server died of."""
        self.run.requests += struck.requests
        self.run.tokens += struck.tokens
        self.run.made += struck.made
        self.run.waited += struck.waited
        self.run.left = tuple(dict.fromkeys((*self.run.left, *struck.left)))
        self.run.failure = self.run.failure or struck.died or None
        for record, exchange in found:
            self.run.selection.chosen.setdefault(record["id"], set())
            self.run.convict(record, [exchange])

    # --- after ---------------------------------------------------------------------------------------

    def finish(self, *, finished: bool) -> run_json.Run:
        self.check_alive()
        rows = self.settled.convictable(self.run.selection.chosen.keys())
        self.hear(Struck(), recorded(self.seen, frozenset(), rows, self.settled.redactor()))
        self.seen = []
        document = self.run.document(finished=finished and not self.interrupted)
        self.stop()
        return document

    def check_alive(self) -> None:
        if said := self.died():
            self.run.failure = self.run.failure or self.settled.redactor().text(said)

    def stop(self) -> None:
        server, self.server = self.server, None
        if server:
            server.stop()


def both(one: Callable[[Exchange], None], other: Callable[[Exchange], None]) -> Callable[[Exchange], None]:
    def tell(exchange: Exchange) -> None:
        one(exchange)
        other(exchange)

    return tell

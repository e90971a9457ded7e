"""What was asked, and what preflight and survey found: all that a process needs to ask the target."""

from __future__ import annotations

import os
import shlex
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, partial
from typing import Any
from urllib.parse import urlsplit

import pytest

from oaic_suite.asking.bounds.breaker import Breaker
from oaic_suite.asking.bounds.budget import Allowance, Budget
from oaic_suite.asking.bounds.deadlines import DEFAULT_SECONDS, Deadlines
from oaic_suite.asking.bounds.pace import Pace
from oaic_suite.asking.bounds.pieces import Memory
from oaic_suite.asking.client import Client
from oaic_suite.asking.plan import FIRST, LEVELS, MOST_TOKENS
from oaic_suite.asking.secrets.given import PUBLIC, of_address, of_command, of_header, secret
from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.asking.surface import limit_names
from oaic_suite.asking.survey.capability import Capabilities, Capability
from oaic_suite.asking.survey.preflight import find_late
from oaic_suite.asking.target import A_PICTURE, Target
from oaic_suite.judging.document import run_json
from oaic_suite.judging.selecting.part import Part
from oaic_suite.judging.selecting.profile import profiles
from oaic_suite.judging.verdict import SCORED
from oaic_suite.plugin.asked import part_asked
from oaic_suite.plugin.estimate import in_part
from oaic_suite.plugin.settings.options import A_FEW, FUZZ, Asked, is_short, spelt
from oaic_suite.plugin.settings.resolved import Resolved
from oaic_suite.plugin.settings.sources import check_meant, headers, is_here, key


@dataclass
class Settled:
    asked: Asked
    short: bool  # whether options are spelt as `oaic certify` spells them
    base_url: str | None  # None: the embedded reference server, until it runs
    base_url_from: str
    api_key: str | None
    key_from: str
    model: str | None
    seconds: float
    models: dict[str, str]  # by surface, where another is asked
    picture: str | None
    part: Part = field(default_factory=Part)
    profiles: tuple[str, ...] = ()  # to be required beside those that always are
    failure: str | None = None
    folder: str | None = None  # where a server is started
    allowed: Allowance = field(default_factory=Allowance)
    began: float = field(default_factory=time.monotonic)
    processes: int = 1  # that ask at the same time
    memory: Memory = field(default_factory=Memory)  # of this process
    limit_name: str = field(default_factory=lambda: limit_names()[0])
    capabilities: dict[str, run_json.Capability] = field(default_factory=dict)

    @classmethod
    def of(cls, config: pytest.Config, environment: Mapping[str, str] = os.environ) -> Settled:
        """What is settled before anything is asked; a mistake ends the run with one sentence."""
        found = Resolved.of(config)
        sent = headers(found.asked, environment, found.named_by("header_env") if found.asked.header_env else "")
        asked, again, base_url = replace(found.asked, header=sent), found.again, found.asked.base_url
        if again and again.resumed:
            asked = replace(asked, set=again.resumed.edition)
        named_by = found.named_by("api_key_env") if asked.api_key_env else ""
        api_key, key_from = key(asked.api_key, asked.api_key_env, found.base_url_from, environment, named_by)
        check_meant(asked, base_url, short=is_short(config), embedded=asked.embedded or again is not None)
        seconds = DEFAULT_SECONDS if asked.timeout is None else asked.timeout
        model = asked.model or (again.model if again and base_url == again.address else None)
        known = (base_url, found.base_url_from, api_key, key_from, model, seconds, dict(asked.model_for))
        profiles = tuple(dict.fromkeys([*asked.profiles, *(again.profiles if again else ())]))
        picture = asked.picture or (A_PICTURE if base_url is None else None)
        settled = cls(asked, is_short(config), *known, picture, part_asked(found.asked, again), profiles)
        settled.folder = found.folder
        settled.allowed = settled.allowance
        return settled

    def to_worker(self, processes: int) -> dict[str, Any]:
        """In a form that reaches a worker, one of so many."""
        told = asdict(replace(self, allowed=self.allowed.share(processes), processes=processes, memory=Memory()))
        return {name: value for name, value in told.items() if name != "memory"}

    @classmethod
    def from_worker(cls, told: Mapping[str, Any]) -> Settled:
        made = {name: kind(**told[name]) for name, kind in (("asked", Asked), ("part", Part), ("allowed", Allowance))}
        return cls(**{**told, **made})

    def target(self, prefix: str) -> Target:
        """The target as it is known; what the survey of a part left out is asked for when it is wanted."""
        target = self.known_target(prefix)
        if not self.part.is_all:
            target.capabilities.find = partial(find_late, target)
        return target

    def known_target(self, prefix: str) -> Target:
        return Target(
            self.base_url or "",
            Client(Deadlines.within(self.seconds), self.redactor(), not self.asked.insecure),
            self.api_key,
            self.model,
            tuple((name, value) for name, value in self.asked.header),
            Capabilities({name: Capability(**told) for name, told in self.capabilities.items()}),
            Breaker(sentence=self.failure or ""),
            prefix=prefix,
            limit_name=self.limit_name,
            models=dict(self.models),
            fuzz=self.asked.draws(self.part) or LEVELS[FIRST],
            picture=self.picture,
            option=self.option,
            budget=Budget(self.allowed, self.allowance, self.began, option=self.option),
            pace=self.pace,
            memory=self.memory,
        )

    @property
    def allowance(self) -> Allowance:
        """Of the whole run; pictures of a server elsewhere are somebody's money, and few of them the default."""
        asked, elsewhere = self.asked, self.base_url is not None and not is_here(self.base_url)
        pictures = A_FEW if asked.max_pictures is None and elsewhere else asked.max_pictures
        return Allowance(asked.max_requests, asked.max_tokens, asked.max_seconds, pictures, asked.max_sounds)

    @cached_property
    def pace(self) -> Pace:
        """The share that this process has of what all of them may ask, from the survey to the end."""
        rate, most = self.asked.rps, self.asked.concurrency
        return Pace(rate and rate / self.processes, most and max(1, most // self.processes))

    @property
    def drawn(self) -> str:
        """What fuzzing asks besides; it cannot be told beforehand how much of it there is to draw."""
        if not (draws := self.asked.draws(self.part)) or profiles()[FUZZ].lacking:
            return ""
        drawn = f"besides at most {draws.cases} drawn for each operation, {MOST_TOKENS} tokens"
        return f"{drawn}, and {draws.waiting:g} s for answers that are not heard out, {draws.whole:g} s in all"

    def convictable(self, rows: Collection[str]) -> Collection[str]:
        """The rows that an exchange may fail though they did not ask for it: those asked, or any of the suite."""
        rows = {*rows, *self.part.kept}
        if not self.part.convicts_all:
            return rows
        around = in_part(Part(self.part.prefixes, skips=self.part.skips), self.profiles)
        return {*rows, *(row.id for row in around if row.level in SCORED)}

    def option(self, name: str) -> str:
        """An option as the caller types it."""
        return spelt(name, short=self.short)

    def redactor(self) -> Redactor:
        public = PUBLIC | {*self.asked.public_header}
        headers = [(name, value) for name, value in self.asked.header if name not in public]
        shown = [self.model, *self.models.values(), urlsplit(self.base_url or "").hostname]
        return Redactor.of(
            [
                *of_header(self.api_key or ""),
                *parts(headers, secret),
                *of_address(self.base_url or ""),
                *self.started(),
            ],
            [*parts(headers), *of_address(self.picture or "")],
            [name for name, _ in headers],
            shown,
        )

    def started(self) -> Iterator[str]:
        """What is secret of a server that we start, which may say it."""
        yield from of_command(shlex.split(self.asked.start or ""))
        yield from (value for name, value in self.asked.start_env if secret(name))


def parts(headers: Iterable[tuple[str, str]], such: Callable[[str], bool] = str.isascii) -> Iterator[str]:
    for name, value in headers:
        if such(name):
            yield from of_header(value)

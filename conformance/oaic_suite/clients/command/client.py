"""A command as a client: asked like those that testify, by a base URL at which the server is broken."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oaic_suite.clients.command.control import Asked, Control
from oaic_suite.clients.command.process import Command
from oaic_suite.clients.witness.outcome import Seen
from oaic_suite.clients.witness.scenario import Scenario
from oaic_suite.proof.wire_names import EVERY, FAULT_HEADER

Json = dict[str, Any]
PROTOCOL = 1
STREAMED: Json = {"stream": True}
COUNTED: Json = {"stream_options": {"include_usage": True}}
SAID = 200  # characters of what a command says of an exception
NO_MORE = ("http.",)  # what breaks connections, after which another process is asked


@dataclass
class InCommand:
    control: Control
    words: Sequence[str]
    seconds: float
    cannot: set[Scenario] = field(default_factory=set)  # those that it says it does not do
    asked: Asked = field(default_factory=lambda: Asked(()))  # by the last scenario

    def __post_init__(self) -> None:
        self.command = Command(self.words, surroundings(self.control.base_url(None), self.control.server.api_key))

    @property
    def versions(self) -> Mapping[str, str]:
        return {}

    def can(self, scenario: Scenario) -> bool:
        return scenario not in self.cannot

    def play(self, scenario: Scenario, base_url: str, api_key: str, headers: dict[str, str]) -> Seen:
        fault = headers.get(FAULT_HEADER)
        self.control.forget()
        told = self.told(scenario, self.control.base_url(fault), api_key)
        self.asked = self.control.asked()
        touched = self.asked.touched
        if fault == EVERY and not scenario.right_key:
            touched |= self.control.touched_without_a_key(api_key)
        if fault and fault.startswith(NO_MORE):
            self.command.end()
        return Seen.of(told, touched)

    def told(self, scenario: Scenario, base_url: str, api_key: str, seconds: float | None = None) -> Json:
        asked = {"protocol": PROTOCOL, "do": scenario.doing, "base_url": base_url, "api_key": api_key}
        told = self.command.ask(asked | {"request": request(scenario)}, seconds or self.seconds)
        if "cannot" in told:
            self.cannot.add(scenario)
        return read(told)

    def end(self) -> None:
        self.command.end()


def request(scenario: Scenario) -> Json:
    """What is to be sent, as it would be without a library's help."""
    body = dict(scenario.body)
    if scenario.doing.endswith(".stream"):
        body |= STREAMED if scenario.doing.startswith("responses.") else STREAMED | COUNTED
    return body


def read(told: Json) -> Json:
    """An exception as those that testify have it: one that is told is the client's own."""
    for word in ("told", "raised"):
        if word in told:
            said = told[word] if isinstance(told[word], dict) else {"class": told[word]}
            return {"raised": {**said, "class": str(said.get("class") or "an error")[:SAID], "own": word == "told"}}
    return told


def surroundings(base_url: str, api_key: str) -> dict[str, str]:
    """Ours, but for keys and addresses: a command that looks there finds the server too, and nobody else's."""
    return {**os.environ, "OPENAI_BASE_URL": base_url, "OPENAI_API_KEY": api_key, "NO_PROXY": "*", "no_proxy": "*"}

"""The clients that testify: what each can do, and how it is asked to do it."""

from __future__ import annotations

import asyncio
import importlib
import platform
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from typing import Any, Protocol

from oaic_suite.asking.bounds.room import Stock
from oaic_suite.clients.node.runner import runner
from oaic_suite.clients.witness.outcome import Seen
from oaic_suite.clients.witness.scenario import Scenario
from oaic_suite.clients.witness.stumble import stumble
from oaic_suite.proof.wire_names import TOUCHED_HEADER

Json = dict[str, Any]
DEADLINE = 5.0  # seconds until a client is said to hang


class Client(Protocol):
    @property
    def versions(self) -> Mapping[str, str]:
        """Of what testifies, and of what it runs on."""

    def can(self, scenario: Scenario) -> bool:
        """Whether it can say what is asked."""

    def play(self, scenario: Scenario, base_url: str, api_key: str, headers: dict[str, str]) -> Seen:
        """What an application sees of it."""


@dataclass
class InPython:
    """A client in this process; each request has a connection of its own."""

    module: str
    distributions: tuple[str, ...]
    members: frozenset[str] | None = None  # of a request, that it can say; None: any
    options: Mapping[str, Any] = field(default_factory=dict)  # that it is made with
    deadline: float = DEADLINE
    _touched: list[str] = field(default_factory=list)

    @cached_property
    def doings(self) -> Any:
        return importlib.import_module(f"oaic_suite.clients.witness.{self.module}")

    @cached_property
    def loop(self) -> asyncio.Runner:
        return asyncio.Runner()

    @cached_property
    def http(self) -> Any:
        sdk = importlib.import_module("openai")
        limits = importlib.import_module("httpx2").Limits(max_keepalive_connections=0)
        return sdk.DefaultAsyncHttpxClient(limits=limits, event_hooks={"response": [self._note]})

    @property
    def versions(self) -> Mapping[str, str]:
        return {name: version(name) for name in self.distributions} | {"python": platform.python_version()}

    def can(self, scenario: Scenario) -> bool:
        return scenario.doing in self.doings.DOINGS and says_all(self.members, scenario)

    def play(self, scenario: Scenario, base_url: str, api_key: str, headers: dict[str, str]) -> Seen:
        self._touched.clear()
        with warnings.catch_warnings(action="ignore"):  # what a library only mutters no application sees
            client = self.doings.connect(self.http, base_url, api_key, headers, **self.options)
            told = self.loop.run(self._attempt(self.doings.DOINGS[scenario.doing], client, dict(scenario.body)))
        return Seen.of(told, frozenset(self._touched))

    async def _attempt(self, doing: Any, client: Any, body: Json) -> Json:
        try:
            async with asyncio.timeout(self.deadline):
                return {"gave": await doing(client, body)}
        except TimeoutError:
            return {"hung": True}
        except Exception as problem:
            return {"raised": stumble(problem)}

    async def _note(self, response: Any) -> None:
        self._touched += response.headers.get(TOUCHED_HEADER, "").split()


@dataclass
class InNode:
    """A client in the process that runs Node."""

    name: str
    packages: tuple[str, ...]
    members: frozenset[str] | None = None

    @property
    def versions(self) -> Mapping[str, str]:
        return {name: runner().versions[name] for name in (*self.packages, "node")}

    def can(self, scenario: Scenario) -> bool:
        return scenario.doing in runner().scenarios[self.name] and says_all(self.members, scenario)

    def play(self, scenario: Scenario, base_url: str, api_key: str, headers: dict[str, str]) -> Seen:
        where = {"base_url": base_url, "api_key": api_key, "headers": headers}
        told = runner().ask(self.name, scenario.doing, dict(scenario.body), DEADLINE, Stock().rooms, **where)
        sent = [dict(exchange["headers"]).get(TOUCHED_HEADER, "") for exchange in told["exchanges"]]
        return Seen.of(told, frozenset(" ".join(sent).split()))


def says_all(members: frozenset[str] | None, scenario: Scenario) -> bool:
    return members is None or scenario.body.keys() <= members


LIMITS = ("max_tokens", "max_output_tokens")
ASKED = frozenset(("model", "messages", "prompt", "input", "temperature", "tools", "tool_choice", "stop", *LIMITS))
MORE = frozenset(("logprobs", "top_logprobs", "dimensions", "response_format"))
OF_MEDIA = frozenset(("voice", "file"))
STRICT = "openai-python-strict"  # validates what it is sent, as few ask it to
CLIENTS: dict[str, Client] = {
    "openai-python": InPython("openai_python", ("openai",)),
    STRICT: InPython("openai_python", ("openai",), options={"_strict_response_validation": True}),
    "openai-node": InNode("openai", ("openai",)),
    "langchain": InPython("langchain", ("langchain-openai", "openai"), ASKED | MORE),
    "ai-sdk": InNode("ai", ("ai", "@ai-sdk/openai"), ASKED | OF_MEDIA),
}
LABELS = {
    "openai-python": "openai {openai} (Python)",
    STRICT: "openai {openai} (Python, strict)",
    "openai-node": "openai {openai} (Node)",
    "langchain": "LangChain {langchain-openai}",
    "ai-sdk": "AI SDK {ai}",
}

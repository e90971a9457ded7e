"""What the reference server was asked by a client, and what it is to do besides: over `/_oaic/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from oaic_suite.asking.started.embedded import Embedded
from oaic_suite.clients.witness.scenario import GREETING, MODEL
from oaic_suite.proof.wire_names import EVERY, FAULT_HEADER, TOUCHED_HEADER

Json = dict[str, Any]
ARGUMENTS = ("--control", "--allow-fault-header")
SECONDS = 120.0  # on a machine that does much besides


@dataclass(frozen=True)
class Asked:
    """What one scenario asked."""

    requests: Sequence[Json]

    @property
    def touched(self) -> frozenset[str]:
        return frozenset(fault for each in self.requests for fault in each["touched"])

    def complaints(self, refused: bool) -> list[str]:
        """What the client did that it should not; where it was to be refused, the first request is ours."""
        return [said for each in self.requests[refused:] for said in each["wrong"]]


@dataclass
class Control:
    server: Embedded
    _client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=SECONDS, trust_env=False))

    @property
    def root(self) -> str:
        return self.server.base_url.removesuffix("/v1")

    def base_url(self, fault: str | None) -> str:
        """Where the server is sound, broken, or says which faults would be seen."""
        if fault is None:
            return self.server.base_url
        return f"{self.root}/_oaic/{'touched' if fault == EVERY else f'faults/{fault}'}/v1"

    def forget(self) -> None:
        self._ask("DELETE", "/_oaic/script")

    def tell(self, rules: Sequence[Mapping[str, Any]]) -> None:
        self._ask("POST", "/_oaic/script", json=list(rules))

    def asked(self) -> Asked:
        return Asked(self._ask("GET", "/_oaic/requests").json()["requests"])

    def touched_without_a_key(self, wrong_key: str) -> frozenset[str]:
        """The journal is the right key's: which faults change a refusal of another is asked here."""
        headers = {"authorization": f"Bearer {wrong_key}", FAULT_HEADER: EVERY}
        body = {"model": MODEL, "messages": GREETING}
        answer = self._client.post(f"{self.server.base_url}/chat/completions", headers=headers, json=body)
        return frozenset(answer.headers.get(TOUCHED_HEADER, "").split())

    def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        key = {"authorization": f"Bearer {self.server.api_key}"}
        return self._client.request(method, self.root + path, headers=key, **more).raise_for_status()

    def close(self) -> None:
        self._client.close()

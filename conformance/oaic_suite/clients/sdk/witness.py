"""The SDK as a conversation asks it: a scenario by its name, told to one of the two clients."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from oaic_suite.asking.target import Target
from oaic_suite.clients.sdk import batches, files, responses, scenarios, stored
from oaic_suite.clients.sdk.client import hear
from oaic_suite.clients.testimony import Heard

SCENARIOS = vars(scenarios) | vars(responses) | vars(files) | vars(stored) | vars(batches)


@dataclass(frozen=True)
class Witness:
    target: Target

    def ask(self, way: str, scenario: str, *asked: Any, lawful: bool = True, **options: Any) -> Heard:
        tell = SCENARIOS[scenario]
        return hear(self.target, way, lambda client: tell(client, *asked), lawful=lawful, **options)

"""The official Python SDK at work, with its sync and its async client.

The SDK asks only where the suite's own request for the same was answered.
"""

import importlib
from typing import Any

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation

STRICT = {"_strict_response_validation": True}
WAYS: dict[str, tuple[str, dict[str, Any]]] = {"sync": ("sync", {}), "async": ("async", {})}
STRICT_WAYS = {f"strict-{name}": (way, STRICT) for name, (way, _) in WAYS.items()}
BY_DEFAULT, STRICTLY = ("sync", "async"), "strict"  # how the names of the variants begin


@conversation()
def sdk(target):
    """The SDK, imported only where a check needs it."""
    return importlib.import_module("oaic_suite.clients.sdk.witness").Witness(target)


def ask_sdk(target, sdk, control, way, scenario, *capabilities, operation=CHAT, lawful=True, **members):
    """A request by the SDK, of a chat where nothing else is said, and where the control was answered."""
    control.require_status()
    for capability in capabilities:
        target.capabilities.require(capability)
    client, options = way
    body = target.body(operation, **members)
    target.require_pieces(operation, body)
    return sdk.ask(client, scenario, body, lawful=lawful, **options)


WRONG_KEY, UNKNOWN, WRONG_TYPE = "wrong-key", "unknown-model", "wrong-type"


def another_key(target, case):
    if case != WRONG_KEY:
        return {}
    if not target.api_key:
        raise NotApplicable("no key was given: the server is taken to be open", "auth")
    return {"api_key": f"sk-{'0' * max(len(target.api_key) - 3, 8)}"}

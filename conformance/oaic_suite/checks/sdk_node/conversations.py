"""What is asked through the Node SDK."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.checks.embeddings.surface import EMBEDDINGS
from oaic_suite.clients.node.played import play


def ask_node(target, control, scenario, operation, **members):
    """A request by the SDK, where the control was answered."""
    control.require_status()
    body = target.body(operation, **members)
    target.require_pieces(operation, body)
    return play(target, scenario, body)


def chat(target, scenario, *capabilities, **members):
    for capability in ("chat", *capabilities):
        target.capabilities.require(capability)
    return play(target, scenario, target.body(CHAT, **members))


def complete(target, scenario, capability):
    target.capabilities.require(capability)
    return play(target, scenario, target.body(COMPLETION))


def embed(target, **members):
    target.capabilities.require("embeddings")
    return play(target, "embeddings.plain", target.body(EMBEDDINGS, **members))

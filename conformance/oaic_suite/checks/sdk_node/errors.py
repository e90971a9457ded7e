"""Refusals as the Node SDK raises them."""

from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.sdk.conversations import WRONG_KEY, another_key
from oaic_suite.checks.sdk.readings import raising, refusal
from oaic_suite.clients.node.played import play_refused
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@conversation()
def node_wrong_key(target, bare):
    bare.require_status()
    return refused(target, **another_key(target, WRONG_KEY))


@conversation()
def node_unknown_model(target, bare):
    bare.require_status()
    return refused(target, model=UNKNOWN_MODEL)


@conversation()
def node_wrong_type(target, bare):
    bare.require_status()
    return refused(target, messages="Say hello.")


def refused(target, api_key=None, **members):
    return play_refused(target, "chat.plain", target.body(CHAT, **members), api_key=api_key)


@requirement(
    "sdk-node.errors.wrong-key",
    MUST,
    basis="sdk",
    breaks="an application in Node that asks for another key on AuthenticationError never asks",
)
def test_a_wrong_key_is_told(node_wrong_key):
    """The official Node SDK raises `AuthenticationError` for a wrong key."""
    assert node_wrong_key.misread(raising("AuthenticationError")) == []


@requirement(
    "sdk-node.errors.unknown-model",
    MUST,
    basis="sdk",
    breaks="an application in Node that tries another model on NotFoundError never tries",
)
def test_an_unknown_model_is_told(node_unknown_model):
    """The official Node SDK raises `NotFoundError` for a model that is not there."""
    assert node_unknown_model.misread(raising("NotFoundError")) == []


@requirement(
    "sdk-node.errors.invalid-request",
    SHOULD,
    basis="sdk",
    breaks="an application in Node takes its own mistake for the server's, and tries again",
)
def test_a_mistake_is_told(node_wrong_type):
    """The official Node SDK raises `BadRequestError` for a body that breaks the contract."""
    assert node_wrong_type.misread(raising("BadRequestError")) == []


@requirement(
    "sdk-node.errors.members",
    MUST,
    basis="sdk",
    breaks="`error.type`, `error.code` and `error.param` are undefined in Node, and nobody can tell errors apart",
)
def test_an_error_says_what_it_is(node_wrong_type):
    """An error the official Node SDK raises has the `type`, the `code` and the `param` of the error in the body."""
    assert node_wrong_type.misread(refusal) == []

"""The same server, asked without the version in the path."""

from oaic_suite.checks.unversioned import surface
from oaic_suite.checks.unversioned.readings import differing
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD

WRONG_KEY = "Bearer sk-0000000000000000"


@conversation("reply", apart=True)
def unversioned_listing(target):
    target.capabilities.require("unversioned")
    return surface.listing(target)


@conversation("reply", apart=True)
def unversioned_chat(target, bare):
    """The plainest chat, where it is answered with the version."""
    bare.require_status()
    target.capabilities.require("unversioned")
    return surface.chat(target)


@conversation("refusal", apart=True)
def unversioned_wrong_key(target, unversioned_chat, wrong_key_chat):
    """A wrong key that is refused where the API begins, at the root."""
    unversioned_chat.require_status()
    wrong_key_chat.require_status()
    return surface.chat(target, headers={"authorization": WRONG_KEY})


@requirement(
    "unversioned.models",
    SHOULD,
    basis="convention",
    breaks="users who leave the version out of the base URL are offered other models",
)
def test_the_same_models_are_listed(unversioned_listing, listing):
    """`GET /models` without the version, where it is answered, lists the models of `GET /v1/models`."""
    assert differing(unversioned_listing, listing) == []


@requirement(
    "unversioned.chat",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="a base URL without the version lists models, and every question to them ends in 404",
)
def test_a_chat_is_answered(unversioned_chat):
    """`POST /chat/completions` without the version is answered with status 200 where the models are listed so."""
    assert unversioned_chat.outcome == 200


@requirement(
    "unversioned.key",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="whoever leaves the version out needs no key",
)
def test_a_wrong_key_opens_nothing(unversioned_wrong_key):
    """A wrong key that is refused below the version is refused without it."""
    assert unversioned_wrong_key.accepted == []

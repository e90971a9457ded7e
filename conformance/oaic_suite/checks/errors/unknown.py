"""Models, roles and parts nobody knows."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.cases import refused
from oaic_suite.evidence.located import unlike
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "errors.unknown-role.code",
    SHOULD,
    basis="observed",
    only="unknown-role",
    breaks="callers that try another role by the code cannot",
)
def test_an_unknown_role_has_its_code(refusal):
    """The refusal of a role that does not exist has `code: "invalid_value"` or `"unsupported_value"`."""
    assert unlike(refusal.sound("/error/code"), (), "invalid_value", "unsupported_value") == []


@requirement(
    "errors.unknown-model.status",
    MUST,
    basis="sdk",
    on=CHAT,
    only="unknown-model",
    breaks="the official SDKs raise NotFoundError for a 404 only; fallbacks to another model are not taken",
)
def test_an_unknown_model_is_not_found(refusal):
    """A chat with a model that does not exist is refused with status 404."""
    assert refusal.client_error == 404


@requirement(
    "errors.unknown-model.code",
    SHOULD,
    basis="observed",
    on=CHAT,
    only="unknown-model",
    breaks="clients that tell a missing model from a missing route by the code cannot",
)
def test_an_unknown_model_has_its_code(refusal):
    """The refusal of a model that does not exist has `code: "model_not_found"`."""
    assert unlike(refusal.sound("/error/code"), (), "model_not_found") == []


@refused("errors.unknown-role.refused", breaks="words of the user may be taken for instructions, or dropped")
def test_an_unknown_role_is_refused(refusal):
    """A message with a `role` that does not exist is refused."""
    assert refusal.accepted == []


@refused("errors.unknown-part.refused", breaks="what the user attached is dropped, and the model answers without it")
def test_an_unknown_part_is_refused(refusal):
    """A part of a message with a `type` that does not exist is refused."""
    assert refusal.accepted == []


@refused(
    "errors.unknown-model.refused",
    basis="sdk",
    breaks="routers and evaluations believe that the model they asked for has answered",
)
def test_an_unknown_model_is_refused(refusal):
    """A chat with a model that does not exist is refused, not answered by another."""
    assert refusal.accepted == []

"""What must be there and is not."""

from oaic_suite.checks.errors.cases import refused
from oaic_suite.evidence.located import unlike
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import SHOULD


@requirement(
    "errors.missing.code",
    SHOULD,
    basis="observed",
    only="missing",
    breaks="callers that tell a forgotten member from a wrong one by the code cannot",
)
def test_a_missing_member_has_its_code(refusal):
    """The refusal for a missing member has `code: "missing_required_parameter"`."""
    assert unlike(refusal.sound("/error/code"), (), "missing_required_parameter") == []


@refused("errors.missing-messages.refused", breaks="a caller that misspells `messages` pays for an answer to nothing")
def test_a_chat_without_messages_is_refused(refusal):
    """A chat without `messages` is refused."""
    assert refusal.accepted == []


@refused(
    "errors.missing-model.refused",
    SHOULD,
    breaks="a caller that forgets the model does not learn which one answered",
)
def test_a_chat_without_a_model_is_refused(refusal):
    """A chat without `model` is refused."""
    assert refusal.accepted == []


@refused("errors.missing-role.refused", breaks="words of the user may be taken for instructions")
def test_a_message_without_a_role_is_refused(refusal):
    """A message without `role` is refused."""
    assert refusal.accepted == []


@refused("errors.missing-content.refused", breaks="a caller that loses the user's words gets an answer all the same")
def test_a_message_without_content_is_refused(refusal):
    """A user's message without `content` is refused."""
    assert refusal.accepted == []

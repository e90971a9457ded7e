"""Members of another type than theirs."""

from oaic_suite.checks.errors.cases import refused
from oaic_suite.evidence.located import unlike
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import SHOULD


@requirement(
    "errors.wrong-type.code",
    SHOULD,
    basis="observed",
    only="wrong-type",
    breaks="callers that tell a wrong type from a wrong value by the code cannot",
)
def test_a_wrong_type_has_its_code(refusal):
    """The refusal for a member of the wrong type has `code: "invalid_type"`."""
    assert unlike(refusal.sound("/error/code"), (), "invalid_type") == []


@refused("errors.wrong-type-messages.refused", breaks="each character may be taken for a message")
def test_messages_that_are_text_are_refused(refusal):
    """A chat whose `messages` are a string is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-null-messages.refused", breaks="a caller that loses the conversation gets an answer")
def test_messages_that_are_null_are_refused(refusal):
    """A chat whose `messages` are null is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-entry.refused", breaks="a message without a role is answered under a role nobody chose")
def test_a_message_that_is_text_is_refused(refusal):
    """A message that is a string instead of an object is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-content.refused", breaks="a number is shown to the model as text, or not at all")
def test_content_that_is_a_number_is_refused(refusal):
    """A message whose `content` is a number is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-model.refused", breaks="a model that nobody named answers")
def test_a_model_that_is_a_number_is_refused(refusal):
    """A chat whose `model` is a number is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-limit.refused", breaks="a limit that was meant is ignored, and the answer is paid in full")
def test_a_limit_that_is_text_is_refused(refusal):
    """A chat whose token limit is a word is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-temperature.refused", breaks="a setting that was meant is ignored, and nobody learns of it")
def test_a_temperature_that_is_text_is_refused(refusal):
    """A chat whose `temperature` is a word is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-stop.refused", breaks="answers run past the place where they were to stop")
def test_a_stop_that_is_a_number_is_refused(refusal):
    """A chat whose `stop` is a number is refused."""
    assert refusal.accepted == []


# The service refuses a word where a boolean, or an object of booleans, belongs; who never sends one never misses it.
@refused("errors.wrong-type-streaming.refused", SHOULD, breaks="a caller that meant to stream waits for a whole answer")
def test_a_stream_that_is_text_is_refused(refusal):
    """A chat whose `stream` is a word is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-options.refused", SHOULD, breaks="a caller that meant to count tokens is told of none")
def test_stream_options_that_are_text_are_refused(refusal):
    """A chat whose `stream_options` are a word is refused."""
    assert refusal.accepted == []

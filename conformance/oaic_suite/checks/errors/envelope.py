"""The envelope every error comes in."""

from oaic_suite.checks.errors.readings import never
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "errors.envelope.content-type",
    MUST,
    basis="schema",
    owns="@content-type",
    breaks="clients that choose a decoder by media type show raw bytes instead of the reason",
)
def test_a_refusal_is_declared_as_json(refusal):
    """A refusal is declared as `application/json`."""
    assert refusal.media_type == "application/json"


# RFC 8259, 2 and 8.1: a JSON text is one value, and goes between systems in UTF-8.
@requirement(
    "errors.envelope.json",
    MUST,
    basis="rfc",
    owns="@json",
    breaks="the official SDKs have no code, no param and no reason to show",
)
def test_a_refusal_is_json(refusal):
    """The body of a refusal is one JSON value in UTF-8."""
    assert refusal.json_error == ""


@requirement(
    "errors.envelope.object",
    MUST,
    basis="sdk",
    owns=("", "/error"),
    breaks="the official SDKs read `error`: without the object they show the whole body, or nothing",
)
def test_a_refusal_holds_an_error(refusal):
    """The body of a refusal is an object whose `error` is an object."""
    assert refusal.problems("", "/error") == []


@requirement(
    "errors.envelope.message",
    MUST,
    basis="schema",
    owns="/error/message",
    breaks="typed clients fail to decode the error, others have nothing to show",
)
def test_an_error_has_a_message(refusal):
    """An error has a `message` that is a string."""
    assert refusal.problems("/error/message") == []


@requirement(
    "errors.envelope.message-not-empty",
    SHOULD,
    basis="observed",
    breaks="the user is told that something failed, and not what",
)
def test_a_message_says_something(refusal):
    """The `message` of an error is not empty."""
    assert failing(refusal.sound("/error/message"), lambda found: found.strip() != "", "some text") == []


@requirement(
    "errors.envelope.type",
    MUST,
    basis="schema",
    owns="/error/type",
    breaks="typed clients whose field is required fail to decode the error",
)
def test_an_error_has_a_type(refusal):
    """An error has a `type` that is a string."""
    assert refusal.problems("/error/type") == []


@requirement(
    "errors.envelope.param",
    MUST,
    basis="schema",
    owns="/error/param",
    breaks="typed clients whose field is required, or a string, fail to decode the error",
)
def test_an_error_has_a_param(refusal):
    """An error has a `param` that is a string or null."""
    assert refusal.problems("/error/param") == []


@requirement(
    "errors.envelope.code",
    MUST,
    basis="schema",
    owns="/error/code",
    breaks="the official Java SDK raises OpenAIInvalidDataException on a number, the .NET one when it reads it",
)
def test_an_error_has_a_code(refusal):
    """An error has a `code` that is a string or null, never a number."""
    assert refusal.problems("/error/code") == []


@requirement(
    "errors.envelope.no-answer",
    SHOULD,
    basis="observed",
    breaks="clients that look for choices before they look for errors take the refusal for an answer",
)
def test_a_refusal_holds_no_answer(refusal):
    """A refusal has neither `choices` nor `data` nor `output`."""
    assert failing(refusal.wherever("/choices", "/data", "/output"), never, "no such member") == []

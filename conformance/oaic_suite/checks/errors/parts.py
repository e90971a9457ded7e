"""Content in malformed parts: refused, and the part is named."""

from oaic_suite.checks.chat.parts import asking
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.cases import refused
from oaic_suite.checks.errors.conversations import Case, cases, saying, spoiled
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


def holding(content):
    return saying({"role": "user", "content": content})


MALFORMED = cases(
    Case("no-parts", holding([])),
    Case("bare-text", holding(["Say hello."])),
    Case("without-type", holding([{"text": "Say hello."}])),
    Case("without-text", holding([{"type": "text"}])),
    Case("text-of-number", holding([{"type": "text", "text": 7}])),
    Case("null-content", holding(None)),
    Case("null-message", saying(None)),
)


@conversation("reply", control=True)
def in_parts(target, bare):
    """Content in parts: malformed ones are judged only where a sound one is taken."""
    bare.require_status()
    return target.ask(CHAT, **asking())


@conversation("refusal", MALFORMED)
def refused_parts(target, in_parts, variant):
    return spoiled(target, in_parts, variant)


@refused("errors.parts.no-parts", SHOULD, breaks="a caller that loses the user's words gets an answer all the same")
def test_content_without_a_part_is_refused(refused_parts):
    """A user's content that is an empty array is refused."""
    assert refused_parts.accepted == []


@refused("errors.parts.bare-text", SHOULD, breaks="what works here fails on the service")
def test_a_part_that_is_text_is_refused(refused_parts):
    """A part that is a string instead of an object is refused."""
    assert refused_parts.accepted == []


@refused("errors.parts.without-type", SHOULD, breaks="what works here fails on the service")
def test_a_part_without_a_type_is_refused(refused_parts):
    """A part without `type` is refused."""
    assert refused_parts.accepted == []


@refused("errors.parts.without-text", MUST, breaks="a caller that loses the user's words gets an answer all the same")
def test_a_part_without_its_text_is_refused(refused_parts):
    """A part of type text without `text` is refused."""
    assert refused_parts.accepted == []


@refused("errors.parts.text-of-number", MUST, breaks="a number is shown to the model as text, or not at all")
def test_a_text_that_is_a_number_is_refused(refused_parts):
    """A part whose `text` is a number is refused."""
    assert refused_parts.accepted == []


@refused("errors.parts.null-content", SHOULD, breaks="a caller that loses the user's words gets an answer all the same")
def test_content_of_null_is_refused(refused_parts):
    """A user's content that is null is refused."""
    assert refused_parts.accepted == []


@refused("errors.parts.null-message", MUST, breaks="a caller that loses a message gets an answer without it")
def test_a_message_of_null_is_refused(refused_parts):
    """A message that is null is refused."""
    assert refused_parts.accepted == []


@requirement(
    "errors.parts.client-fault",
    MUST,
    basis="sdk",
    on=CHAT,
    only=OURS,
    owns="@blame",
    breaks="the official SDKs retry every 5xx: a malformed prompt is sent three times, and monitors raise the alarm",
)
def test_a_malformed_part_is_the_fault_of_the_client(refused_parts):
    """Content that is malformed is refused with a 4xx, never with a 5xx."""
    assert refused_parts.refused_with < 500


@requirement(
    "errors.parts.param",
    SHOULD,
    basis="observed",
    on=CHAT,
    only=("without-t", "text-of"),
    breaks="authors of clients are not told which of many parts is wrong",
)
def test_a_refusal_names_the_part(refused_parts):
    """The refusal of a malformed part names its member, as in `messages[0].content[0].text`, or one above it."""
    assert refused_parts.misnamed == []

"""The message that carries calls, and what stands beside them."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.readings.calls import CALLS, calling
from oaic_suite.checks.tools.readings.markup import no_markup
from oaic_suite.checks.tools.readings.offers import offers
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, SHOULD


def not_empty(calls):
    return calls not in ([], {})


@requirement("tools.message.content-null", INFO, basis="observed", on=CHAT)
def test_content_beside_a_call_is_null(called):
    """The content of a message that calls and says nothing is null, not an empty text."""
    assert failing(content_of_calls(called), lambda content: content != "", "null") == []


@requirement(
    "tools.message.no-empty-calls",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="loops that run until there are no `tool_calls` do not end; the empty array is refused when sent back",
)
def test_a_message_without_calls_has_no_empty_array(offer):
    """A message that calls nothing has no `tool_calls`, rather than an empty array."""
    assert failing(offer.wherever(CALLS), not_empty, "no such member") == []


def content_of_calls(reply):
    return [choice.below("message", "content") for choice in calling(reply)]


@requirement(
    "tools.message.no-markup",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=offers,
    breaks="users see the raw markup; where no call was made beside it, agents stop in the middle of their work",
)
def test_no_call_stands_in_the_text(offer):
    """The content of a message holds no call in the markup of the model, whether the message calls or not."""
    assert failing(offer.sound("/choices/*/message/content"), no_markup, "no markup of calls") == []

"""How each choice of a stream says that it is finished."""

from oaic_suite.checks.chat.readings.choices import carried_on, finished_again, text_only
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import failing, unlike
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

REASONS = ("stop", "length", "tool_calls", "content_filter", "function_call")


def says_how_it_goes_on(choice):
    return not isinstance(choice, dict) or "finish_reason" in choice  # what is no object is another's matter


@requirement(
    "chat.stream.finish-key",
    MUST,
    basis="schema",
    on=CHAT,
    when=text_only,
    owns="/choices/*/finish_reason",
    breaks="strict decoders fail on every chunk before the last",
)
def test_every_choice_has_a_finish_reason(stream):
    """Every entry of `choices` has a `finish_reason`, null until the last."""
    assert failing(stream.each("/choices/*"), says_how_it_goes_on, "a finish_reason") == []


@requirement(
    "chat.stream.finish-value",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="openai-dotnet and clients with a closed set of reasons raise an error",
)
def test_a_finish_reason_is_a_known_one(stream):
    """Every `finish_reason` is null or one of the five there are."""
    assert unlike(stream.each("/choices/*/finish_reason"), (), None, *REASONS) == []


@requirement(
    "chat.stream.finish-once",
    MUST,
    basis="sdk",
    on=CHAT,
    breaks="the official Python SDK's stream helper reports the content done at the first of them",
)
def test_every_choice_finishes_once(stream):
    """No choice has more than one `finish_reason`."""
    assert finished_again(stream) == []


@requirement(
    "chat.stream.finish-last",
    SHOULD,
    basis="sdk",
    on=CHAT,
    breaks="the official Python SDK's stream helper has told that the content is done; who acted on it has half of it",
)
def test_nothing_of_a_choice_follows_its_finish(stream):
    """Nothing of a choice follows its `finish_reason`."""
    assert carried_on(stream) == []

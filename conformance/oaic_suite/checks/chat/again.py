"""The same request once more: what a cache of prompts or of answers changes, and should not."""

from oaic_suite.checks.chat.conversations import PREDICTABLE, USAGE, require
from oaic_suite.checks.chat.readings import told
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.conversations.requests import CALLING, WEATHER, naming
from oaic_suite.checks.tools.readings.offers import nothing_called
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import SHOULD

ODDS = {"logprobs": True, "top_logprobs": 2}
CALL = CALLING | {"tool_choice": naming(WEATHER), "temperature": 0}
TWICE = {
    "text": PREDICTABLE | ODDS,
    "call": CALL,
    "streamed-text": PREDICTABLE | ODDS | USAGE | {"stream": True},
    "streamed-call": CALL | USAGE | {"stream": True},
}


@conversation(variants=TWICE)
def asked_twice(target, bare, variant):
    """One request twice in a row: what is forced, or has one likeliest answer."""
    bare.require_status()
    require(target, variant)
    target.capabilities.require("chat-stream" if "stream" in variant else "chat")
    members = {target.limit_name if name == "max_tokens" else name: value for name, value in variant.items()}
    seen = Stream if "stream" in variant else Reply
    return [seen(target.ask(CHAT, **members)) for _ in range(2)]


@requirement(
    "chat.again.finish",
    SHOULD,
    basis="observed",
    breaks="retries and evaluations take the same answer for whole one time, and for cut off the other",
)
def test_the_same_answer_finishes_alike(asked_twice):
    """The same answer to the same request finishes for the same reason."""
    cold, warm = told.alike(asked_twice)
    assert unlike(told.reasons(warm), (), told.reasons(cold)[0].value) == []


@requirement(
    "chat.again.calls",
    SHOULD,
    basis="observed",
    only=("call", "streamed-call"),
    breaks="agents that ask again, as they do after a timeout, get a call as text, or none at all",
)
def test_what_was_forced_is_called_again(asked_twice):
    """A tool that is forced is called again when the same request comes again."""
    assert names_called(asked_twice[1]) == called_first(asked_twice)


def called_first(asked_twice):
    """The names of the functions that are called the first time; there is at least one."""
    cold, _ = asked_twice
    if not (found := names_called(cold)):
        raise nothing_called(cold)
    return found


def names_called(answer):
    """The names of the functions that are called, each once: how often, a model may see otherwise each time."""
    return sorted({str(name) for name in told.called_names(answer)})


@requirement(
    "chat.again.usage",
    SHOULD,
    basis="observed",
    breaks="what was answered from a cache is free, or without the details that bills are made of",
)
def test_usage_has_the_same_members(asked_twice):
    """The `usage` of the same request once more has every member that it had the first time."""
    assert told.lost(asked_twice) == []


@requirement(
    "chat.again.logprobs",
    SHOULD,
    basis="observed",
    only=("text", "streamed-text"),
    breaks="what is scored twice has no score the second time",
)
def test_the_same_text_is_measured_again(asked_twice):
    """The same text has `logprobs` of the same tokens when the same request comes again."""
    cold, warm = told.alike(asked_twice)
    assert told.measured(warm) == told.measured(cold)

"""Reasoning that a server tells beside its answers: no part of OpenAI's chat, but of many servers that speak it.

One question is asked with some effort. Only where reasoning comes with its answer, more is asked.
"""

from oaic_suite.asking.survey.capability import declines
from oaic_suite.asking.target import ROOM
from oaic_suite.checks.chat.conversations import USAGE, granted, sound_message
from oaic_suite.checks.chat.readings.reasoning import (
    IN_DELTAS,
    IN_MESSAGES,
    NAMES,
    differing,
    measured_besides,
    names,
    silent,
    swallowed,
    tagged,
    thinking,
    thought_alone,
    uncounted,
)
from oaic_suite.checks.chat.readings.usage import asks_usage
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.conversations.histories import message_of, results
from oaic_suite.checks.tools.conversations.requests import ONE, naming
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

EFFORT = {"reasoning_effort": "low"}
QUESTION = {"messages": [{"role": "user", "content": "How many days are three weeks and two days?"}]}
FORCED = ONE | {"tool_choice": naming(ONE["tools"][0])}
ODDS = {"logprobs": True}
TOO_FEW = 5  # tokens, for a model that begins with thinking to say anything


@conversation("reply")
def considered(target, bare):
    """A question asked with some effort; where effort is refused, the plain answer shows whether the model thinks."""
    bare.require_status()
    exchange = target.ask(CHAT, **QUESTION, **EFFORT)
    return bare.exchange if declines(exchange, EFFORT) else exchange


def likewise(considered):
    """What made the server tell its reasoning, where it does."""
    thinking(considered)
    return EFFORT if considered.request.get("reasoning_effort") else {}


@conversation("stream")
def considered_stream(target, considered):
    effort = likewise(considered)
    target.capabilities.require("chat-stream")
    usage = USAGE if target.capabilities.has("chat-stream-usage") else {}
    return target.ask(CHAT, stream=True, **QUESTION, **effort, **usage)


@conversation("reply")
def considered_briefly(target, considered):
    """The same question, with no room for more than the first thoughts."""
    return target.ask(CHAT, **QUESTION, **likewise(considered), **{target.limit_name: TOO_FEW})


@conversation("reply")
def considered_with_logprobs(target, considered):
    effort = likewise(considered)
    target.capabilities.require("chat-logprobs")
    return granted(target.ask(CHAT, **QUESTION, **effort, **ODDS), ODDS)


@conversation("reply")
def considered_call(target, considered):
    effort = likewise(considered)
    target.capabilities.require("tools")
    return target.ask(CHAT, **FORCED, **effort, **{target.limit_name: ROOM})


@conversation("stream")
def considered_call_stream(target, considered):
    effort = likewise(considered)
    target.capabilities.require("tools")
    target.capabilities.require("chat-stream")
    return target.ask(CHAT, stream=True, **FORCED, **effort, **{target.limit_name: ROOM})


@conversation("reply")
def reasoning_sent_back(target, considered):
    """The next turn, with the message as it came; without its reasoning it is taken."""
    effort, message = likewise(considered), sound_message(considered)
    silent = {name: value for name, value in message.items() if name not in NAMES}
    Reply(target.ask(CHAT, messages=after(silent), **effort)).require_status()
    return target.ask(CHAT, messages=after(message), **effort)


@conversation("reply")
def considered_call_sent_back(target, considered_call):
    """The result of a call, behind its message as it came; without its reasoning it is taken."""
    thinking(considered_call)
    effort, message = likewise(considered_call), message_of(considered_call)
    silent = {name: value for name, value in message.items() if name not in NAMES}
    Reply(resulting(target, silent, effort)).require_status()
    return resulting(target, message, effort)


def resulting(target, message, effort):
    """The turn that follows a message that calls."""
    messages = [*ONE["messages"], message, *results(message)]
    return target.ask(CHAT, **ONE | {"messages": messages}, **effort, **{target.limit_name: ROOM})


def after(message):
    """The turn that follows a message."""
    return [*QUESTION["messages"], message, {"role": "user", "content": "Thank you."}]


# --- where it stands ----------------------------------------------------------------------------------


@requirement(
    "chat.reasoning.text",
    SHOULD,
    basis="convention",
    on=CHAT,
    owns=IN_MESSAGES,
    breaks="the AI SDK and pydantic-ai, which read either name as text, fail to decode the answer",
)
def test_reasoning_is_text(considered):
    """Reasoning in a message, as `reasoning_content` or `reasoning`, is a string or null."""
    assert considered.problems(*considered.given(*IN_MESSAGES)) == []


@requirement(
    "chat.reasoning.stream-text",
    SHOULD,
    basis="convention",
    on=CHAT,
    owns=IN_DELTAS,
    breaks="the AI SDK and pydantic-ai, which join either name as text, fail in the middle of a stream",
)
def test_streamed_reasoning_is_text(considered_stream):
    """Reasoning in a delta, as `reasoning_content` or `reasoning`, is a string or null."""
    assert considered_stream.problems(*considered_stream.given(*IN_DELTAS)) == []


@requirement(
    "chat.reasoning.one-text",
    SHOULD,
    basis="convention",
    on=CHAT,
    breaks="of two clients that read one name each, both show their users something else",
)
def test_reasoning_under_two_names_is_the_same(considered):
    """Reasoning that stands under both names is the same text twice."""
    assert differing(considered) == []


@requirement(
    "chat.reasoning.stream-one-text",
    SHOULD,
    basis="convention",
    on=CHAT,
    breaks="of two clients that read one name each, both show their users something else",
)
def test_streamed_reasoning_under_two_names_is_the_same(considered_stream):
    """Streamed reasoning that comes under both names is the same text twice, once it is put together."""
    assert differing(considered_stream) == []


@requirement(
    "chat.reasoning.same-name",
    SHOULD,
    basis="convention",
    breaks="clients that were written against whole answers show no reasoning in a stream, or the other way round",
)
def test_reasoning_has_one_name_both_ways(considered, considered_stream):
    """Reasoning stands under the same name in a message and in deltas."""
    assert names(considered_stream) == names(considered)


@requirement(
    "chat.reasoning.not-in-content",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="users read what was not meant for them, and what should be JSON does not parse",
)
def test_content_is_free_of_reasoning(considered):
    """The `content` of a message holds no reasoning between `<think>` and `</think>`."""
    assert tagged(considered) == []


@requirement(
    "chat.reasoning.not-in-logprobs",
    SHOULD,
    basis="observed",
    on=CHAT,
    only=OURS,
    breaks="confidences are shown beside the wrong words: those of the thoughts stand before those of the answer",
)
def test_logprobs_are_those_of_the_content(considered_with_logprobs):
    """The tokens in `logprobs.content` of an answer with reasoning begin with those of its `content`."""
    assert measured_besides(considered_with_logprobs) == []


@requirement(
    "chat.reasoning.stream-not-in-content",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="users watch what was not meant for them",
)
def test_streamed_content_is_free_of_reasoning(bare_stream):
    """Streamed content, once it is put together, holds no reasoning between `<think>` and `</think>`."""
    assert tagged(bare_stream) == []


# --- what it costs, and where it ends -----------------------------------------------------------------


@requirement(
    "chat.reasoning.counted",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="nobody can tell what of the bill was thought and what was said",
)
def test_what_was_thought_is_counted(considered):
    """An answer with reasoning tells the number of its tokens in `completion_tokens_details.reasoning_tokens`."""
    assert uncounted(considered) == []


@requirement(
    "chat.reasoning.stream-counted",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=asks_usage,
    breaks="nobody can tell what of the bill was thought and what was said",
)
def test_what_was_thought_in_a_stream_is_counted(considered_stream):
    """The usage of a stream with reasoning tells the number of its tokens."""
    assert uncounted(considered_stream) == []


@requirement(
    "chat.reasoning.cut-finish",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="agents take a thought that was broken off for an answer that is empty, and carry on with nothing",
)
def test_a_limit_spent_on_thinking_says_so(considered_briefly):
    """An answer whose limit was spent on reasoning has `finish_reason: "length"`."""
    assert unlike(thought_alone(considered_briefly), (), "length") == []


@requirement(
    "chat.reasoning.cut-told",
    SHOULD,
    basis="convention",
    on=CHAT,
    only=OURS,
    breaks="users pay for an answer of which nothing is shown, and nobody knows what it was spent on",
)
def test_a_limit_spent_on_thinking_is_not_silence(considered_briefly):
    """An answer whose limit was spent on reasoning tells as much of it as there is."""
    assert silent(considered_briefly) == []


# --- calls, and the next turn -------------------------------------------------------------------------


@requirement(
    "chat.reasoning.calls",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="agents see a thought where a tool was called, and stop",
)
def test_calls_are_not_taken_for_reasoning(considered_call):
    """A call stands in `tool_calls`, and not in the reasoning before it."""
    assert swallowed(considered_call) == []


@requirement(
    "chat.reasoning.stream-calls",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="agents that stream see a thought where a tool was called, and stop",
)
def test_streamed_calls_are_not_taken_for_reasoning(considered_call_stream):
    """A streamed call stands in `tool_calls`, and not in the reasoning before it."""
    assert swallowed(considered_call_stream) == []


@requirement(
    "chat.reasoning.call-sent-back",
    SHOULD,
    basis="convention",
    on=CHAT,
    only=OURS,
    breaks="agents that send messages back as they came fail as soon as the model thinks before it calls",
)
def test_reasoning_may_be_sent_back_with_a_call(considered_call_sent_back):
    """A message that calls is accepted as history with the reasoning it came with, and the result behind it."""
    assert considered_call_sent_back.outcome == 200


@requirement(
    "chat.reasoning.sent-back",
    SHOULD,
    basis="convention",
    on=CHAT,
    only=OURS,
    breaks="clients that send messages back as they came fail on the second turn of every conversation",
)
def test_reasoning_may_be_sent_back(reasoning_sent_back):
    """A message is accepted as history with the reasoning it came with."""
    assert reasoning_sent_back.outcome == 200

"""What an answer says it cost."""

from oaic_suite.checks.chat.conversations import GREETING, MESSAGE_KINDS, POLITE, TWO_CUT, with_limit_name
from oaic_suite.checks.chat.readings.usage import alone, beyond, count, spent
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

COUNTS = ("/usage/prompt_tokens", "/usage/completion_tokens", "/usage/total_tokens")
DETAILS = ("/usage/prompt_tokens_details", "/usage/completion_tokens_details")


@conversation("reply")
def two_cut_short(target, bare):
    """Two long answers at once, each cut by the limit."""
    bare.require_status()
    target.capabilities.require("chat-n")
    return target.ask(CHAT, **with_limit_name(target, TWO_CUT))


BRIEF = "You are polite."
AT_LENGTH = "You are a polite host. Ask every guest how the journey was, and what news there is."


def instructed(role, spelt=str):
    """Two prompts with instructions of two lengths: models have some of their own, which others take the place of."""
    return [[{"role": role, "content": spelt(text)}, GREETING] for text in (BRIEF, AT_LENGTH)]


GROWN = {
    "system": instructed("system"),
    "developer": instructed("developer"),
    "instructions-in-parts": instructed("system", lambda text: [{"type": "text", "text": text}]),
    "later-instructions": [[POLITE, GREETING], [POLITE, {"role": "system", "content": "Answer in English."}, GREETING]],
    "history": [[GREETING], MESSAGE_KINDS["history"]],
    "parts": [[GREETING], MESSAGE_KINDS["parts"]],
}


@conversation(variants=GROWN)
def grown_prompt(target, bare, variant):
    """Two answers, the second to a longer prompt of the same kind."""
    bare.require_status()
    return [Reply(target.ask(CHAT, messages=messages)) for messages in variant]


@requirement(
    "chat.usage.present",
    SHOULD,
    basis="observed",
    on=CHAT,
    owns="/usage",
    breaks="budgets and cost reports fail; programs that read `usage.total_tokens` raise AttributeError",
)
def test_an_answer_says_what_it_cost(reply):
    """An answer that is not streamed has a `usage` object."""
    assert failing([reply.found("usage")], lambda found: isinstance(found, dict), "an object") == []


@requirement(
    "chat.usage.counts",
    MUST,
    basis="schema",
    on=CHAT,
    owns=COUNTS,
    breaks="typed clients whose three counts are required integers fail to decode the answer",
)
def test_usage_has_its_three_counts(reply):
    """A `usage` has `prompt_tokens`, `completion_tokens` and `total_tokens`, all of them integers."""
    assert reply.problems(*COUNTS) == []


@requirement(
    "chat.usage.not-negative",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="clients whose counts are unsigned fail to decode the answer; budgets grow by being spent",
)
def test_no_count_is_negative(reply):
    """No count of tokens is negative."""
    assert failing(reply.wherever("/usage/*", "/usage/*/*"), not_negative, "at least 0") == []


def spent_on_two(two_cut_short):
    """The tokens of an answer whose two choices were both cut by the limit."""
    reasons = two_cut_short.sound("/choices/*/finish_reason")
    return spent(count(two_cut_short, "completion_tokens"), reasons, "chat.usage.completion-counted")


@requirement(
    "chat.usage.every-choice",
    SHOULD,
    basis="observed",
    on=CHAT,
    only=OURS,
    breaks="of many answers to one question all but one are free in every report",
)
def test_every_choice_is_counted(two_cut_short):
    """`completion_tokens` counts every choice: two that the limit cut have more than one alone may have."""
    assert spent_on_two(two_cut_short) > alone(two_cut_short.request.json)


@conversation("reply")
def two_answers(target, bare):
    """The plain request, for two answers."""
    bare.require_status()
    target.capabilities.require("chat-n")
    return target.ask(CHAT, n=2)


def counted_alike(two_replies):
    """What a prompt costs, where it costs that each time."""
    first, second = (count(reply, "prompt_tokens") for reply in two_replies)
    if first != second:
        raise NotEstablished("the same prompt is counted otherwise each time", "chat.usage.prompt-repeats")
    return first


@requirement(
    "chat.usage.prompt-once",
    SHOULD,
    basis="observed",
    breaks="reports charge a question as often as it is answered",
)
def test_a_prompt_is_counted_once(two_replies, two_answers):
    """The same prompt has the same `prompt_tokens`, however many choices are asked for."""
    assert count(two_answers, "prompt_tokens") == counted_alike(two_replies)


@requirement(
    "chat.usage.total",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="cost reports that add the parts disagree with those that read the total",
)
def test_the_total_is_the_sum(reply):
    """`total_tokens` is the sum of `prompt_tokens` and `completion_tokens`."""
    assert count(reply, "total_tokens") == count(reply, "prompt_tokens") + count(reply, "completion_tokens")


@requirement(
    "chat.usage.prompt-counted",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="agents that watch the context window believe it empty until it overflows",
)
def test_a_prompt_has_tokens(reply):
    """`prompt_tokens` is more than zero: every prompt has a message."""
    assert count(reply, "prompt_tokens") > 0


@requirement(
    "chat.usage.prompt-grows",
    SHOULD,
    basis="observed",
    breaks="agents that watch the context window do not see the messages that fill it, or the server dropped them",
)
def test_a_longer_prompt_has_more_tokens(grown_prompt):
    """`prompt_tokens` grows with what is added to the prompt: a turn, a part, or more of its instructions."""
    shorter, longer = grown_prompt
    assert count(longer, "prompt_tokens") > count(shorter, "prompt_tokens")


@requirement(
    "chat.usage.prompt-repeats",
    SHOULD,
    basis="observed",
    breaks="context accounting swings with the state of a cache: cached tokens belong to the prompt's",
)
def test_the_same_prompt_has_as_many_tokens(two_replies):
    """The same request sent twice has the same `prompt_tokens`."""
    assert count(two_replies[1], "prompt_tokens") == count(two_replies[0], "prompt_tokens")


@requirement(
    "chat.usage.completion-counted",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="the most expensive tokens cost nothing in every report",
)
def test_what_is_said_has_tokens(reply):
    """`completion_tokens` is at least one where there is text, or a call."""
    assert count(reply, "completion_tokens") >= min(1, len(text(reply)) + len(called(reply)))


@requirement(
    "chat.usage.details",
    SHOULD,
    basis="schema",
    on=CHAT,
    owns=tuple(f"{detail}/**" for detail in DETAILS),
    breaks="cost reports that read `prompt_tokens_details.cached_tokens` where there are details fail on null",
)
def test_details_are_objects_of_counts(reply):
    """The details of a `usage`, where there are any, are objects whose counts are integers."""
    assert reply.problems(*(f"{detail}/**" for detail in reply.given(*DETAILS))) == []


@requirement(
    "chat.usage.details-within",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="prices of what was not cached, or not reasoned, come out negative",
)
def test_a_part_is_not_more_than_the_whole(reply):
    """No detail of a `usage` exceeds the count it is a detail of."""
    assert beyond(reply, "prompt_tokens") + beyond(reply, "completion_tokens") == []


def text(reply: Reply) -> str:
    contents = reply.sound("/choices/*/message/content")
    return "".join(content.value or "" for content in contents)


def called(reply: Reply) -> list[Located]:
    return reply.wherever("/choices/*/message/tool_calls/*")


def not_negative(found: object) -> bool:
    return not isinstance(found, int | float) or found >= 0

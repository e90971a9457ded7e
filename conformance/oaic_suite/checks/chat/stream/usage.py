"""Usage in a stream: one chunk of its own, where it is asked for."""

from oaic_suite.checks.chat.conversations import TWO_CUT, USAGE, with_limit_name
from oaic_suite.checks.chat.readings.choices import finish_reasons
from oaic_suite.checks.chat.readings.usage import alone, asks_no_usage, asks_usage, excess, spent
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.contracted import covers
from oaic_suite.evidence.located import failing, unlike
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

COUNTS = ("prompt_tokens", "completion_tokens", "total_tokens")
COUNTED = tuple(f"/usage/{name}" for name in COUNTS)
DETAILS = ("/usage/prompt_tokens_details/**", "/usage/completion_tokens_details/**")


@conversation()
def usage_both_ways(target):
    """The same question answered whole and in a stream, each with its usage."""
    target.capabilities.require("chat-stream-usage")
    plain = Reply(target.ask(CHAT))
    return plain, Stream(target.ask(CHAT, stream=True, **USAGE))


@conversation("stream")
def two_cut_short_stream(target, bare_stream):
    """Two long answers in one stream, each cut by the limit."""
    bare_stream.require_complete()
    target.capabilities.require("chat-n")
    target.capabilities.require("chat-stream-usage")
    return target.ask(CHAT, stream=True, **USAGE, **with_limit_name(target, TWO_CUT))


def spent_on_two(two_cut_short_stream):
    """The tokens of a stream whose two choices were both cut by the limit."""
    two_cut_short_stream.sound("/choices/*/finish_reason")
    counted = final_usage(two_cut_short_stream).get("completion_tokens")
    return spent(counted, finish_reasons(two_cut_short_stream), "chat.stream.usage.not-negative")


def limited(body):
    return asks_usage(body) and limit(body) is not None


def limit(body):
    """How many tokens all choices together may have."""
    one = alone(body)
    return one and one * (body.get("n") or 1)


# --- reading it ---------------------------------------------------------------------------------------


def miscounted(stream):
    """What the contract has against any usage, but for its details: they are another row's."""
    found = stream.problems("/usage/**")
    return [finding for finding in found if not any(covers(place, finding.place.pointer) for place in DETAILS)]


def chunks_with_usage(stream):
    """The chunks that tell a usage."""
    return [chunk for chunk in stream.complete if chunk.get("usage") not in (ABSENT, None)]


def without_usage(stream):
    """The last chunk of a stream none of whose chunks tells a usage."""
    return (
        []
        if chunks_with_usage(stream)
        else [stream.complete[-1].below("usage").finding("usage by the end of the stream")]
    )


def usage_chunk(stream):
    """The chunk with the usage a client is left with."""
    if not chunks_with_usage(stream):
        raise NotEstablished("no chunk has usage", stream.owner("/usage"))
    return chunks_with_usage(stream)[-1]


def final_usage(stream):
    """The usage a client is left with, where its counts keep the contract."""
    for name in COUNTS:
        stream.sound(f"/usage/{name}")
    return usage_chunk(stream).below("usage")


def total(usage):
    return usage["prompt_tokens"] + usage["completion_tokens"]


# --- where it stands ----------------------------------------------------------------------------------


# Upstream states it without exception; 7 of 362 recorded streams that ask for usage end without it.
@requirement(
    "chat.stream.usage.present",
    SHOULD,
    basis="schema",
    on=CHAT,
    owns="/usage",
    only="usage",
    breaks="accounting by the usage of streams books nothing",
    shows="stream_options",
)
def test_usage_comes_when_asked_for(stream):
    """A stream with `include_usage: true` has a chunk with `usage`."""
    assert without_usage(stream) == []


@requirement(
    "chat.stream.usage.once",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=asks_usage,
    breaks="clients that add up usage count the answer as often as it is told",
)
def test_usage_comes_once(stream):
    """Every chunk but the one with the usage has a `usage` of null, or none."""
    assert [chunk.below("usage").finding("null, or nothing") for chunk in chunks_with_usage(stream)[:-1]] == []


@requirement(
    "chat.stream.usage.own-chunk",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=asks_usage,
    breaks="clients that take usage from the chunk without choices find none",
)
def test_usage_has_a_chunk_of_its_own(stream):
    """The last chunk with `usage` has empty `choices`."""
    assert unlike([usage_chunk(stream)], ("choices",), []) == []


@requirement(
    "chat.stream.usage.unasked",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=asks_no_usage,
    breaks="clients that did not ask read `choices[0]` of the extra chunk and raise IndexError",
)
def test_usage_does_not_come_unasked(stream):
    """A stream without `include_usage` has no `usage`."""
    assert [chunk.below("usage").finding("null, or nothing") for chunk in chunks_with_usage(stream)] == []


# --- what it says -------------------------------------------------------------------------------------


@requirement(
    "chat.stream.usage.counts",
    MUST,
    basis="schema",
    on=CHAT,
    owns=("/usage", *COUNTED),
    breaks="typed clients fail to decode the chunk; the answer is not counted",
)
def test_usage_keeps_the_contract(stream):
    """A chunk's `usage`, where there is any, has its counts of tokens as integers."""
    assert miscounted(stream) == []


@requirement(
    "chat.stream.usage.details",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=asks_usage,
    owns=DETAILS,
    breaks="cost reports that read `prompt_tokens_details.cached_tokens` where there are details fail on null",
)
def test_details_are_objects_of_counts(stream):
    """The details of a `usage` in a stream, where there are any, are objects whose counts are integers."""
    assert stream.problems(*DETAILS) == []


@requirement(
    "chat.stream.usage.details-within",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=asks_usage,
    breaks="prices of what was not cached, or not reasoned, come out negative",
)
def test_a_part_is_not_more_than_the_whole(stream):
    """No detail of a `usage` in a stream exceeds the count it is a detail of."""
    assert excess(final_usage(stream), ("prompt_tokens", "completion_tokens")) == []


@requirement(
    "chat.stream.usage.not-negative",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=asks_usage,
    breaks="budgets grow with every answer",
)
def test_no_count_is_negative(stream):
    """No count of `usage` is below zero."""
    counts = [final_usage(stream).below(name) for name in COUNTS]
    assert failing(counts, lambda count: count >= 0, "a count of at least 0") == []


@requirement(
    "chat.stream.usage.sum",
    MUST,
    basis="schema",
    on=CHAT,
    when=asks_usage,
    breaks="accounting by `total_tokens` and by its parts disagree",
)
def test_the_total_is_the_sum(stream):
    """`total_tokens` is the sum of `prompt_tokens` and `completion_tokens`."""
    usage = final_usage(stream)
    assert usage.get("total_tokens") == total(usage.value)


@requirement(
    "chat.stream.usage.within-limit",
    MUST,
    basis="schema",
    on=CHAT,
    when=limited,
    breaks="budgets that rely on the limit are exceeded",
)
def test_the_limit_is_kept(stream):
    """`completion_tokens` is at most what the request allows all choices together."""
    assert final_usage(stream).get("completion_tokens") <= limit(stream.request.json)


@requirement(
    "chat.stream.usage.every-choice",
    SHOULD,
    basis="observed",
    on=CHAT,
    only=OURS,
    breaks="of many answers to one question all but one are free in every report",
)
def test_every_choice_is_counted(two_cut_short_stream):
    """`completion_tokens` counts every choice: two that the limit cut have more than one alone may have."""
    assert spent_on_two(two_cut_short_stream) > alone(two_cut_short_stream.request.json)


@requirement(
    "chat.stream.usage.prompt-as-plain",
    SHOULD,
    basis="observed",
    breaks="the same question costs differently when it is streamed",
)
def test_the_prompt_counts_as_in_a_plain_answer(usage_both_ways):
    """A stream counts as many `prompt_tokens` as the plain answer to the same request."""
    plain, stream = usage_both_ways
    assert final_usage(stream).get("prompt_tokens") == plain.sound("/usage/prompt_tokens")[0].value

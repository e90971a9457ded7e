"""Legacy completions with options: echo, limits, stop sequences, null."""

from oaic_suite.checks.chat.conversations import TUNED
from oaic_suite.checks.chat.readings import prompts
from oaic_suite.checks.chat.readings.scripts import unbroken
from oaic_suite.checks.chat.readings.stops import passed_over
from oaic_suite.checks.chat.readings.whole import require_another_text
from oaic_suite.checks.completions import readings
from oaic_suite.checks.completions.conversations import (
    COUNTING,
    TALE,
    has_ids,
    is_many_texts,
    said,
)
from oaic_suite.checks.completions.readings import TEXT
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.evidence.located import Located, expand
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

UNSAID = 16  # tokens an answer has at most where no limit is given
ROUGHLY = 2 * UNSAID  # that it is cut a little later, as by servers that count letters, is told of the limits given
ENOUGH, ENOUGH_BYTES = 4 * UNSAID, 64 * 1024  # events, and bytes, of an answer that should have ended before
CUT = "length"
FEW = 4  # tokens are enough to tell that a request was taken
COUNTED = {"prompt": COUNTING, "temperature": 0}
LONG = COUNTED | {"prompt": f"{COUNTING} {COUNTING}"}
NULLABLE = (
    *("best_of", "echo", "frequency_penalty", "logit_bias", "logprobs", "max_tokens", "n", "presence_penalty"),
    *("seed", "stop", "stream", "stream_options", "suffix", "temperature", "top_p"),
)
NULLS = {name.replace("_", "-"): {name: None} for name in NULLABLE}
UNSAID_WORD = "\u2604"
STOPS = {"string": lambda word: word, "array": lambda word: ["\u2603", word]}


@conversation("reply", last=True)
def unlimited_completion(target, bare_completion):
    """A request that says nothing of a limit; whole only where a stream of it is not left for going on and on."""
    bare_completion.require_status()
    body = target.body(COMPLETION, **LONG)
    del body["max_tokens"]
    if target.capabilities.has("completions-stream"):
        stream = Stream(glimpse(target, body))
        if stream.exchange.ended == "left":
            return stream
        stream.require_complete()
    return target.provoke(COMPLETION, body, lawful=True)


def glimpse(target, body):
    """The beginning of an answer in a stream: of one without a limit no more is asked for."""
    return target.provoke(COMPLETION, {**body, "stream": True}, stop_after=goes_on, lawful=True)


def begun(stream):
    """A stream, or the refusal of one; one that broke off is for another requirement to tell."""
    if isinstance(stream.outcome, str):
        stream.require_complete()
    return stream


def goes_on(body):
    return body.count(b"\n\n") > ENOUGH or len(body) > ENOUGH_BYTES


@conversation()
def predictable_completions(target):
    """The same request twice, for a continuation that can be told in advance."""
    target.capabilities.require("completions")
    return [Reply(target.ask(COMPLETION, **COUNTED)), Reply(target.ask(COMPLETION, **COUNTED))]


@conversation("reply", STOPS)
def unstopped_completion(target, bare_completion, variant):
    """A request with a stop sequence that nobody writes."""
    bare_completion.require_status()
    target.capabilities.require("completions-stop")
    return target.ask(COMPLETION, max_tokens=FEW, stop=variant(UNSAID_WORD))


@conversation("reply", STOPS)
def stopped_completion(target, predictable_completions, variant):
    """The same request with a stop sequence taken from the middle of its answer."""
    target.capabilities.require("completions-stop")
    words = repeated_text(predictable_completions).split()
    if len(words) < 3:
        raise NotEstablished(f"an answer of {len(words)} words has no middle to stop at")
    behind = words[len(words) // 2 :]
    return target.ask(COMPLETION, **COUNTED, stop=variant(next(filter(unbroken, behind), behind[0])))


def repeated_text(completions):
    """The text that comes each time: of one that does not, nothing tells whether it would have come to a word."""
    first, second = (reply.sound(TEXT)[0].value for reply in completions)
    if first != second:
        raise NotEstablished("the same request is continued with another text each time")
    return first


@conversation("reply", TUNED)
def tuned_completion(target, bare_completion, variant):
    bare_completion.require_status()
    return target.ask(COMPLETION, max_tokens=FEW, **variant)


@conversation("reply", NULLS, last=["max-tokens"])
def completion_with_null(target, bare_completion, variant):
    """A member that is null; no limit is no more than begun."""
    bare_completion.require_status()
    if "max_tokens" in variant and target.capabilities.has("completions-stream"):
        return begun(Stream(glimpse(target, target.body(COMPLETION, **variant))))
    return target.ask(COMPLETION, **variant)


def echoes(body):
    return bool(body.get("echo")) and not has_ids(body) and isinstance(body.get("prompt", TALE), str | list)


def echoes_many(body):
    return bool(body.get("echo")) and is_many_texts(body)


def has_limit(body):
    """One of nothing is out: engines write a token all the same where a prompt is only scored, and drop it."""
    return (body.get("max_tokens") or 0) > 0 and body.get("best_of") is None


def has_no_limit(body):
    return body.get("max_tokens") is None and body.get("best_of") is None


# --- prompts ------------------------------------------------------------------------------------------


@requirement(
    "completions.echo.prompt",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=echoes,
    owns="@echo",
    breaks="scorers that ask for the prompt's own probabilities weigh the answer instead",
    shows="echo",
)
def test_the_prompt_is_echoed(completion):
    """A text begins with a prompt of its request when `echo` is true."""
    assert readings.unechoed(completion) == []


@requirement(
    "completions.prompts.order",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=echoes_many,
    breaks="every prompt of a batch is given the answer to another",
)
def test_choices_follow_their_prompts(completion):
    """Choices are numbered in the order of their prompts, all of the first before those of the next."""
    assert readings.under_another(completion) == []


# --- options ------------------------------------------------------------------------------------------


@requirement(
    "completions.limit.tokens",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=has_limit,
    breaks="answers cost and last without bound",
    shows="max_tokens",
)
def test_no_answer_exceeds_its_limit(completion):
    """`completion_tokens` is at most `max_tokens` for each choice."""
    assert said(completion) <= limit(completion)


@requirement(
    "completions.limit.finish",
    MUST,
    basis="schema",
    on=COMPLETION,
    only="cut",
    breaks="editors insert half a line as if it were whole",
)
def test_what_was_cut_off_says_so(completion, bare_completion):
    """A text that the limit cut off has `finish_reason: "length"`."""
    assert reached(completion, bare_completion).get("finish_reason") == CUT


@requirement(
    "completions.limit.unsaid",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    when=has_no_limit,
    breaks="programs that relied on short answers get, and pay for, pages",
)
def test_there_is_a_limit_when_none_is_given(unlimited_completion):
    """A text is short when `max_tokens` is not given: 16 tokens is the default, and twice that is let pass."""
    assert said_at_least(unlimited_completion) <= ROUGHLY * prompts.choices_asked(unlimited_completion.request)


@requirement(
    "completions.stop.accepted",
    MUST,
    basis="schema",
    on=COMPLETION,
    only=OURS,
    breaks="clients that write a stop sequence in the other form fail",
)
def test_a_stop_is_a_string_or_an_array(unstopped_completion):
    """A `stop` is accepted as a string and as an array of strings."""
    assert unstopped_completion.outcome == 200


@requirement(
    "completions.stop.text",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=lambda body: bool(body.get("stop")) and not body.get("echo"),
    breaks="prompts with turns of their own leak the next turn into the answer",
    shows="stop",
)
def test_no_stop_sequence_is_in_the_text(stopped_completion):
    """No text holds any of the sequences in `stop`."""
    stops = readings.stop_sequences(stopped_completion.request)
    assert passed_over(stopped_completion.sound(TEXT), stops) == []


@requirement(
    "completions.options.accepted",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    only=OURS,
    breaks="clients that always send the member cannot talk to the server at all",
)
def test_members_that_tune_or_label_are_accepted(tuned_completion):
    """Members that only tune or label the answer are accepted."""
    assert tuned_completion.outcome == 200


@requirement(
    "completions.null.accepted",
    MUST,
    basis="schema",
    on=COMPLETION,
    only=OURS,
    breaks="clients that write out every member, as LangChain does, are refused",
)
def test_null_is_accepted(completion_with_null):
    """An optional member that may be null is accepted as null."""
    assert completion_with_null.outcome == 200


def limit(reply: Reply) -> int:
    return int(reply.request.get("max_tokens")) * prompts.choices_asked(reply.request)


def said_at_least(answer: Reply | Stream) -> int:
    """The tokens of an answer; no token of a stream that was left is more than a word."""
    if isinstance(answer, Reply):
        return said(answer)
    texts = [text.value for chunk in answer.chunks for text in expand(chunk, TEXT)]
    words = len("".join(text for text in texts if isinstance(text, str)).split())
    if words <= ROUGHLY * prompts.choices_asked(answer.request):
        raise NotEstablished(f"{words} words in {len(answer.chunks)} chunks do not tell how many tokens they are")
    return words


def reached(reply: Reply, whole: Reply) -> Located:
    """The choice of an answer that took all its limit allows; one that took more may say so, and need not."""
    reason, *_ = reply.sound("/choices/*/finish_reason")
    spent, most = said(reply), limit(reply)
    if spent < most or (spent > most and reason.value != CUT):
        beyond_it = "completions.limit.tokens" if spent > most else None
        raise NotEstablished(f"{spent} tokens, where {most} are the limit", beyond_it)
    require_another_text([text.value for text in reply.wherever(TEXT)], whole, TEXT)
    return reply.each("/choices/*")[0]


@requirement(
    "completions.prompts.status",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@outcome",
    when=is_many_texts,
    breaks="LangChain, which sends every prompt in an array, gets no answer",
)
def test_many_prompts_are_continued(completion):
    """A request to continue an array of texts is answered with status 200."""
    assert completion.outcome == 200


@requirement(
    "completions.tokens.status",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@outcome",
    when=has_ids,
    breaks="lm-evaluation-harness, which sends token ids unless told otherwise, measures nothing",
)
def test_tokens_are_continued(completion):
    """A request to continue an array of token ids, or an array of such arrays, is answered with status 200."""
    assert completion.outcome == 200

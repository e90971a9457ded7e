"""How an answer ends: at a limit of tokens, or at a stop sequence."""

from itertools import pairwise

from oaic_suite.asking.capability import declines
from oaic_suite.asking.target import LIMIT
from oaic_suite.checks.chat.conversations import LONG_ANSWER, PREDICTABLE, TOKEN, granted
from oaic_suite.checks.chat.readings.scripts import unbroken
from oaic_suite.checks.chat.readings.stops import passed_over
from oaic_suite.checks.chat.readings.whole import require_another_text
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.chat.surface import LIMITS as LIMIT_NAMES
from oaic_suite.evidence.located import Located, failing, unlike
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

CONTENT = "/choices/*/message/content"
LIMITS = {"max-tokens": {"max_tokens": 5}, "max-completion-tokens": {"max_completion_tokens": 5}}


# A stop sequence as it may be given, made of two words that follow each other in the answer; the letter is in any.
STOPS = {
    "string": lambda first, second: first,
    "array": lambda first, second: [first],
    "second-of-two": lambda first, second: ["\u2603", first],
    "two-words": lambda first, second: f"{first} {second}",
    "letter": lambda first, second: "e",
}


@conversation("reply", LIMITS)
def limited(target, bare, variant):
    """A long answer, cut short by either spelling of the limit."""
    bare.require_status()
    if "max_tokens" in variant and target.limit_name != "max_tokens":
        raise NotApplicable(f"the model takes {target.limit_name} only")
    return target.ask(CHAT, messages=[LONG_ANSWER], **variant)


@conversation("reply", STOPS)
def stopped(target, predictable_replies, variant):
    """The same request with a stop sequence taken from the middle of its answer."""
    target.capabilities.require("chat-stop")
    stop = variant(*middle(predictable_replies[0].text))
    if not any(each in predictable_replies[0].text for each in sequences(stop)):
        raise NotEstablished("the answer has no two words with a space between them")
    return target.ask(CHAT, **PREDICTABLE, stop=stop)


# --- limits -------------------------------------------------------------------------------------------


def has_limit(body):
    return body.get("max_tokens") is not None or body.get("max_completion_tokens") is not None


@requirement(
    "chat.options.max-completion-tokens",
    MUST,
    basis="schema",
    on=CHAT,
    only="max-completion-tokens",
    breaks="clients written since `max_tokens` was deprecated fail on the first request",
)
def test_the_newer_spelling_of_the_limit_is_accepted(limited):
    """A limit given as `max_completion_tokens` is accepted."""
    assert limited.outcome == 200


@requirement(
    "chat.options.limit",
    MUST,
    basis="schema",
    on=CHAT,
    when=has_limit,
    breaks="answers cost and last without bound",
    shows=("max_tokens", "max_completion_tokens"),
)
def test_no_answer_exceeds_its_limit(limited):
    """`completion_tokens` is at most `max_tokens`, or `max_completion_tokens`, for each choice."""
    assert limited.sound("/usage/completion_tokens")[0].value <= limit(limited)


@requirement(
    "chat.options.limit-finish",
    MUST,
    basis="schema",
    on=CHAT,
    only="max-",
    breaks="helpers that raise on a truncated answer do not, and parse half a document",
)
def test_what_was_cut_off_says_so(limited, bare):
    """An answer that the limit cut off has `finish_reason: "length"`."""
    assert reached(limited, bare).get("finish_reason") == "length"


# --- stop ---------------------------------------------------------------------------------------------


def has_stop(body):
    return bool(body.get("stop"))


@requirement(
    "chat.options.stop-accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="clients that write a stop sequence in the other form fail",
)
def test_a_stop_is_a_string_or_an_array(stopped):
    """A `stop` is accepted as a string and as an array of strings."""
    assert stopped.outcome == 200


@requirement(
    "chat.options.stop",
    MUST,
    basis="schema",
    on=CHAT,
    when=has_stop,
    breaks="prompts with turns of their own leak the next turn into the answer",
    shows="stop",
)
def test_no_stop_sequence_is_in_the_text(stopped):
    """The text of an answer holds none of the sequences in `stop`."""
    assert passed_over(stopped.texts, sequences(stopped.request.get("stop"))) == []


@requirement(
    "chat.options.stop-finish",
    MUST,
    basis="schema",
    breaks="agents that look for the end of their own turn take the answer for one cut off",
)
def test_what_was_stopped_says_so(stopped, predictable_replies):
    """An answer that ended at a stop sequence has `finish_reason: "stop"`."""
    assert ended(stopped, predictable_replies).get("finish_reason") == "stop"


@requirement(
    "chat.options.stop-place",
    SHOULD,
    basis="observed",
    breaks="the end of a turn is lost with the stop sequence, or shows a fragment of it",
)
def test_the_text_ends_where_the_stop_begins(stopped, predictable_replies):
    """The text of an answer that ended at a stop sequence is all that stands before it, and no more."""
    assert (
        said(ended(stopped, predictable_replies))
        == head(repeated_text(predictable_replies), stopped.request.get("stop")).rstrip()
    )


def limit(reply: Reply) -> int:
    given = [reply.request.get(name) for name in ("max_tokens", "max_completion_tokens")]
    least: int = min(number for number in given if number is not None)
    return least * (reply.request.get("n") or 1)


def reached(reply: Reply, whole: Reply) -> Located:
    """The choice of an answer that took all its limit allows, and is not the whole answer to anything else."""
    spent = reply.sound("/usage/completion_tokens")[0].value
    if spent != limit(reply):
        raise NotEstablished(f"{spent} tokens, where {limit(reply)} are the limit", "chat.options.limit")
    reply.sound("/choices/*/finish_reason")
    require_another_text([text.value for text in reply.wherever(CONTENT)], whole, CONTENT)
    return reply.each("/choices/*")[0]


def said(choice: Located) -> str:
    found: str = choice.get("message", "content")
    return found.rstrip()


def middle(said: str) -> tuple[str, str]:
    """Two words that follow each other in the middle of a text, or behind it where a space is between them.

    Better ones without a torn character: what stands for it in the text is not what the model said.
    """
    words = said.split()
    if len(words) < 4:
        raise NotEstablished(f"an answer of {len(words)} words has no middle to stop at")
    behind = list(pairwise(words[len(words) // 2 - 1 :]))
    pairs = [pair for pair in behind if unbroken("".join(pair))] or behind
    return next((pair for pair in pairs if " ".join(pair) in said), pairs[0])


def sequences(stop: object) -> list[str]:
    return [stop] if isinstance(stop, str) else list(stop) if isinstance(stop, list) else []


def stands_in(text: str, stopped: Reply) -> bool:
    return any(stop in text for stop in sequences(stopped.request.get("stop")))


def head(said: str, stop: object) -> str:
    """A text up to the first of its stop sequences."""
    return said[: min(at for each in sequences(stop) if (at := said.find(each)) >= 0)]


def ended(stopped: Reply, predictable_replies: list[Reply]) -> Located:
    """The choice of an answer that is what was said before, up to a stop sequence or less."""
    if not predictable_replies[0].text.startswith(stopped.text) or stands_in(stopped.text, stopped):
        raise NotEstablished("the answer did not end at the stop sequence", "chat.options.stop")
    stopped.sound("/choices/*/finish_reason")
    return stopped.each("/choices/*")[0]


def repeated_text(predictable_replies: list[Reply]) -> str:
    """The text that comes each time it is asked for."""
    first, second = (reply.text for reply in predictable_replies)
    if first != second:
        raise NotEstablished("the same request is answered with another text each time")
    return first


ENOUGH = 6  # tokens to tell one token over and over from a sentence
FORCED = {"logit_bias": {TOKEN: 100}}


@conversation("reply")
def biased(target, bare):
    """A short answer of one token only, whatever that token is."""
    bare.require_status()
    target.capabilities.require("chat-logprobs")
    return granted(target.ask(CHAT, **FORCED, logprobs=True, **{target.limit_name: ENOUGH}), FORCED)


@requirement(
    "chat.options.bias",
    SHOULD,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="programs that force the answer to be one of a few tokens get any other, and fail to read it",
    shows="logit_bias",
)
def test_a_token_that_is_forced_is_the_only_one(biased):
    """A token whose `logit_bias` is 100 is the only one that comes."""
    first, *rest = tokens(biased)
    assert unlike(rest, (), first.value) == []


def tokens(reply: Reply) -> list[Located]:
    found = reply.sound("/choices/0/logprobs/content/*/token")
    if len(found) < ENOUGH / 2:
        raise NotEstablished(f"an answer of {len(found)} tokens does not tell")
    return found


# Members that only tune or label; whatever comes of them, a server that has the API takes them.
TUNED = {
    "temperature": {"temperature": 0},
    "top-p": {"top_p": 0.5},
    "frequency-penalty": {"frequency_penalty": 0.5},
    "presence-penalty": {"presence_penalty": 0.5},
    "logit-bias": {"logit_bias": {}},
    "seed": {"seed": 7},
    "n": {"n": 1},
    "stream": {"stream": False},
    "logprobs": {"logprobs": False},
    "response-format": {"response_format": {"type": "text"}},
    "user": {"user": "ada"},
    "store": {"store": False},
    "metadata": {"metadata": {"purpose": "conformance"}},
    "service-tier": {"service_tier": "auto"},
    "name": {"messages": [{"role": "user", "name": "ada", "content": "Say hello."}]},
}
NULLABLE = (
    *("frequency_penalty", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens", "metadata", "n"),
    *("presence_penalty", "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature"),
    *("top_logprobs", "top_p"),
)


# Members of features that a server may do without, and then refuse in any form.
NULLABLE_FEATURES = (
    *("audio", "modalities", "moderation", "prediction", "prompt_cache_key", "prompt_cache_retention"),
    *("reasoning_effort", "safety_identifier", "verbosity"),
)
NULLS = {name.replace("_", "-"): {name: None} for name in (*NULLABLE, *NULLABLE_FEATURES)}
OTHER_LIMIT = dict(zip(LIMIT_NAMES, reversed(LIMIT_NAMES), strict=True))


@conversation("reply", TUNED)
def tuned(target, bare, variant):
    bare.require_status()
    return target.ask(CHAT, **variant)


@conversation("reply", NULLS, last=[name.replace("_", "-") for name in LIMIT_NAMES])
def answer_to_null(target, bare, variant):
    """Members that are null; a limit of tokens has the other beside it, so that there is one."""
    bare.require_status()
    beside = other_limit(target, variant)
    exchange = target.ask(CHAT, **variant, **beside)
    if declines(exchange, beside) and not declines(exchange, variant):
        raise NotEstablished("the limit beside it is refused", "chat.options.max-completion-tokens")
    return granted(exchange, variant.keys() & NULLABLE_FEATURES)


def other_limit(target, members):
    """The other spelling of a limit that is null, where the model takes it."""
    others = {OTHER_LIMIT[name]: LIMIT for name in members if name in OTHER_LIMIT}
    if target.limit_name != LIMIT_NAMES[0] and LIMIT_NAMES[0] in others:
        raise NotApplicable(f"the model takes {target.limit_name} only: without it there is no limit")
    return others


@conversation()
def seeded(target):
    """The same request with one seed twice, and with another."""
    target.capabilities.require("chat")
    target.capabilities.require("chat-seed")
    return [Reply(target.ask(CHAT, seed=seed)) for seed in (7, 7, 8)]


@requirement(
    "chat.options.accepted",
    SHOULD,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="clients that always send the member cannot talk to the server at all",
)
def test_members_that_tune_or_label_are_accepted(tuned):
    """Members that only tune or label the answer are accepted."""
    assert tuned.outcome == 200


@requirement(
    "chat.options.null",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="clients that write out every member, null where nothing is meant, are refused",
)
def test_null_is_accepted(answer_to_null):
    """An optional member that may be null is accepted as null."""
    assert answer_to_null.outcome == 200


@requirement(
    "chat.options.null-is-absent",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="clients that write out every member get another answer than those that leave it out",
)
def test_null_means_what_absence_means(answer_to_null):
    """An optional member that is null asks for nothing: there is one choice, as without it."""
    assert len(answer_to_null.array("choices")) == 1


def asks_for_a_tier(body):
    return body.get("service_tier") is not None


@requirement("chat.options.tier-told", INFO, basis="schema", on=CHAT, when=asks_for_a_tier, shows="service_tier")
def test_the_tier_that_served_is_told(tuned):
    """An answer to a request with a `service_tier` tells the `service_tier` that served it."""
    assert failing([tuned.found("service_tier")], lambda found: isinstance(found, str), "the name of a tier") == []


@requirement("chat.options.temperature-zero", INFO, basis="observed")
def test_at_temperature_zero_answers_repeat(predictable_replies):
    """The same request at `temperature: 0` has the same text twice."""
    assert predictable_replies[1].text == predictable_replies[0].text


@requirement("chat.options.seed-repeats", INFO, basis="observed", shows="seed")
def test_with_one_seed_answers_repeat(seeded):
    """The same request with the same `seed` has the same text twice, where another seed changes it."""
    assert seeded[1].text == moved(seeded)


def moved(seeded: list[Reply]) -> str:
    """The text that came with the first seed; with another there came another."""
    first, _, other = seeded
    if first.text == other.text:
        raise NotEstablished("another seed has the same text: it may be that none is read")
    return first.text

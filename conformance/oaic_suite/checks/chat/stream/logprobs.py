"""Log probabilities in a stream: told with the pieces of text they belong to."""

from oaic_suite.checks.chat.conversations import granted
from oaic_suite.checks.chat.readings.choices import contents, turns
from oaic_suite.checks.chat.readings.logprobs import (
    AT_MOST_CERTAIN,
    ENTRY,
    asks_alternatives,
    asks_logprobs,
    asks_no_logprobs,
    falls,
    is_at_most_certain,
    other_bytes,
    passed_over,
    require_spelt,
    unfilled,
)
from oaic_suite.checks.chat.readings.spelling import spelling
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.conversations.requests import WEATHER
from oaic_suite.evidence.located import failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

BYTES = (f"{ENTRY}/bytes", f"{ENTRY}/top_logprobs/*/bytes")
BESIDE_STOP = {"logprobs": True, "top_logprobs": 2, "stop": ["\u2603"]}  # which nothing says
BESIDE_TOOLS = {"logprobs": True, "top_logprobs": 2, "tools": [WEATHER], "tool_choice": "none"}
REFUSALS = ("/choices/*/logprobs/refusal", "/choices/*/logprobs/refusal/**")


def choices_with_text(stream):
    """The choices of a complete stream that say anything; there is at least one."""
    stream.require_complete()
    found = [turn for turn in turns(stream).values() if any(contents(turn))]
    if not found:
        raise NotEstablished("no choice has text")
    return found


def tokens(turn):
    """The tokens of a choice, in order."""
    found = [piece.below("logprobs", "content").value for piece in turn]
    return [token for listed in found if isinstance(listed, list) for token in listed]


def silent(stream):
    """The choices with text and without tokens."""
    found = [turn[-1].below("logprobs") for turn in choices_with_text(stream) if not tokens(turn)]
    return [place.finding("tokens by the end of the choice") for place in found]


def misspelt(stream):
    """The choices whose tokens do not spell their text."""
    stream.sound(f"{ENTRY}/token")
    for turn in choices_with_text(stream):
        require_spelt(tokens(turn))
    said = [
        ("".join(contents(turn)), turn[0].below("logprobs").place, spelling(tokens(turn)))
        for turn in choices_with_text(stream)
    ]
    return [Finding(place, repr(text), repr(spelt)) for text, place, spelt in said if spelt != text]


@requirement(
    "chat.stream.logprobs.present",
    MUST,
    basis="schema",
    on=CHAT,
    when=asks_logprobs,
    owns="@logprobs",
    breaks="scoring and displays of confidence have nothing to show",
    shows="logprobs",
)
def test_every_choice_has_tokens(stream):
    """A choice with text has tokens in `logprobs.content` when `logprobs` is true."""
    assert silent(stream) == []


@conversation("stream", apart=True)
def weighed_beside_tools(target):
    """A stream with log probabilities of a text, beside a tool that is not to be called; some servers take but one."""
    for capability in ("chat-stream", "chat-logprobs", "tools"):
        target.capabilities.require(capability)
    return granted(target.ask(CHAT, stream=True, **BESIDE_TOOLS), ("logprobs", "tools"))


@requirement(
    "chat.stream.logprobs.beside-tools",
    SHOULD,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="agents that weigh how sure an answer is have nothing to weigh, as they always offer their tools",
)
def test_tokens_are_told_beside_tools_too(weighed_beside_tools):
    """A choice with text has tokens in `logprobs.content` where tools are offered too."""
    assert silent(weighed_beside_tools) == []


@conversation("stream", apart=True)
def weighed_beside_stop(target):
    """A stream with log probabilities of a text that a stop sequence does not end."""
    for capability in ("chat-stream", "chat-logprobs", "chat-stop"):
        target.capabilities.require(capability)
    return granted(target.ask(CHAT, stream=True, **BESIDE_STOP), ("logprobs", "stop"))


@requirement(
    "chat.stream.logprobs.beside-stop",
    SHOULD,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="whoever names where to stop, as templates for models do, has nothing to weigh",
)
def test_tokens_are_told_beside_stop_too(weighed_beside_stop):
    """A choice with text has tokens in `logprobs.content` where `stop` is given too."""
    assert silent(weighed_beside_stop) == []


@requirement(
    "chat.stream.logprobs.unasked",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=asks_no_logprobs,
    breaks="streams grow many times over for clients that did not ask",
)
def test_tokens_do_not_come_unasked(stream):
    """The `logprobs` of a choice is null, or not there, when it is not asked for."""
    assert failing(stream.wherever("/choices/*/logprobs"), lambda found: found is None, "null, or nothing") == []


@requirement(
    "chat.stream.logprobs.refusal",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=asks_logprobs,
    owns=REFUSALS,
    breaks="strictly typed clients whose field is required fail to decode the chunk",
)
def test_logprobs_have_a_refusal(stream):
    """The `logprobs` of a piece, where there are any, have a `refusal` that is null or an array of tokens."""
    assert stream.problems(*REFUSALS) == []


@requirement(
    "chat.stream.logprobs.bytes",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=asks_alternatives,
    owns=BYTES,
    breaks="characters that span tokens, such as emoji, cannot be put together again",
)
def test_every_token_has_its_bytes(stream):
    """Every token and every alternative in a stream has `bytes`, an array of integers or null."""
    assert stream.problems(*BYTES) == []


@requirement(
    "chat.stream.logprobs.bytes-of-token",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=asks_logprobs,
    breaks="who puts characters together by their bytes gets others: every language but English is garbled",
)
def test_bytes_are_those_of_the_token(stream):
    """The `bytes` of a token, where they are told, are its UTF-8; of a part of a character they are that part."""
    assert other_bytes(stream) == []


@requirement(
    "chat.stream.logprobs.tokens-spell-the-text",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=asks_logprobs,
    breaks="displays that colour the text by its tokens show another text",
)
def test_the_tokens_are_the_text(stream):
    """The tokens of a choice, put together, are its text."""
    assert misspelt(stream) == []


@requirement(
    "chat.stream.logprobs.not-positive",
    MUST,
    basis="schema",
    on=CHAT,
    when=asks_logprobs,
    breaks="probabilities come out above one",
)
def test_no_logprob_is_positive(stream):
    """No log probability is above zero, but for a thousandth by rounding."""
    assert failing(stream.sound(f"{ENTRY}/logprob"), is_at_most_certain, AT_MOST_CERTAIN) == []


@requirement(
    "chat.stream.logprobs.top-count",
    MUST,
    basis="schema",
    on=CHAT,
    when=asks_logprobs,
    breaks="tables with a column for each alternative overflow",
)
def test_there_are_no_more_alternatives_than_asked_for(stream):
    """No token has more alternatives than `top_logprobs` asks for."""
    most = stream.request.get("top_logprobs") or 0
    listed = stream.sound(f"{ENTRY}/top_logprobs")
    assert failing(listed, lambda tops: len(tops) <= most, f"at most {most} alternatives") == []


@requirement(
    "chat.stream.logprobs.top-filled",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=asks_alternatives,
    breaks="tables with a column for each alternative stay empty where a plain answer fills them",
)
def test_as_many_alternatives_are_given_as_asked_for(stream):
    """Some token has as many alternatives as `top_logprobs` asks for."""
    assert unfilled(stream.sound(f"{ENTRY}/top_logprobs"), stream.request.get("top_logprobs")) == []


@requirement(
    "chat.stream.logprobs.top-likeliest",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=asks_alternatives,
    breaks="displays show beside each token what could have stood in the place of another",
)
def test_a_likely_token_is_among_its_alternatives(stream):
    """A token that is likelier than one of its alternatives is among them: they are the likeliest."""
    assert passed_over(stream) == []


@requirement(
    "chat.stream.logprobs.top-falling",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=asks_alternatives,
    breaks="programs that take the first alternative for the likeliest take another",
)
def test_alternatives_fall(stream):
    """The alternatives of a token stand in falling order of their log probabilities."""
    stream.sound(f"{ENTRY}/top_logprobs/*/logprob")
    assert failing(stream.sound(f"{ENTRY}/top_logprobs"), falls, "log probabilities in falling order") == []

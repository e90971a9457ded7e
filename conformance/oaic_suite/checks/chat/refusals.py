"""Options of a chat beyond their limits: refused, not cut to size in silence."""

from oaic_suite.checks.chat.conversations import TOKEN
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.cases import refused
from oaic_suite.checks.errors.conversations import Case, cases, having, limited, spoiled
from oaic_suite.checks.models.surface import LISTING
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

WINDOWS = ("context_window", "context_length", "max_context_length", "max_model_len")
LONGEST = 300_000  # tokens worth sending, or being sent
HUGE_LIMIT = "huge-limit"


# No name begins with another.
LIMITS = cases(
    Case("range-frequency-penalty", having(frequency_penalty=2.5)),
    Case("range-presence-penalty", having(presence_penalty=-2.5)),
    Case("range-temperature", having(temperature=2.5)),
    Case("range-top-p", having(top_p=1.5)),
    Case("range-bias", having(logit_bias={TOKEN: 101})),
    Case("stops", having(stop=["1", "2", "3", "4", "5"]), needs=("chat-stop",)),
    Case("word-effort", having(reasoning_effort="heroic")),
    Case("word-verbosity", having(verbosity="chatty")),
    Case("word-tier", having(service_tier="steerage")),
    Case("type-bias", having(logit_bias={TOKEN: "much"})),
    Case("type-label", having(metadata={"purpose": {"of": "conformance"}})),
    Case("type-seed", having(seed="lucky")),
    Case("labels-number", having(metadata={f"label-{number}": "" for number in range(17)})),
    Case("labels-name", having(metadata={"x" * 65: ""})),
    Case("labels-text", having(metadata={"purpose": "x" * 513})),
    Case("identifier", having(safety_identifier="x" * 65)),
    Case("key", having(logit_bias={"hello": 1})),
    Case("nameless", having(model="")),
    Case(HUGE_LIMIT, limited(LONGEST)),
)


@conversation("refusal", LIMITS, last=[HUGE_LIMIT])
def beyond_limits(target, bare, variant):
    bare.require_status()
    return spoiled(target, bare, beyond_window(target) if variant.name == HUGE_LIMIT else variant)


def beyond_window(target):
    """A limit of one token more than the model takes: of a larger one no server may be left with the work."""
    return Case(HUGE_LIMIT, limited(context_window(target) + 1))


@conversation("refusal", {"whole": {}, "streamed": {"stream": True}})
def overlong(target, bare, variant):
    """A prompt of more words than the model takes tokens, where the server tells how many that is."""
    bare.require_status()
    window = context_window(target)
    if variant:
        target.capabilities.require("chat-stream")
    return target.ask(CHAT, messages=[{"role": "user", "content": "a " * window}], **variant)


def context_window(target):
    target.capabilities.require("models")
    listed = Reply(target.ask(LISTING)).wherever("/data/*")
    own = [entry.value for entry in listed if entry.get("id") == target.model]
    lengths = [entry[name] for entry in own for name in WINDOWS if isinstance(entry.get(name), int)]
    if not lengths or not 0 < lengths[0] <= LONGEST:
        raise NotApplicable("the server does not tell how many tokens the model takes, or they are too many to try")
    return lengths[0]


@refused("chat.refusals.range", SHOULD, breaks="a setting without meaning is ignored or passed on: code does not port")
def test_a_number_beyond_its_range_is_refused(beyond_limits):
    """A penalty, a `temperature`, a `top_p` or a bias beyond its range is refused."""
    assert beyond_limits.accepted == []


@refused("chat.refusals.stops", SHOULD, breaks="the answer runs past the stop sequence that was one too many")
def test_five_stop_sequences_are_refused(beyond_limits):
    """A `stop` of more than four sequences is refused."""
    assert beyond_limits.accepted == []


@refused("chat.refusals.word", SHOULD, breaks="a misspelt effort, verbosity or tier is ignored: another is paid for")
def test_a_word_that_means_nothing_is_refused(beyond_limits):
    """A `reasoning_effort`, `verbosity` or `service_tier` that does not exist is refused."""
    assert beyond_limits.accepted == []


@refused("chat.refusals.type", SHOULD, breaks="an option that was meant is ignored, and nobody learns of it")
def test_an_option_of_the_wrong_type_is_refused(beyond_limits):
    """A bias that is text, a label that is an object and a `seed` that is a word are refused."""
    assert beyond_limits.accepted == []


@refused("chat.refusals.labels", SHOULD, breaks="labels are lost or cut: what is looked up by them later is not found")
def test_labels_beyond_their_limits_are_refused(beyond_limits):
    """More than 16 labels in `metadata`, longer names than 64 characters and longer texts than 512 are refused."""
    assert beyond_limits.accepted == []


@refused("chat.refusals.identifier", SHOULD, breaks="one end user is taken for another whose identifier begins alike")
def test_an_identifier_beyond_its_length_is_refused(beyond_limits):
    """A `safety_identifier` of more than 64 characters is refused."""
    assert beyond_limits.accepted == []


@refused("chat.refusals.nameless", SHOULD, breaks="a caller whose setting is empty does not learn which model answered")
def test_a_model_without_a_name_is_refused(beyond_limits):
    """A `model` that is an empty text is refused."""
    assert beyond_limits.accepted == []


@refused("chat.refusals.key", INFO, basis="hearsay")
def test_a_bias_for_a_word_is_refused(beyond_limits):
    """A `logit_bias` whose key is no token id is refused."""
    assert beyond_limits.accepted == []


@refused("chat.refusals.huge-limit", INFO, basis="hearsay")
def test_a_limit_beyond_the_window_is_refused(beyond_limits):
    """A token limit beyond the model's context is refused."""
    assert beyond_limits.accepted == []


@requirement(
    "chat.refusals.client-fault",
    MUST,
    basis="sdk",
    on=CHAT,
    only=OURS,
    owns="@blame",
    breaks="the official SDKs retry every 5xx: what was wrong is sent three times, and monitors raise the alarm",
)
def test_an_option_beyond_its_limit_is_the_fault_of_the_client(beyond_limits):
    """An option beyond its limit is refused with a 4xx, where it is refused, never with a 5xx."""
    assert beyond_limits.refused_with < 500


@requirement(
    "chat.refusals.param",
    SHOULD,
    basis="observed",
    on=CHAT,
    only=("range-frequency", "range-presence", "range-temperature", "range-top-p", "stops", "word-", "type-seed"),
    breaks="tools that mark the option at fault mark none",
)
def test_the_refusal_of_an_option_names_it(beyond_limits):
    """The refusal of an option beyond its limit names it in `param`."""
    assert beyond_limits.misnamed == []


# --- prompts ------------------------------------------------------------------------------------------


@requirement(
    "chat.refusals.long-prompt",
    SHOULD,
    basis="observed",
    on=CHAT,
    only=OURS,
    owns="@outcome",
    breaks="the beginning of a conversation, instructions first, is dropped, and nobody learns of it",
)
def test_a_prompt_longer_than_the_context_is_refused(overlong):
    """A prompt longer than the model's context is refused, not cut."""
    assert overlong.accepted == []


@requirement(
    "chat.refusals.long-prompt-code",
    SHOULD,
    basis="observed",
    on=CHAT,
    only=OURS,
    breaks="agents that shorten their history at this code go on sending it whole",
)
def test_the_refusal_of_a_long_prompt_has_its_code(overlong):
    """The refusal of a prompt longer than the context has `code: "context_length_exceeded"`."""
    assert unlike(overlong.sound("/error/code"), (), "context_length_exceeded") == []

"""A chat that is kept, fetched by its id; and which are kept at all."""

from oaic_suite.asking.waiting import awaited, is_there
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.stored.conversations import LABELS
from oaic_suite.checks.stored.readings import differences
from oaic_suite.checks.stored.surface import FETCH
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.stream import Stream
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

UNKNOWN = "chatcmpl-6f1d2c6f1d2c6f1d2c6f1d2c"


@conversation("reply")
def fetched_stream(target, fetched_chat):
    """A chat that was streamed and is to be kept, by its id."""
    fetched_chat.require_status()
    target.capabilities.require("chat-stream")
    begun = Stream(target.ask(CHAT, store=True, stream=True))
    begun.require_complete()
    id = begun.id_at("id")
    return awaited(lambda: target.ask(FETCH, completion_id=id), is_there)


@conversation("refusal")
def chat_not_to_be_kept(target, fetched_chat, series):
    """One that is not to be kept, by its id, beside one that is there."""
    fetched_chat.require_status()
    return target.ask(FETCH, completion_id=series[-1].id_at("id"))


@conversation("refusal")
def unknown_chat(target, fetched_chat):
    """One that was never made, beside one that is there."""
    fetched_chat.require_status()
    return target.ask(FETCH, completion_id=UNKNOWN)


@requirement(
    "stored.fetching.status",
    MUST,
    basis="schema",
    on=FETCH,
    owns="@outcome",
    breaks="who kept an answer to look at it later does not find it",
)
def test_a_chat_that_is_kept_is_found(fetched_chat):
    """A chat with `store: true` is fetched by its id with status 200."""
    assert fetched_chat.outcome == 200


@requirement(
    "stored.fetching.schema",
    MUST,
    basis="schema",
    on=FETCH,
    breaks="typed clients fail to decode the answer",
)
def test_a_chat_that_is_kept_keeps_the_contract(fetched_chat):
    """A chat that is fetched keeps the contract."""
    assert fetched_chat.residue() == []


@requirement(
    "stored.fetching.same",
    MUST,
    basis="schema",
    breaks="what is looked at later, or distilled from, is another answer than was given",
)
def test_what_is_fetched_is_what_was_given(kept_chat, fetched_chat):
    """A chat that is fetched has the `id`, date, model, count of tokens and choices with which it was answered."""
    assert differences(kept_chat, fetched_chat) == []


@requirement(
    "stored.fetching.labels",
    MUST,
    basis="schema",
    on=FETCH,
    only=OURS,
    breaks="answers that are told apart by their labels cannot be",
)
def test_a_chat_has_its_labels(fetched_chat):
    """A chat that is fetched has the `metadata` of its request."""
    assert unlike([fetched_chat.found()], ("metadata",), LABELS) == []


@requirement(
    "stored.fetching.streamed",
    SHOULD,
    basis="observed",
    on=FETCH,
    only=OURS,
    breaks="of applications that stream nothing is kept",
)
def test_what_was_streamed_is_kept_too(fetched_stream):
    """A chat with `store: true` is fetched by its id where it was streamed."""
    assert fetched_stream.outcome == 200


@requirement(
    "stored.fetching.unstored",
    MUST,
    basis="schema",
    on=FETCH,
    only=OURS,
    breaks="what was not to be kept is, and is given out",
)
def test_what_is_not_to_be_kept_is_not(chat_not_to_be_kept):
    """A chat with `store: false` cannot be fetched."""
    assert chat_not_to_be_kept.accepted == []


@requirement(
    "stored.fetching.unknown",
    MUST,
    basis="schema",
    on=FETCH,
    only=OURS,
    breaks="clients take something else for their answer",
)
def test_an_unknown_chat_is_refused(unknown_chat):
    """A chat that was never made is refused."""
    assert unknown_chat.accepted == []


@requirement(
    "stored.fetching.unknown-status",
    MUST,
    basis="sdk",
    on=FETCH,
    only=OURS,
    breaks="the official SDKs raise NotFoundError for 404 alone: code that handles it does not",
)
def test_an_unknown_chat_is_not_found(unknown_chat):
    """The refusal of a chat that was never made has status 404."""
    assert unknown_chat.refused_with == 404

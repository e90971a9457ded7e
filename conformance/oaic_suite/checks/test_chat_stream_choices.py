"""The choices of a streamed chat: opened with a role, told in pieces, finished once."""

from oaic_suite.choices import (
    carried_on,
    empty_amid,
    finished_again,
    first_roles,
    indices,
    late_roles,
    later_nulls,
    missing,
    repeated_roles,
    unfinished,
    wanted,
)
from oaic_suite.located import failing, unlike
from oaic_suite.requirement import requirement
from oaic_suite.verdict import MUST, SHOULD

CHAT = "createChatCompletion"
REASONS = ("stop", "length", "tool_calls", "content_filter", "function_call")


def spoken(body):
    """Chunks of sound leave out what chunks of text have."""
    return "audio" not in (body.get("modalities") or [])


def objects(value):
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


# --- their shape -------------------------------------------------------------------------------------


@requirement(
    "chat.stream.choices",
    MUST,
    basis="schema",
    on=CHAT,
    owns=("/choices", "/choices/*"),
    when=spoken,
    breaks="the official Python SDK's stream helper raises TypeError for a chunk without choices",
)
def test_every_chunk_has_choices(stream):
    """Every chunk has `choices`, an array of objects."""
    assert failing(stream.members("choices"), objects, "an array of objects") == []


@requirement(
    "chat.stream.index",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/choices/*/index",
    breaks="the official Python SDK's stream helper raises TypeError",
)
def test_every_choice_has_an_index(stream):
    """Every entry of `choices` has an `index` that is an integer."""
    assert stream.problems("/choices/*/index") == []


@requirement(
    "chat.stream.index-below-n",
    MUST,
    basis="sdk",
    on=CHAT,
    owns="@index",
    breaks="the official SDKs' stream helpers make a choice of its own for every index",
)
def test_no_index_is_beyond_n(stream):
    """Every `index` is one of 0 to `n` - 1."""
    assert failing(indices(stream), lambda index: index in wanted(stream), f"one of {list(wanted(stream))}") == []


@requirement(
    "chat.stream.choices-count",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="clients that ask for several answers wait for, or index, one that never comes",
)
def test_every_choice_asked_for_comes(stream):
    """As many choices are streamed as `n` asks for."""
    assert missing(stream) == []


@requirement(
    "chat.stream.delta",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/choices/*/delta",
    breaks="the official Python SDK's stream helper raises AttributeError",
)
def test_every_choice_has_a_delta(stream):
    """Every entry of `choices` has a `delta` that is an object."""
    assert stream.problems("/choices/*/delta") == []


@requirement(
    "chat.stream.content",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/choices/*/delta/content",
    breaks="clients that append to a string raise TypeError; the official Python SDK's stream helper loses the text",
)
def test_content_is_text(stream):
    """A delta's `content`, where there is any, is a string or null."""
    assert stream.problems("/choices/*/delta/content") == []


@requirement(
    "chat.stream.content-not-null",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="clients that append every content to a string raise TypeError, or show `null`",
)
def test_no_later_content_is_null(stream):
    """Only the first delta of a choice has a `content` of null."""
    assert later_nulls(stream) == []


# --- the role ----------------------------------------------------------------------------------------


@requirement(
    "chat.stream.role-value",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/choices/*/delta/role",
    breaks="clients with a closed set of roles reject the chunk",
)
def test_a_role_is_a_role(stream):
    """A delta's `role`, where there is one, is a role the contract knows."""
    assert stream.problems("/choices/*/delta/role") == []


@requirement(
    "chat.stream.role",
    MUST,
    basis="sdk",
    on=CHAT,
    owns="@role",
    breaks="the official Node SDK's stream helper raises `missing role for choice 0`",
)
def test_every_choice_is_the_assistants(stream):
    """Every choice is given the role `assistant`."""
    assert unlike(first_roles(stream), (), "assistant") == []


@requirement(
    "chat.stream.role-first",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="clients that open a message when they meet its role drop the text before it",
)
def test_the_first_delta_has_the_role(stream):
    """The first delta of a choice is the one with its role."""
    assert late_roles(stream) == []


@requirement(
    "chat.stream.role-once",
    MUST,
    basis="sdk",
    on=CHAT,
    breaks="the official Python SDK's stream helper appends roles: `assistantassistant`",
)
def test_the_role_is_said_once(stream):
    """Only one delta of a choice has its role."""
    assert repeated_roles(stream) == []


# --- the finish --------------------------------------------------------------------------------------


def says_how_it_goes_on(choice):
    return not isinstance(choice, dict) or "finish_reason" in choice  # what is no object is another's matter


@requirement(
    "chat.stream.finish-key",
    MUST,
    basis="schema",
    on=CHAT,
    when=spoken,
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
    "chat.stream.finished",
    MUST,
    basis="sdk",
    on=CHAT,
    owns="@finish",
    breaks="the official Node SDK's stream helper raises `missing finish_reason for choice 0`",
)
def test_every_choice_finishes(stream):
    """Every choice is given a `finish_reason` before the stream ends."""
    assert unfinished(stream) == []


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


@requirement(
    "chat.stream.empty-choices-last",
    SHOULD,
    basis="schema",
    on=CHAT,
    breaks="clients that read `choices[0]` of every chunk that may have one raise IndexError",
)
def test_only_chunks_after_the_finish_have_no_choice(stream):
    """Chunks with empty `choices` follow the finish of every choice."""
    assert empty_amid(stream) == []

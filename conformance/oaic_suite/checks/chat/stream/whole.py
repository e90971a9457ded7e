"""A streamed chat against its request: streamed only when asked, within the limits, in the words of a whole answer."""

from oaic_suite.checks.chat.conversations import granted
from oaic_suite.checks.chat.readings.choices import (
    empty_before_finish,
    finish_reasons,
    text_only,
    texts,
    unfinished,
)
from oaic_suite.checks.chat.readings.framing import named_events
from oaic_suite.checks.chat.readings.scripts import unbroken
from oaic_suite.checks.chat.readings.silence import nothing_said
from oaic_suite.checks.chat.readings.usage import asks_usage
from oaic_suite.checks.chat.readings.whole import require_another_text
from oaic_suite.checks.chat.stream.usage import final_usage, limit
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.concurrency.readings import has_begun
from oaic_suite.evidence.located import failing, unlike
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

ASKED_PLAIN = {"absent": {}, "false": {"stream": False}, "null": {"stream": None}}
NO_OPTIONS = {"null": None, "empty": {}, "no-usage": {"include_usage": False}}
UNPADDED = {"include_obfuscation": False}
EITHER = {"accept": "text/event-stream, application/json"}


@conversation("reply", ASKED_PLAIN)
def plain_despite_accept(target, variant):
    """A plain request by a client that could read a stream as well."""
    target.capabilities.require("chat-stream")
    return target.provoke(CHAT, target.body(CHAT, **variant), headers=EITHER)


@conversation("stream", NO_OPTIONS)
def stream_without_options(target, bare_stream, variant):
    """`stream_options` that ask for nothing: null, empty, or without usage."""
    bare_stream.require_complete()
    return target.ask(CHAT, stream=True, stream_options=variant)


@conversation("stream")
def unpadded_stream(target, bare_stream):
    """A stream asked for without padding; not applicable where the option is refused by its name."""
    bare_stream.require_complete()
    return granted(target.ask(CHAT, stream=True, stream_options=UNPADDED), ("stream_options", *UNPADDED))


# --- only when asked ----------------------------------------------------------------------------------


@requirement(
    "chat.stream.only-when-asked",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="clients with a generic Accept header fail to decode the answer",
)
def test_a_stream_comes_only_when_asked_for(plain_despite_accept):
    """Without `stream: true` the answer is no event stream, even where the `Accept` header would take one."""
    assert plain_despite_accept.media_type != "text/event-stream"


@requirement(
    "chat.stream.options-accepted",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="clients that send every option they know, unset ones as null, are refused",
)
def test_options_may_say_nothing(stream_without_options):
    """A stream whose `stream_options` say nothing is answered with status 200."""
    assert stream_without_options.outcome == 200


def forbids_padding(body):
    return (body.get("stream_options") or {}).get("include_obfuscation") is False


@requirement(
    "chat.stream.unpadded",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=forbids_padding,
    breaks="clients on slow lines that declined the padding pay for it all the same",
)
def test_padding_is_left_out_where_it_is_declined(unpadded_stream):
    """No chunk has `obfuscation` when `include_obfuscation` is false."""
    assert unlike(unpadded_stream.members("obfuscation"), (), ABSENT) == []


# --- the same words -----------------------------------------------------------------------------------


@requirement(
    "chat.stream.whole-characters",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="every language but English is garbled; Python raises UnicodeEncodeError for half a character",
)
def test_no_character_is_broken(stream):
    """No delta has part of a character: no replacement character, no half of a surrogate pair."""
    assert failing(stream.sound("/choices/*/delta/content"), unbroken, "whole characters") == []


# --- the limit ------------------------------------------------------------------------------------------


def passing_for_whole(stream, whole):
    """The reasons other than `length`, in a stream that took all its limit allows; a brief model ends before."""
    others = unlike(finish_reasons(stream), (), "length")
    if others:
        require_limit_reached(stream)
        require_another_text(list(texts(stream).values()), whole, "/choices/*/message/content")
    return others


def require_limit_reached(stream):
    """That the usage of a stream tells as many tokens as there may be."""
    if not asks_usage(stream.request.json):
        raise NotEstablished("the stream was not asked to tell how many tokens it has")
    spent, most = final_usage(stream).get("completion_tokens"), limit(stream.request.json)
    if spent != most:
        beyond_it = "chat.stream.usage.within-limit" if spent > most else None
        raise NotEstablished(f"{spent} tokens, where {most} are the limit", beyond_it)


@requirement(
    "chat.stream.length",
    MUST,
    basis="schema",
    on=CHAT,
    only="cut",
    breaks="clients take an answer that was cut for a whole one",
)
def test_a_cut_answer_says_so(stream, bare):
    """A choice that the limit cuts finishes with `length`."""
    assert passing_for_whole(stream, bare) == []


@requirement(
    "chat.stream.not-silent",
    SHOULD,
    basis="observed",
    on=CHAT,
    only="plain",
    breaks="users watch an answer that never begins, and agents take it for one that is done",
)
def test_a_plain_question_is_answered_with_something_in_a_stream(stream):
    """The stream that answers a plain question, where nothing cuts it short, says something."""
    assert nothing_said(stream) == []


@requirement(
    "chat.stream.events",
    MUST,
    basis="schema",
    on=CHAT,
    owns="@events",
    breaks="the official SDKs yield no chunk at all and raise nothing: the answer looks empty",
    shows="stream",
)
def test_a_stream_holds_events(stream):
    """A streamed chat is a sequence of server-sent events."""
    assert stream.eventless == []


@requirement(
    "chat.stream.json",
    MUST,
    basis="schema",
    on=CHAT,
    owns="@json",
    breaks="the official SDKs raise a decoding error in the middle of the answer",
)
def test_every_event_is_one_json_object(stream):
    """Every event but the terminator carries exactly one JSON object."""
    assert stream.unreadable == []


# RFC 9112, 8: a body in chunks is incomplete until its last chunk, which is empty, has come.
@requirement(
    "chat.stream.closes",
    MUST,
    basis="rfc",
    on=CHAT,
    breaks="clients that read the body to its end hang, or raise for an incomplete message",
)
def test_the_body_ends_after_done(stream):
    """The body of a streamed chat is complete once `data: [DONE]` has come."""
    assert stream.ending == 200


@requirement(
    "chat.stream.object",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/object",
    breaks="the official Python SDK's stream helper drops the chunk; decoders by `object` reject it",
)
def test_every_chunk_says_it_is_one(stream):
    """Every chunk has `object: "chat.completion.chunk"`."""
    assert stream.problems("/object") == []


@requirement(
    "chat.stream.schema",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="typed clients fail to decode the chunk",
)
def test_the_rest_of_every_chunk_keeps_the_contract(stream):
    """Whatever else a chunk holds keeps the contract."""
    assert stream.residue() == []


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
    "chat.stream.finished",
    MUST,
    basis="sdk",
    on=CHAT,
    when=text_only,
    owns="@finish",
    breaks="the official Node SDK's stream helper raises `missing finish_reason for choice 0`",
    at_end=True,
)
def test_every_choice_finishes(stream):
    """Every choice is given a `finish_reason` before the stream ends."""
    assert unfinished(stream) == []


@requirement(
    "chat.stream.empty-choices-last",
    SHOULD,
    basis="schema",
    on=CHAT,
    breaks="clients that read `choices[0]` of every chunk that may have one raise IndexError",
)
def test_only_chunks_after_the_finish_have_no_choice(stream):
    """Chunks with empty `choices` follow the finish of every choice."""
    assert empty_before_finish(stream) == []


LETTER = {"role": "user", "content": "Write a long letter that nobody will read to its end."}


@conversation()
def after_hanging_up(target, bare):
    """A stream left in the middle, and a request after it that was answered before."""
    target.capabilities.require("chat-stream")
    bare.require_status()
    body = target.body(CHAT, stream=True, messages=[LETTER])
    left = Stream(target.provoke(CHAT, body, stop_after=has_begun))
    left.require_begun()  # or there was nothing to hang up on
    return left, Reply(target.ask(CHAT))


# RFC 9112, 9.5: a client may close its connection at any time; servers watch for that, and free what it held.
@requirement(
    "chat.stream.hang-up",
    MUST,
    basis="rfc",
    breaks="one user who presses stop takes the server from all others",
)
def test_a_client_may_hang_up(after_hanging_up):
    """A request is answered with status 200 after a client has left a stream in the middle."""
    _, reply = after_hanging_up
    assert reply.outcome == 200


@requirement(
    "chat.stream.unnamed-events",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="handlers for unnamed events, as those of EventSource are by default, are never called",
)
def test_chunks_are_unnamed_events(stream):
    """The events of a streamed chat have no name."""
    assert named_events(stream) == []

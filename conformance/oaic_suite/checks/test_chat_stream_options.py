"""What a streamed chat owes to what it was asked: only then, as much, and in the same words."""

from oaic_suite.checks.conversations import WIDE, granted
from oaic_suite.choices import finish_reasons, text, texts
from oaic_suite.conversation import conversation
from oaic_suite.located import failing, unlike
from oaic_suite.place import ABSENT
from oaic_suite.reply import Reply
from oaic_suite.requirement import requirement
from oaic_suite.stream import Stream
from oaic_suite.verdict import MUST, SHOULD, NotEstablished

CHAT = "createChatCompletion"
TO_REPEAT = f"Repeat this line and say nothing else: one two three four {WIDE} five six seven eight"
ASKED_PLAIN = {"absent": {}, "false": {"stream": False}, "null": {"stream": None}}
NO_OPTIONS = {"null": None, "empty": {}, "no-usage": {"include_usage": False}}
UNPADDED = {"include_obfuscation": False}
EITHER = {"accept": "text/event-stream, application/json"}


@conversation("reply", ASKED_PLAIN)
def plain_to_a_listener(target, variant):
    """A plain request by a client that could read a stream as well."""
    target.capabilities.require("chat-stream")
    return target.provoke(CHAT, target.chat_body(**variant), headers=EITHER)


@conversation("stream", NO_OPTIONS)
def stream_without_options(target, bare_stream, variant):
    """The options of a stream, given and saying nothing."""
    _ = bare_stream.complete
    return target.chat(stream=True, stream_options=variant)


@conversation("stream")
def unpadded_stream(target, bare_stream):
    """A stream without padding, from a server that knows of padding or does not mind."""
    _ = bare_stream.complete
    return granted(target.chat(stream=True, stream_options=UNPADDED), ("stream_options", *UNPADDED))


@conversation()
def echoes(target):
    """The same request twice answered whole and twice in a stream, for an answer that can be told in advance."""
    target.capabilities.require("chat-stream")
    question = {"messages": [{"role": "user", "content": TO_REPEAT}]}
    plain = [Reply(target.chat(**question)) for _ in range(2)]
    return plain, [Stream(target.chat(stream=True, **question)) for _ in range(2)]


@conversation()
def halted(target, echoes):
    """What was said of an answer with a stop sequence from its middle, and what should have been."""
    target.capabilities.require("chat-stop")
    whole = repeated(echoes)
    stop = " ".join(whole.split()[2:4])
    before = whole.partition(stop)[0] if stop else ""
    if not before.strip():
        raise NotEstablished("the answer has no two words to stop at")
    question = {"messages": [{"role": "user", "content": TO_REPEAT}], "stop": [stop]}
    return Stream(target.chat(stream=True, **question)), before


def repeated(echoes):
    """What the streamed answers say, where the model repeats itself."""
    plain, streamed = echoes
    said = {reply.text for reply in plain}
    heard = {text(stream) for stream in streamed}
    if len(said) > 1 or len(heard) > 1:
        raise NotEstablished("the model does not repeat itself")
    return heard.pop()


def beyond(halted):
    """What a stream says beyond what it may; that the model began otherwise settles nothing."""
    stream, before = halted
    said = texts(stream).get(0, "")
    if not said.startswith(before.rstrip()):
        raise NotEstablished("the model does not repeat itself")
    return said.removeprefix(before.rstrip()).strip()


# --- only when asked ---------------------------------------------------------------------------------


@requirement(
    "chat.stream.only-when-asked",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="clients with a generic Accept header fail to decode the answer",
)
def test_a_stream_comes_only_when_asked_for(plain_to_a_listener):
    """Without `stream: true` the answer is no event stream, even where the `Accept` header would take one."""
    assert plain_to_a_listener.media_type != "text/event-stream"


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


# --- the same words ----------------------------------------------------------------------------------


@requirement(
    "chat.stream.same-text",
    SHOULD,
    basis="observed",
    breaks="the streamed answer lacks characters or words the plain one has",
)
def test_a_stream_says_what_a_plain_answer_says(echoes):
    """A model that repeats itself says the same in a stream as in a plain answer."""
    plain, _ = echoes
    assert repeated(echoes) == plain[0].text


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


def unbroken(content):
    return not any(c == "\ufffd" or "\ud800" <= c <= "\udfff" for c in content or "")


# --- the limit and the stop --------------------------------------------------------------------------


@requirement(
    "chat.stream.length",
    MUST,
    basis="schema",
    on=CHAT,
    only="cut",
    breaks="clients take an answer that was cut for a whole one",
)
def test_a_cut_answer_says_so(stream):
    """A choice that the limit cuts finishes with `length`."""
    assert unlike(finish_reasons(stream), (), "length") == []


@requirement(
    "chat.stream.stop",
    MUST,
    basis="schema",
    breaks="agents that stop the model before it speaks for the tool run into what it made up",
)
def test_nothing_of_the_stop_sequence_comes(halted):
    """A stream stops before the stop sequence; nothing of it comes."""
    assert beyond(halted) == ""

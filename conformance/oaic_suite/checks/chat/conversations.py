"""Chat as the checks read it: one plain and one streamed answer for each shape of request."""

from typing import Any

from oaic_suite.asking.survey.capability import declines
from oaic_suite.checks.chat.surface import CHAT, LIMITS
from oaic_suite.checks.tools.conversations.requests import CALLING
from oaic_suite.evidence.ownership import matches
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.judging.conversation import conversation

GREETING = {"role": "user", "content": "Say hello."}
LONG_ANSWER = {"role": "user", "content": "Write the numbers from one to two hundred as words, and nothing else."}
POLITE = {"role": "system", "content": "You are a polite host."}
WIDE = "né één Ж 日本語 한국어 🦜 👩‍👩‍👧 été"  # characters of one to four bytes, and several that are one sign

TO_REPEAT = {"messages": [{"role": "user", "content": f"Repeat this line and say nothing else: {WIDE}"}]}
WEIGHED = {"logprobs": True, "top_logprobs": 2, **TO_REPEAT}
SHAPES = {
    "plain": {},
    "cut": {"messages": [LONG_ANSWER], "max_tokens": 5},
    "two": {"n": 2},
    "logprobs": WEIGHED,
    "logprobs-alone": {"logprobs": True},
    "calling": CALLING,
}
# The same greeting with something more said, each by one more kind of message or part.
MESSAGE_KINDS: dict[str, list[dict[str, Any]]] = {
    "system": [POLITE, GREETING],
    "developer": [{"role": "developer", "content": "You are a polite host."}, GREETING],
    "history": [
        {"role": "user", "content": "My name is Ada."},
        {"role": "assistant", "content": "Good to know, Ada."},
        GREETING,
    ],
    "parts": [
        {
            "role": "user",
            "content": [{"type": "text", "text": "Say hello."}, {"type": "text", "text": "Be brief about it."}],
        }
    ],
    "instructions-in-parts": [
        {"role": "system", "content": [{"type": "text", "text": "You are a polite host."}]},
        GREETING,
    ],
}
NEEDS = {
    "n": "chat-n",
    "logprobs": "chat-logprobs",
    "stop": "chat-stop",
    "stream_options": "chat-stream-usage",
    "tools": "tools",
}
NEEDED = ("role", "content", "tool_calls")  # members of a message, to go on from it
USAGE = {"stream_options": {"include_usage": True}}
PREDICTABLE = {
    "messages": [
        {"role": "user", "content": "Repeat this line and say nothing else: one two three four five six seven eight"}
    ],
    "temperature": 0,
}
# Members that only tune or label, of chats and completions alike; whatever comes of them, a server takes them.
TUNED = {
    "temperature": {"temperature": 0},
    "top-p": {"top_p": 0.5},
    "frequency-penalty": {"frequency_penalty": 0.5},
    "presence-penalty": {"presence_penalty": 0.5},
    "logit-bias": {"logit_bias": {}},
    "seed": {"seed": 7},
    "stream": {"stream": False},
    "user": {"user": "ada"},
}
TWO_CUT = {"n": 2, "messages": [LONG_ANSWER], "max_tokens": 5}
STREAM_SHAPES = {
    "plain": {},
    "usage": USAGE,
    "cut": {"messages": [LONG_ANSWER], "max_tokens": 5},
    "cut-usage": {"messages": [LONG_ANSWER], "max_tokens": 5, **USAGE},
    "two": {"n": 2},
    "logprobs": WEIGHED,
    "calling": CALLING,
    "wide": TO_REPEAT,
}


@conversation("reply", control=True)
def bare(target):
    """The smallest valid request: whatever is added to it is judged only where this one is answered."""
    target.capabilities.require("chat")
    return target.ask(CHAT)


@conversation("stream", control=True)
def bare_stream(target):
    """The smallest request for a stream: whatever is added to it is judged only where this one is answered."""
    target.capabilities.require("chat-stream")
    return target.ask(CHAT, stream=True)


@conversation()
def two_replies(target, bare):
    """Two answers to the same request."""
    bare.require_status()
    return [bare, Reply(target.ask(CHAT))]


@conversation()
def predictable_replies(target):
    """The same request twice, for an answer that can be told in advance."""
    target.capabilities.require("chat")
    return [Reply(target.ask(CHAT, **PREDICTABLE)), Reply(target.ask(CHAT, **PREDICTABLE))]


@conversation("reply", SHAPES)
def reply(target, variant):
    require(target, variant)
    return target.ask(CHAT, **with_limit_name(target, variant))


@conversation("reply", MESSAGE_KINDS)
def reply_by_message_kind(target, bare, variant):
    bare.require_status()
    return target.ask(CHAT, messages=variant)


@conversation("reply", control=True)
def reply_to_history(target, bare):
    """Instructions and an earlier turn: other histories are judged only where this plain one is answered."""
    bare.require_status()
    return target.ask(CHAT, messages=[POLITE, *MESSAGE_KINDS["history"]])


@conversation("stream", STREAM_SHAPES)
def stream(target, variant):
    target.capabilities.require("chat-stream")
    require(target, variant)
    return target.ask(CHAT, stream=True, **with_limit_name(target, variant))


def with_limit_name(target, members):
    """The same members with the limit as the model takes it."""
    return {target.limit_name if name in LIMITS else name: value for name, value in members.items()}


def granted(exchange, members):
    """An answer, unless it honestly refuses what a server may do without."""
    if declines(exchange, members):
        raise NotApplicable(f"the server has no {' or '.join(members)}: it is refused with {exchange.status}")
    return exchange


def with_format(members):
    """Members, and the format that one of them asks for: an honest refusal may name that alone."""
    return (*members, *(value for name, value in members.items() if name.endswith("_format")))


def require(target, members):
    target.capabilities.require("chat")
    target.capabilities.require_for(members, NEEDS)


def sound_message(reply):
    """The message of an answer, to be sent back as it came; not established where the contract is against it.

    An optional member that it lacks, or that is null, is no reason not to try: clients send it back all the same.
    """
    for wrong in reply.problems("/choices/*/message/**"):
        if not may_be_lacking(reply, wrong):
            blame = reply.owner(wrong.place.pointer)
            raise NotEstablished(
                f"the message itself is wrong: expected {wrong.expected}, found {wrong.observed}", blame
            )
    return reply.at("choices", 0, "message")


def may_be_lacking(reply, wrong):
    """Whether something wrong with a message is that an optional member is null, or is not there."""
    member = wrong.place.pointer.rpartition("/")
    optional = matches(member[0], "/choices/*/message") and member[2] not in NEEDED
    return optional and all(found.value is None for found in reply.wherever(wrong.place.pointer))


TOKEN = "5000"  # an ordinary piece of text in the vocabularies in use, whatever it spells

"""Chat as the checks read it: one plain and one streamed answer for each shape of request."""

from oaic_suite.conversation import conversation
from oaic_suite.reply import Reply

GREETING = {"role": "user", "content": "Say hello."}
LONG_ANSWER = {"role": "user", "content": "Write the numbers from one to two hundred as words, and nothing else."}

SHAPES = {
    "plain": {},
    "cut": {"messages": [LONG_ANSWER], "max_tokens": 5},
    "two": {"n": 2},
    "logprobs": {"logprobs": True, "top_logprobs": 2},
    "logprobs-alone": {"logprobs": True},
}
# The same greeting with something more said, each by one more kind of message or part.
CONVERSED = {
    "system": [{"role": "system", "content": "You are a polite host."}, GREETING],
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
NEEDS = {"n": "chat-n", "logprobs": "chat-logprobs", "stop": "chat-stop"}
STREAM_SHAPES = {
    "plain": {},
    "usage": {"stream_options": {"include_usage": True}},
    "cut": {"max_tokens": 1},
    "two": {"n": 2},
    "logprobs": {"logprobs": True, "top_logprobs": 2},
}


@conversation("reply")
def bare(target):
    """The smallest valid request: what is asked besides is judged only where this one is answered."""
    target.capabilities.require("chat")
    return target.chat()


@conversation()
def twins(target, bare):
    """Two answers to the same request."""
    bare.require_status()
    return [bare, Reply(target.chat())]


@conversation("reply", SHAPES)
def reply(target, variant):
    require(target, variant)
    return target.chat(**variant)


@conversation("reply", CONVERSED)
def conversed(target, bare, variant):
    bare.require_status()
    return target.chat(messages=variant)


@conversation("stream", STREAM_SHAPES)
def stream(target, variant):
    target.capabilities.require("chat-stream")
    require(target, variant)
    return target.chat(stream=True, **variant)


def require(target, members):
    target.capabilities.require("chat")
    for name in members:
        if name in NEEDS:
            target.capabilities.require(NEEDS[name])

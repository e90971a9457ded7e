"""Chat as the checks read it: one plain and one streamed answer for each shape of request."""

from oaic_suite.conversation import conversation

SHAPES = {
    "plain": {},
    "cut": {"max_tokens": 1},
    "two": {"n": 2},
    "logprobs": {"logprobs": True, "top_logprobs": 2},
    "stop": {"stop": ["\u2603"]},
}
NEEDS = {"n": "chat-n", "logprobs": "chat-logprobs", "stop": "chat-stop"}
STREAM_SHAPES = {
    "plain": {},
    "usage": {"stream_options": {"include_usage": True}},
    "cut": {"max_tokens": 1},
    "two": {"n": 2},
    "logprobs": {"logprobs": True, "top_logprobs": 2},
}


@conversation("reply", SHAPES)
def reply(target, variant):
    require(target, variant)
    return target.chat(**variant)


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

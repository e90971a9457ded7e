"""Prompts continued in a stream: what several files of checks read."""

from oaic_suite.checks.chat.conversations import USAGE
from oaic_suite.checks.completions.conversations import COUNTING
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.judging.conversation import conversation

SHAPES = {
    "plain": {},
    "cut": {"max_tokens": 1},
    "two": {"n": 2},
    "texts": {"prompt": ["Once upon a time", "Fifteen men on the dead man's chest"]},
    "echo": {"echo": True},
    "logprobs": {"logprobs": 1},
    "logprobs-echo": {"logprobs": 1, "echo": True},
    "usage": USAGE,
    "short": USAGE | {"prompt": COUNTING, "max_tokens": 1},
}
NEEDS = {
    "n": "completions-n",
    "echo": "completions-echo",
    "logprobs": "completions-logprobs",
    "stream_options": "completions-stream-usage",
}


@conversation("stream", SHAPES)
def continuation(target, variant):
    target.capabilities.require("completions-stream")
    for name in variant:
        target.capabilities.require(NEEDS.get(name, "completions"))
    return target.ask(COMPLETION, stream=True, **variant)

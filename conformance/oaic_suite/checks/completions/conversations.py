"""Prompts continued: what several files of checks read."""

from oaic_suite.checks.chat.readings import prompts
from oaic_suite.checks.chat.readings.scripts import SCRIPTS
from oaic_suite.checks.chat.readings.usage import count
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation

TALE, SONG = "Once upon a time", "Fifteen men on the dead man's chest"
IN_SCRIPTS = " ".join(SCRIPTS.values())
COUNTING = " ".join(["one two three four five six seven eight nine ten"] * 2)

SHAPES = {
    "plain": {},
    "cut": {"prompt": COUNTING, "max_tokens": 1},
    "two": {"n": 2},
    "best": {"best_of": 2},
    "suffix": {"suffix": " And so the story ends."},
    "texts": {"prompt": [TALE, SONG]},
    "texts-by-two": {"prompt": [TALE, SONG], "n": 2},
    "tokens": {"prompt": [100, 201, 301]},
    "token-lists": {"prompt": [[100, 201], [301]]},
    "echo": {"echo": True},
    "texts-echo": {"prompt": [TALE, SONG], "echo": True},
    "texts-echo-by-two": {"prompt": [TALE, SONG], "echo": True, "n": 2},
    "scripts": {"prompt": IN_SCRIPTS},
    "scripts-echo": {"prompt": IN_SCRIPTS, "echo": True},
}
NEEDS = {
    "n": "completions-n",
    "best_of": "completions-best-of",
    "suffix": "completions-suffix",
    "echo": "completions-echo",
}


@conversation("reply")
def bare_completion(target):
    """The smallest valid request: whatever is added to it is judged only where this one is answered."""
    target.capabilities.require("completions")
    return target.ask(COMPLETION)


@conversation("reply", SHAPES)
def completion(target, variant):
    require(target, variant)
    return target.ask(COMPLETION, **variant)


def require(target, members):
    target.capabilities.require("completions")
    target.capabilities.require_for(members, NEEDS)


def has_ids(body):
    return prompts.are_ids(body.get("prompt"))


def is_many_texts(body):
    return isinstance(body.get("prompt"), list) and not has_ids(body)


def is_one_text(body):
    return not is_many_texts(body) and not has_ids(body)


def said(reply: Reply) -> int:
    """The tokens of an answer; the service leaves the count out where there are none."""
    count(reply, "total_tokens")
    tokens = reply.get("usage", "completion_tokens")
    if tokens is ABSENT:
        return 0
    if type(tokens) is not int:
        raise NotEstablished("completion_tokens is no integer", reply.owner("/usage/completion_tokens"))
    return tokens

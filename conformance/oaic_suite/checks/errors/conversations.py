"""Requests that must be refused, each for one reason; next to each stands one that was answered."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.checks.chat.surface import CHAT, LIMITS
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.judging.conversation import conversation


@dataclass(frozen=True)
class Case:
    name: str
    spoil: Callable[[Any], Any]  # makes of a valid body one that is not
    members: Mapping[str, Any] = field(default_factory=dict)  # of the valid body
    headers: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()

    def streamed(self):
        return replace(self, name=f"{self.name}-streamed", members={"stream": True}, needs=(*self.needs, "chat-stream"))


def without(name):
    return lambda body: {known: value for known, value in body.items() if known != name}


def having(**members):
    return lambda body: body | members


def saying(*messages):
    return having(messages=list(messages))


def limited(limit):
    return lambda body: {name: limit if name in LIMITS else value for name, value in body.items()}


def cut_short(body):
    return json.dumps(body)[:-1].encode()


def cases(*each):
    return {case.name: case for case in each}


UNREADABLE = (
    Case("malformed-json", cut_short),
    Case("not-an-object", lambda body: [body]),
)
# No name begins with another: `only` selects a case by the beginning of its name, streamed or not.
INVALID = (
    Case("missing-messages", without("messages")),
    Case("missing-model", without("model")),
    Case("missing-role", saying({"content": "Say hello."})),
    Case("missing-content", saying({"role": "user"})),
    Case("empty-messages", saying()),
    Case("wrong-type-messages", having(messages="Say hello.")),
    Case("wrong-type-null-messages", having(messages=None)),
    Case("wrong-type-entry", saying("Say hello.")),
    Case("wrong-type-content", saying({"role": "user", "content": 7})),
    Case("wrong-type-model", having(model=7)),
    Case("wrong-type-limit", limited("many")),
    Case("wrong-type-temperature", having(temperature="hot")),
    Case("wrong-type-stop", having(stop=7)),
    Case("unknown-role", saying({"role": "parrot", "content": "Say hello."})),
    Case("unknown-part", saying({"role": "user", "content": [{"type": "smell", "smell": "of hay"}]})),
    Case("out-of-range-temperature", having(temperature=-1)),
    Case("out-of-range-top-p", having(top_p=-1)),
    Case("out-of-range-n", having(n=0)),
    Case("out-of-range-logprobs", having(logprobs=True, top_logprobs=99), needs=("chat-logprobs",)),
    Case("unknown-model", having(model=UNKNOWN_MODEL)),
)
ABOUT_STREAMS = (
    Case("wrong-type-streaming", having(stream="yes")),
    Case("wrong-type-options", having(stream=True, stream_options="yes"), needs=("chat-stream",)),
)
CASES = cases(*UNREADABLE, *INVALID, *ABOUT_STREAMS, *(case.streamed() for case in INVALID))

# What servers are often lenient about: asked by itself, so that leniency leaves nothing else unsettled.
QUESTIONABLE = cases(
    Case("stray-stream-options", having(stream_options={"include_usage": True})),
    Case("stray-top-logprobs", having(top_logprobs=2), needs=("chat-logprobs",)),
    Case("stray-member", having(no_such_option_6f1d2c=1)),
    Case("negative-limit", limited(-1)),
    Case("wrong-media-type", having(), headers={"content-type": "text/plain"}),
)


# A server that ignores what is wrong with them has no limit left, or answers without end.
WEDGES = tuple(name for name in CASES if name.startswith(("wrong-type-limit", "out-of-range-n")))


@conversation("refusal", CASES, last=WEDGES)
def refusal(target, bare, variant):
    return spoiled(target, bare, variant)


@conversation("refusal", QUESTIONABLE, last=["negative-limit"])
def doubtful_request(target, bare, variant):
    return spoiled(target, bare, variant)


def spoiled(target, bare, case):
    bare.require_status()
    for capability in case.needs:
        target.capabilities.require(capability)
    exchange = target.provoke(CHAT, case.spoil(target.body(CHAT, **case.members)), headers=case.headers)
    return Refusal(exchange, case=case.name)

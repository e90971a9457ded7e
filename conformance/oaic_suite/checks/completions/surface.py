"""Legacy completions, asked for."""

from oaic_suite.asking.surface import Plain, Probe, Surface
from oaic_suite.checks.chat.surface import STOP_LIST, STOP_TEXT, USAGE

COMPLETION = "createCompletion"


def in_completion(members, **more):
    """A capability that a completion shows, where completions are given at all."""
    return Probe(COMPLETION, members, **{"needs": "completions"} | more)


SURFACE = Surface(
    "completions",
    profile="completions",
    plain=(
        Plain(
            COMPLETION,
            {"prompt": "Once upon a time"},
            ("max_tokens",),
            doings=("completions.plain", "completions.stream"),
        ),
    ),
    models=("instruct", "davinci", "babbage"),
    probes={
        "completions": Probe(COMPLETION),
        "completions-stream": in_completion({"stream": True}, called=("streaming",)),
        "completions-stream-usage": in_completion(USAGE, needs="completions-stream"),
        "completions-n": in_completion({"n": 2}, called=("choice", "candidate")),
        "completions-best-of": in_completion({"best_of": 2}),
        "completions-stop": in_completion(STOP_LIST, otherwise=STOP_TEXT),
        "completions-echo": in_completion({"echo": True}),
        "completions-suffix": in_completion(
            {"suffix": " The end."}, called=("infill", "insertion", "fill-in-the-middle")
        ),
        "completions-logprobs": in_completion({"logprobs": 1}, called=("log probability", "log probabilities")),
    },
)

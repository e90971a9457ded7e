"""Tokens, asked for in the words of both dialects at once: a convention, which a server need not follow."""

from oaic_suite.asking.surface import Plain, Probe, Surface

TOKENIZING, DETOKENIZING = "tokenizeText", "detokenizeTokens"
TEXT = "A parrot on a ship."

SURFACE = Surface(
    "tokenize",
    profile="tokenize",
    plain=(Plain(TOKENIZING, {"prompt": TEXT, "content": TEXT}), Plain(DETOKENIZING, {"tokens": [1, 2, 3]})),
    probes={
        "tokenize": Probe(TOKENIZING, marks="tokens"),
        "detokenize": Probe(DETOKENIZING, needs="tokenize"),
    },
)

"""Texts embedded: what several files of checks read."""

from oaic_suite.checks.chat.readings.scripts import SCRIPTS
from oaic_suite.checks.embeddings.surface import EMBEDDINGS
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation

PARROT, SHIP = "A parrot sat in the rigging.", "Our ship sails at dawn."

SHAPES = {
    "text": {},
    "float": {"encoding_format": "float"},
    "base64": {"encoding_format": "base64"},
    "texts": {"input": [PARROT, SHIP, PARROT]},
    "texts-base64": {"input": [PARROT, SHIP], "encoding_format": "base64"},
    "tokens": {"input": [100, 201, 301]},
    "token-lists": {"input": [[100, 201], [301]]},
    "scripts": {"input": list(SCRIPTS.values()), "encoding_format": "float"},
}


@conversation("reply", SHAPES)
def embedding(target, variant):
    target.capabilities.require("embeddings")
    return target.ask(EMBEDDINGS, **variant)


@conversation()
def texts_alone(target):
    """Each text by itself, and the first of them once more."""
    target.capabilities.require("embeddings")
    return [Reply(target.ask(EMBEDDINGS, input=text, encoding_format="float")) for text in (PARROT, SHIP, PARROT)]

"""Pictures asked for: what several files of checks read. Each costs a server something, so there are few."""

from oaic_suite.checks.chat.conversations import granted, with_format
from oaic_suite.checks.images.surface import EDIT, GENERATION, IN_BASE64
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation

SHAPES = {
    "plain": {},
    "base64": IN_BASE64,
    "address": {"response_format": "url"},
    "two": {"n": 2},
    "sized": {"size": "1024x1024"},
    "webp": {"output_format": "webp"},
}
STREAMS = {"plain": {}, "partial": {"partial_images": 2}}


@conversation(control=True)
def picture(target):
    """What is asked in the plainest way, beside which other requests are judged."""
    target.capabilities.require("images")
    return Reply(target.ask(GENERATION))


@conversation(control=True)
def edited_picture(target):
    target.capabilities.require("image-edits")
    return Reply(target.ask(EDIT))


@conversation("reply", SHAPES)
def pictures(target, variant):
    """Pictures of the same thing, in one way or another; some ways a server may do without."""
    target.capabilities.require("images")
    return granted(target.ask(GENERATION, **visibly(target, variant)), with_format(variant))


@conversation("stream", STREAMS)
def picture_stream(target, variant):
    """A picture that is told as it comes to be."""
    target.capabilities.require("images-stream")
    return granted(target.ask(GENERATION, stream=True, **variant), with_format(variant))


def visibly(target, members):
    """The same in base64, where the server takes that wish: what stands in an answer can be looked at."""
    return (IN_BASE64 if members and target.capabilities.has("images-base64") else {}) | members

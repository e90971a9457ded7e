"""Files that several checks ask about: two that are kept, and one that is no text."""

from importlib import resources

from oaic_suite.asking.form import Attachment
from oaic_suite.checks.files.surface import CREATE, FOR, LINE
from oaic_suite.judging.conversation import conversation

NAMES = ("first.jsonl", "second.jsonl")
CONTENT = LINE + '{"custom_id": "grüße"}\r\n\n'.encode()  # no server may mend its ends of lines
PICTURE = resources.files("oaic_suite.checks.chat").joinpath("samples", "square.png").read_bytes()


@conversation("reply", control=True)
def kept_file(target):
    """A file that the server is to keep."""
    target.capabilities.require("files")
    return target.ask(CREATE, file=Attachment(NAMES[0], CONTENT), purpose=FOR)


@conversation("reply", control=True)
def later_file(target, kept_file):
    """Another, after it."""
    kept_file.require_status()
    return target.ask(CREATE, file=Attachment(NAMES[1], LINE), purpose=FOR)


@conversation("reply", control=True)
def kept_picture(target, kept_file):
    """A file that is no text, for a purpose that takes one."""
    kept_file.require_status()
    target.capabilities.require("files-pictures")
    return target.ask(CREATE, file=Attachment("square.png", PICTURE, "image/png"), purpose="vision")

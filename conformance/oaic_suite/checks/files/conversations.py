"""Files that several checks ask about: two that are kept, and one that is no text."""

import time
from importlib import resources

from oaic_suite.asking.form import Attachment
from oaic_suite.checks.files.surface import CREATE, FOR, LINE
from oaic_suite.judging.conversation import conversation

NAMES = ("first.jsonl", "second.jsonl")
LETTERS = "grüße-挨拶.jsonl"
CONTENT = LINE + LINE.replace(b"greeting", "grüße".encode()).replace(b"\n", b"\r\n")  # no server may mend its ends
A_SECOND = 1.1  # dates are whole seconds: what is kept so long apart has an order
PICTURE = resources.files("oaic_suite.checks.chat").joinpath("samples", "square.png").read_bytes()


@conversation("reply", control=True)
def kept_file(target):
    """A file that the server is to keep; the next one is sent in a later second."""
    target.capabilities.require("files")
    kept = target.ask(CREATE, file=Attachment(NAMES[0], CONTENT), purpose=FOR)
    time.sleep(A_SECOND)
    return kept


@conversation("reply")
def lettered_file(target, kept_file):
    """One whose name has letters beyond ASCII."""
    kept_file.require_status()
    return target.ask(CREATE, file=Attachment(LETTERS, LINE), purpose=FOR)


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

"""An upload that becomes a file: its second part comes first."""

from oaic_suite.asking.form import Attachment
from oaic_suite.checks.files.surface import LINE
from oaic_suite.checks.uploads.surface import ADD, ANNOUNCED, BEGIN, COMPLETE
from oaic_suite.judging.conversation import conversation

HEAD, TAIL = LINE[:50], LINE[50:]


def part(content):
    return Attachment("upload", content)


@conversation("reply", control=True)
def begun_upload(target):
    """An upload of a file in two parts."""
    target.capabilities.require("uploads")
    return target.ask(BEGIN, **ANNOUNCED)


@conversation("reply", control=True)
def tail_part(target, begun_upload):
    """The second part, which comes first."""
    target.capabilities.require("uploads-added-to")
    return target.ask(ADD, upload_id=begun_upload.id_at("id"), data=part(TAIL))


@conversation("reply", control=True)
def head_part(target, begun_upload, tail_part):
    """The first part."""
    tail_part.require_status()
    return target.ask(ADD, upload_id=begun_upload.id_at("id"), data=part(HEAD))


@conversation("reply")
def completed_upload(target, begun_upload, head_part, tail_part):
    """The file, whole."""
    target.capabilities.require("uploads-completed")
    part_ids = [head_part.id_at("id"), tail_part.id_at("id")]
    return target.ask(COMPLETE, upload_id=begun_upload.id_at("id"), part_ids=part_ids)

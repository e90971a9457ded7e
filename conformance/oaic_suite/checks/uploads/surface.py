"""Uploads, asked for: begun, added to, made whole, given up."""

from oaic_suite.asking.form import Attachment
from oaic_suite.asking.surface import Keeping, Maker, Plain, Probe, Surface
from oaic_suite.checks.files.surface import DELETE, FOR, LINE

BEGIN, ADD, COMPLETE, CANCEL = "createUpload", "addUploadPart", "completeUpload", "cancelUpload"
ANNOUNCED = {"filename": "parts.jsonl", "purpose": FOR, "mime_type": "application/jsonl", "bytes": len(LINE)}
SOME = Maker(BEGIN, ANNOUNCED)
PART = {"data": Attachment("upload", LINE)}  # as the official SDKs call a part


def of_one(operation, called, body=None, **more):
    return Plain(operation, body, of_a_model=False, called=called, made_by=SOME, **more)


def where_there_are_some(operation):
    """What is asked of an upload, where there are any."""
    return Probe(operation, needs="uploads")


SURFACE = Surface(
    "uploads",
    profile="uploads",
    plain=(
        Plain(BEGIN, ANNOUNCED, of_a_model=False),
        of_one(ADD, "upload-part", PART),
        of_one(COMPLETE, "upload-completion", {"part_ids": []}, gathers={"part_ids": ADD}),
        of_one(CANCEL, "upload-cancelling"),
    ),
    probes={
        "uploads": Probe(BEGIN, needs="files", called=("upload", "uploads")),
        "uploads-added-to": where_there_are_some(ADD),
        "uploads-completed": where_there_are_some(COMPLETE),
        "uploads-cancelled": where_there_are_some(CANCEL),
    },
    keeps=(
        Keeping(BEGIN, CANCEL, over=("completed", "cancelled", "expired")),
        Keeping(COMPLETE, DELETE, at=("file", "id")),
    ),
)

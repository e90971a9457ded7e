"""Batches, asked for: made from a file, listed, looked at, cancelled."""

from oaic_suite.asking.form import Attachment
from oaic_suite.asking.surface import Keeping, Maker, Plain, Probe, Surface
from oaic_suite.checks.files import surface as files

CREATE, LIST, RETRIEVE, CANCEL = "createBatch", "listBatches", "retrieveBatch", "cancelBatch"
OVER = ("completed", "failed", "expired", "cancelled")
CHATS = {"endpoint": "/v1/chat/completions", "completion_window": "24h"}
# What only asks whether there are batches costs nobody anything: no model is called so.
LINES = Maker(
    files.CREATE, {"file": Attachment("unasked.jsonl", files.LINE), "purpose": files.FOR}, goes_in="input_file_id"
)
SOME = Maker(CREATE)


def of_one(operation, called):
    return Plain(operation, of_a_model=False, called=called, made_by=SOME)


SURFACE = Surface(
    "batches",
    profile="batches",
    plain=(
        Plain(LIST, of_a_model=False, called="batch-list"),
        Plain(CREATE, {"input_file_id": "file-6f1d2c", **CHATS}, of_a_model=False, called="batch", made_by=LINES),
        of_one(RETRIEVE, "batch-described"),
        of_one(CANCEL, "batch-cancelling"),
    ),
    probes={
        "batches": Probe(LIST, needs="files", besides={"limit": 1}),
        "batches-made": Probe(CREATE, needs="batches"),
        "batches-described": Probe(RETRIEVE, needs="batches-made"),
        "batches-cancelled": Probe(CANCEL, needs="batches-made"),
    },
    keeps=(
        Keeping(CREATE, CANCEL, over=OVER),  # one that is not over when we leave goes on for a day, and is paid for
        *(
            Keeping(operation, files.DELETE, at=(member,))
            for operation in (RETRIEVE, CANCEL)
            for member in ("output_file_id", "error_file_id")
        ),
    ),
)

"""An upload that is begun, and parts that are added to it."""

from oaic_suite.checks.uploads.surface import ADD, BEGIN
from oaic_suite.evidence.located import repeated
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "uploads.beginning.status",
    MUST,
    basis="schema",
    on=BEGIN,
    owns="@outcome",
    breaks="files that are too large for one request cannot be sent at all",
)
def test_an_upload_is_begun(begun_upload):
    """An upload is begun with status 200."""
    assert begun_upload.outcome == 200


@requirement(
    "uploads.beginning.schema",
    MUST,
    basis="schema",
    on=BEGIN,
    breaks="clients have no id to send parts to, or fail to decode the upload",
)
def test_an_upload_keeps_the_contract(begun_upload):
    """An upload has `id`, `object`, `bytes`, `created_at`, `filename`, `purpose`, `status`, `expires_at`."""
    assert begun_upload.residue() == []


@requirement(
    "uploads.beginning.pending",
    SHOULD,
    basis="schema",
    on=BEGIN,
    breaks="clients that look at `status` send no parts",
)
def test_an_upload_begins_as_pending(begun_upload):
    """The `status` of an upload that was begun is `pending`."""
    assert begun_upload.at("status") == "pending"


@requirement(
    "uploads.beginning.part.status",
    MUST,
    basis="schema",
    on=ADD,
    owns="@outcome",
    breaks="`uploads.upload_file_chunked` of the official SDKs fails at the first part",
)
def test_a_part_is_added(tail_part):
    """A part is added with status 200."""
    assert tail_part.outcome == 200


@requirement(
    "uploads.beginning.part.schema",
    MUST,
    basis="schema",
    on=ADD,
    breaks="clients have no id to name the part by, or fail to decode it",
)
def test_a_part_keeps_the_contract(tail_part):
    """A part is described by its `id`, `object`, `created_at` and `upload_id`."""
    assert tail_part.residue() == []


@requirement(
    "uploads.beginning.own-id",
    MUST,
    basis="schema",
    breaks="one part stands twice in the file, and another not at all",
)
def test_every_part_has_its_own_id(tail_part, head_part):
    """No two parts of an upload have the same `id`."""
    assert repeated([part.sound("/id")[0] for part in (tail_part, head_part)], "an id of its own") == []


@requirement(
    "uploads.beginning.of-its-upload",
    SHOULD,
    basis="schema",
    breaks="clients that send several files at once put parts into the wrong one",
)
def test_a_part_is_of_its_upload(begun_upload, tail_part):
    """`upload_id` is the id of the upload that the part was added to."""
    assert tail_part.at("upload_id") == begun_upload.at("id")

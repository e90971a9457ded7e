"""An upload that becomes a file, or does not: what was announced did not come."""

from oaic_suite.checks.files.readings import require_given_back
from oaic_suite.checks.files.surface import FETCH, LINE
from oaic_suite.checks.uploads.conversations import part
from oaic_suite.checks.uploads.surface import ADD, ANNOUNCED, BEGIN, COMPLETE
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

MORE = len(LINE) + 1  # bytes than come


@conversation("bytes")
def uploaded_content(target, completed_upload, kept_file, file_content):
    """What the file holds, where other files come back as they were sent."""
    target.capabilities.require("files-fetched")
    require_given_back(kept_file, file_content)
    return target.ask(FETCH, file_id=completed_upload.id_at("file", "id"))


@conversation("refusal")
def part_after_completion(target, begun_upload, completed_upload):
    """A part that comes too late."""
    completed_upload.require_status()
    return target.ask(ADD, upload_id=begun_upload.id_at("id"), data=part(LINE))


@conversation("reply", control=True)
def short_upload(target, completed_upload):
    """An upload of more bytes than will come, beside one that became a file."""
    completed_upload.require_status()
    return target.ask(BEGIN, **{**ANNOUNCED, "bytes": MORE})


@conversation("reply", control=True)
def short_part(target, short_upload):
    """The bytes that come."""
    return target.ask(ADD, upload_id=short_upload.id_at("id"), data=part(LINE))


@conversation("refusal")
def short_completion(target, short_upload, short_part):
    """What would be made of them."""
    return target.ask(COMPLETE, upload_id=short_upload.id_at("id"), part_ids=[short_part.id_at("id")])


@requirement(
    "uploads.completion.status",
    MUST,
    basis="schema",
    on=COMPLETE,
    owns="@outcome",
    breaks="all parts were sent, and there is no file",
)
def test_an_upload_is_completed(completed_upload):
    """An upload all of whose parts are there is completed with status 200."""
    assert completed_upload.outcome == 200


@requirement(
    "uploads.completion.schema",
    MUST,
    basis="schema",
    on=COMPLETE,
    breaks="typed clients fail to decode the upload",
)
def test_a_completed_upload_keeps_the_contract(completed_upload):
    """An upload that was completed keeps the contract."""
    assert completed_upload.residue() == []


@requirement(
    "uploads.completion.completed",
    SHOULD,
    basis="schema",
    on=COMPLETE,
    breaks="clients that wait for `completed` wait for ever",
)
def test_a_completed_upload_says_so(completed_upload):
    """The `status` of an upload that was completed is `completed`."""
    assert completed_upload.at("status") == "completed"


@requirement(
    "uploads.completion.file",
    MUST,
    basis="schema",
    on=COMPLETE,
    owns="/file",
    breaks="`upload_file_chunked` gives no file: nobody learns its id",
)
def test_a_completed_upload_has_its_file(completed_upload):
    """An upload that was completed has its `file`, of as many bytes as were announced."""
    assert completed_upload.get("file", "bytes") == completed_upload.at("bytes")


@requirement(
    "uploads.completion.order",
    MUST,
    basis="schema",
    on=FETCH,
    only=OURS,
    breaks="the parts of a file stand in the order in which they happened to come",
)
def test_a_file_has_its_parts_in_the_order_of_their_ids(uploaded_content):
    """The file holds the parts in the order of `part_ids`, byte for byte."""
    assert uploaded_content.unlike(LINE) == []


@requirement(
    "uploads.completion.size",
    SHOULD,
    basis="observed",
    on=COMPLETE,
    only=OURS,
    owns="@outcome",
    breaks="a file that lacks its end is taken for whole",
)
def test_a_file_that_is_too_short_is_refused(short_completion):
    """An upload whose parts are not of the announced `bytes` together is not completed."""
    assert short_completion.accepted == []


@requirement(
    "uploads.completion.over",
    SHOULD,
    basis="observed",
    on=ADD,
    only=OURS,
    owns="@outcome",
    breaks="a part that comes too late is believed to be in the file",
)
def test_nothing_is_added_to_a_completed_upload(part_after_completion):
    """No part is added to an upload that was completed."""
    assert part_after_completion.accepted == []

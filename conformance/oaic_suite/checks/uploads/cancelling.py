"""An upload that is given up."""

from oaic_suite.checks.files.surface import LINE
from oaic_suite.checks.uploads.conversations import part
from oaic_suite.checks.uploads.surface import ADD, CANCEL
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@conversation("reply")
def cancelled_upload(target, short_upload, short_completion):
    """The upload that never became a file, given up."""
    short_completion.require_answer()
    target.capabilities.require("uploads-cancelled")
    return target.ask(CANCEL, upload_id=short_upload.id_at("id"))


@conversation("refusal")
def part_after_cancelling(target, short_upload, cancelled_upload):
    """A part that comes too late."""
    cancelled_upload.require_status()
    return target.ask(ADD, upload_id=short_upload.id_at("id"), data=part(LINE))


@requirement(
    "uploads.cancelling.status",
    MUST,
    basis="schema",
    on=CANCEL,
    owns="@outcome",
    breaks="parts that nobody wants are kept",
)
def test_an_upload_is_cancelled(cancelled_upload):
    """An upload that was not completed is cancelled with status 200."""
    assert cancelled_upload.outcome == 200


@requirement(
    "uploads.cancelling.schema",
    MUST,
    basis="schema",
    on=CANCEL,
    breaks="typed clients fail to decode the upload",
)
def test_a_cancelled_upload_keeps_the_contract(cancelled_upload):
    """An upload that was cancelled keeps the contract."""
    assert cancelled_upload.residue() == []


@requirement(
    "uploads.cancelling.cancelled",
    SHOULD,
    basis="schema",
    on=CANCEL,
    breaks="clients believe that it goes on",
)
def test_a_cancelled_upload_says_so(cancelled_upload):
    """The `status` of an upload that was cancelled is `cancelled`."""
    assert cancelled_upload.at("status") == "cancelled"


@requirement(
    "uploads.cancelling.over",
    SHOULD,
    basis="observed",
    on=ADD,
    only=OURS,
    owns="@outcome",
    breaks="clients go on sending parts that nobody will see again",
)
def test_nothing_is_added_to_a_cancelled_upload(part_after_cancelling):
    """No part is added to an upload that was cancelled."""
    assert part_after_cancelling.accepted == []

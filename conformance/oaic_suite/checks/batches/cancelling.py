"""A batch that is cancelled before it is done."""

from oaic_suite.checks.batches.conversations import batch_of, line, seen_to_its_end
from oaic_suite.checks.batches.readings import outcome
from oaic_suite.checks.batches.surface import CANCEL, RETRIEVE
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

UNKNOWN = "batch_6f1d2c6f1d2c6f1d2c6f1d2c"
DONE = "completed"  # what is quick was done before
STOPPED = ("cancelling", "cancelled", DONE)
TOO_LATE = (400, 409)


@conversation("reply")
def batch_to_cancel(target):
    """A batch that nobody waits for."""
    for capability in ("batches-cancelled", "chat"):
        target.capabilities.require(capability)
    return batch_of(target, CHAT, line("unwanted", CHAT, target.body(CHAT)))


@conversation("reply")
def cancelled_batch(target, batch_to_cancel):
    """The same, cancelled at once; a server may have been quicker."""
    cancelled = target.ask(CANCEL, batch_id=batch_to_cancel.id_at("id"))
    if cancelled.status in TOO_LATE:
        raise NotApplicable("the batch was done before it could be cancelled")
    return cancelled


@conversation("reply")
def cancelled_batch_at_its_end(target, cancelled_batch):
    if cancelled_batch.at("status") == DONE:
        raise NotApplicable("the batch was done before it could be cancelled")
    return seen_to_its_end(target, cancelled_batch)


@conversation("refusal")
def unknown_batch_cancelled(target, cancelled_batch):
    """One that was never made, cancelled."""
    cancelled_batch.require_status()
    return target.ask(CANCEL, batch_id=UNKNOWN)


@requirement(
    "batches.cancelling.status",
    MUST,
    basis="schema",
    on=CANCEL,
    owns="@outcome",
    breaks="what nobody waits for any more goes on, and is paid for",
)
def test_a_batch_is_cancelled(cancelled_batch):
    """A batch that is under way is cancelled with status 200."""
    assert cancelled_batch.outcome == 200


@requirement(
    "batches.cancelling.schema",
    MUST,
    basis="schema",
    on=CANCEL,
    breaks="typed clients fail to decode the batch",
)
def test_a_cancelled_batch_keeps_the_contract(cancelled_batch):
    """A batch that is cancelled keeps the contract."""
    assert cancelled_batch.residue() == []


@requirement(
    "batches.cancelling.told",
    MUST,
    basis="schema",
    on=CANCEL,
    breaks="who cancelled a batch waits for it all the same",
)
def test_a_cancelled_batch_says_so(cancelled_batch):
    """A batch that is cancelled has the status `cancelling` or `cancelled`, unless it was done before."""
    assert unlike([cancelled_batch.found()], ("status",), *STOPPED) == []


@requirement(
    "batches.cancelling.ended",
    SHOULD,
    basis="observed",
    on=RETRIEVE,
    only=OURS,
    breaks="who waits for the end of a batch that was cancelled waits for ever, or takes it for done",
)
def test_a_cancelled_batch_ends_as_cancelled(cancelled_batch_at_its_end):
    """A batch that was cancelled ends as `cancelled`, or as `completed` where its last request was under way."""
    assert outcome(cancelled_batch_at_its_end) in ("cancelled", DONE)


@requirement(
    "batches.cancelling.unknown",
    MUST,
    basis="schema",
    on=CANCEL,
    only=OURS,
    breaks="who mistypes an id believes that the batch is cancelled",
)
def test_an_unknown_batch_is_not_cancelled(unknown_batch_cancelled):
    """To cancel a batch that was never made is refused."""
    assert unknown_batch_cancelled.accepted == []

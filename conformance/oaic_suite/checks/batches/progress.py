"""A batch, looked at until it is over."""

from oaic_suite.checks.batches.readings import counts, dated_otherwise, outcome, requests, undated, untimely
from oaic_suite.checks.batches.surface import RETRIEVE
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

SAME = ("id", "input_file_id", "created_at")


@requirement(
    "batches.progress.status",
    MUST,
    basis="schema",
    on=RETRIEVE,
    owns="@outcome",
    breaks="who waits for a batch does not learn that it is done",
)
def test_a_batch_is_found(batch_at_its_end):
    """A batch is found by its id with status 200."""
    assert batch_at_its_end.outcome == 200


@requirement(
    "batches.progress.schema",
    MUST,
    basis="schema",
    on=RETRIEVE,
    breaks="typed clients fail to decode the batch, or wait for a status that never comes",
)
def test_a_batch_keeps_the_contract(batch_at_its_end):
    """A batch that is looked at keeps the contract."""
    assert batch_at_its_end.residue() == []


@requirement(
    "batches.progress.same",
    MUST,
    basis="schema",
    breaks="what is looked at is another batch than was made",
)
def test_a_batch_is_the_one_that_was_made(batch, batch_at_its_end):
    """A batch that is looked at has the `id`, the `input_file_id` and the date of when it was made."""
    assert batch_at_its_end.changed(batch, SAME) == []


@requirement(
    "batches.progress.completed",
    MUST,
    basis="schema",
    on=RETRIEVE,
    only=OURS,
    breaks="what was sent in time is never answered",
)
def test_a_batch_is_completed(batch_at_its_end):
    """A batch of requests that its endpoint answers ends as `completed`."""
    assert outcome(batch_at_its_end) == "completed"


@requirement(
    "batches.progress.counts",
    MUST,
    basis="schema",
    breaks="progress bars end elsewhere than at the end, and jobs believe that requests were lost",
)
def test_a_completed_batch_counts_its_requests(batch, batch_at_its_end):
    """A completed batch counts as many requests in `total` and in `completed` as it has, and none as `failed`."""
    number = requests(batch)
    assert counts(batch_at_its_end) == {"total": number, "completed": number, "failed": 0}


@requirement(
    "batches.progress.dated",
    SHOULD,
    basis="observed",
    on=RETRIEVE,
    only=OURS,
    breaks="nobody learns how long it took",
)
def test_a_completed_batch_says_since_when(batch_at_its_end):
    """A completed batch has a `completed_at` of whole Unix seconds."""
    assert undated(batch_at_its_end) == []


@requirement(
    "batches.progress.order",
    SHOULD,
    basis="observed",
    on=RETRIEVE,
    only=OURS,
    breaks="times that are worked out from the dates come out below nought",
)
def test_the_dates_of_a_batch_follow_each_other(batch_at_its_end):
    """The dates of a completed batch are in the order of its statuses, as far as they are told."""
    assert untimely(batch_at_its_end) == []


@requirement(
    "batches.progress.nothing-else",
    SHOULD,
    basis="observed",
    on=RETRIEVE,
    only=OURS,
    breaks="programs that look at the dates take a batch for failed, expired or cancelled",
)
def test_a_completed_batch_was_nothing_else(batch_at_its_end):
    """A completed batch has no date of having failed, expired or been cancelled."""
    assert dated_otherwise(batch_at_its_end) == []

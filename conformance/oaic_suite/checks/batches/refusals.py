"""Requests about batches that cannot be, and are refused."""

from oaic_suite.checks.batches.cancelling import UNKNOWN
from oaic_suite.checks.batches.surface import CREATE, RETRIEVE
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

REFUSED = {
    "endpoint": {"endpoint": "/v1/parrots"},
    "window": {"completion_window": "an hour"},
    "file": {"input_file_id": "file-6f1d2c6f1d2c6f1d2c6f1d2c"},
    "type": {"input_file_id": 7},
}


@conversation("refusal", REFUSED)
def refused_batch(target, batch_to_cancel, variant):
    """A batch that differs in one member from one that was made."""
    file = batch_to_cancel.id_at("input_file_id")
    return target.provoke(CREATE, target.body(CREATE, input_file_id=file) | variant)


@conversation("refusal")
def incomplete_batch(target, batch_to_cancel):
    """A batch of no file."""
    batch_to_cancel.require_status()
    return target.provoke(CREATE, {k: v for k, v in target.body(CREATE).items() if k != "input_file_id"})


@conversation("refusal")
def unknown_batch(target, batch_to_cancel):
    """One that was never made, looked at."""
    batch_to_cancel.require_status()
    target.capabilities.require("batches-described")
    return target.ask(RETRIEVE, batch_id=UNKNOWN)


@requirement(
    "batches.refusals.endpoint",
    MUST,
    basis="schema",
    on=CREATE,
    only="endpoint",
    breaks="requests are accepted that nobody will answer",
)
def test_an_unknown_endpoint_makes_no_batch(refused_batch):
    """A batch for an endpoint that there is not is refused."""
    assert refused_batch.accepted == []


@requirement(
    "batches.refusals.window",
    SHOULD,
    basis="schema",
    on=CREATE,
    only="window",
    breaks="a time is promised that nobody keeps",
)
def test_another_window_makes_no_batch(refused_batch):
    """A batch with a `completion_window` that there is not is refused."""
    assert refused_batch.accepted == []


@requirement(
    "batches.refusals.file",
    SHOULD,
    basis="observed",
    on=CREATE,
    only="file",
    breaks="a batch of nothing is waited for",
)
def test_an_unknown_file_makes_no_batch(refused_batch):
    """A batch of a file that there is not is refused."""
    assert refused_batch.accepted == []


@requirement(
    "batches.refusals.incomplete",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    breaks="a misspelt member goes unnoticed, and a batch of nothing is waited for",
)
def test_a_batch_is_of_a_file(incomplete_batch):
    """A batch without an `input_file_id` is refused."""
    assert incomplete_batch.accepted == []


@requirement(
    "batches.refusals.unknown",
    MUST,
    basis="schema",
    on=RETRIEVE,
    only=OURS,
    breaks="clients take something else for their batch, or wait for one that never ends",
)
def test_an_unknown_batch_is_refused(unknown_batch):
    """A batch that was never made is refused."""
    assert unknown_batch.accepted == []


@requirement(
    "batches.refusals.unknown-status",
    MUST,
    basis="sdk",
    on=RETRIEVE,
    only=OURS,
    breaks="the official SDKs raise NotFoundError for 404 alone: code that handles it does not",
)
def test_an_unknown_batch_is_not_found(unknown_batch):
    """The refusal of a batch that was never made has status 404."""
    assert unknown_batch.refused_with == 404


@requirement(
    "batches.refusals.client-fault",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    breaks="callers are told that the server failed, and send the same again and again",
)
def test_a_wrong_batch_is_the_clients_fault(refused_batch):
    """What is refused is refused as the client's fault: a 4xx, and no failure of the server."""
    assert refused_batch.failed == []

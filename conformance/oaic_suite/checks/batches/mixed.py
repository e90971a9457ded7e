"""What came of a batch of which the endpoint refuses a request."""

from oaic_spec import contract

from oaic_suite.checks.batches.readings import (
    counts,
    ids,
    line_of,
    outcome,
    refused_with,
    unlike_contract,
    unnamed,
    with_both,
)
from oaic_suite.checks.batches.surface import RETRIEVE
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "batches.mixed.completed",
    SHOULD,
    basis="observed",
    breaks="one wrong request of thousands costs the answers to all",
)
def test_one_wrong_request_fails_no_other(mixed_batch, mixed_batch_at_its_end):
    """A batch ends as `completed` where its endpoint refuses one of several requests."""
    mixed_batch.require_status()
    assert outcome(mixed_batch_at_its_end) == "completed"


@requirement(
    "batches.mixed.counts",
    MUST,
    basis="schema",
    breaks="jobs that look at the counts alone believe that everything was answered",
)
def test_a_refused_request_is_counted(mixed_batch, mixed_batch_at_its_end):
    """A request that the endpoint refuses is counted as `failed`, and the others as `completed`."""
    mixed_batch.require_status()
    assert counts(mixed_batch_at_its_end) == {"total": 2, "completed": 1, "failed": 1}


@requirement(
    "batches.mixed.named",
    SHOULD,
    basis="schema",
    on=RETRIEVE,
    only=OURS,
    breaks="nobody learns which request was refused, and why",
)
def test_the_errors_are_named(mixed_batch_at_its_end):
    """A completed batch of which a request was refused names its errors in `error_file_id`."""
    assert unnamed(mixed_batch_at_its_end, "error_file_id") == []


@requirement(
    "batches.mixed.once",
    MUST,
    basis="schema",
    breaks="requests get lost between the files, or are told of twice",
)
def test_every_request_is_in_one_of_the_files(mixed_output, mixed_errors):
    """Each `custom_id` of the input is on exactly one line of the output and the errors together."""
    assert ids(mixed_output, mixed_errors) == ["right", "wrong"]


@requirement(
    "batches.mixed.refused",
    SHOULD,
    basis="observed",
    breaks="a mistake in a request is read as an answer to it",
)
def test_a_refused_request_has_its_status(mixed_batch_at_its_end, mixed_errors):
    """The line of a request that the endpoint refused has a `response` with its status, a 4xx."""
    mixed_batch_at_its_end.require_status()
    status = refused_with(line_of("wrong", mixed_errors)).below("status_code")
    assert failing([status], lambda code: 400 <= code < 500, "a 4xx") == []


@requirement(
    "batches.mixed.envelope",
    SHOULD,
    basis="observed",
    breaks="nobody learns what was wrong with the request",
)
def test_a_refused_request_has_its_error(mixed_batch_at_its_end, mixed_errors):
    """The `body` of a response to a request that the endpoint refused is the envelope of an error."""
    mixed_batch_at_its_end.require_status()
    body = refused_with(line_of("wrong", mixed_errors)).below("body")
    assert unlike_contract([body], contract().schema("ErrorResponse")) == []


@requirement(
    "batches.mixed.one-of",
    SHOULD,
    basis="schema",
    breaks="who takes a line with a `response` for an answer reads a failure as one",
)
def test_a_line_has_a_response_or_an_error(mixed_output, mixed_errors):
    """No line of the files has both a `response` and an `error`."""
    assert with_both(mixed_output, mixed_errors) == []

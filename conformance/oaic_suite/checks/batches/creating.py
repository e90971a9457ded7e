"""A batch that is made."""

from oaic_suite.checks.batches.readings import named_early
from oaic_suite.checks.batches.surface import CREATE
from oaic_suite.evidence.located import unlike
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

ECHOES = ("endpoint", "input_file_id", "completion_window")


@requirement(
    "batches.creating.status",
    MUST,
    basis="schema",
    on=CREATE,
    owns="@outcome",
    breaks="nothing can be asked in a batch at all",
)
def test_a_batch_is_made(batch):
    """A batch is made of a file of requests with status 200."""
    assert batch.outcome == 200


@requirement(
    "batches.creating.schema",
    MUST,
    basis="schema",
    on=CREATE,
    breaks="clients have no `id` to look at the batch by, or fail to decode it",
)
def test_a_new_batch_keeps_the_contract(batch):
    """A batch that is made keeps the contract: `id`, `object`, `status` and the rest."""
    assert batch.residue() == []


@requirement(
    "batches.creating.echoes",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    breaks="who looks at a batch later does not learn what it is of",
)
def test_a_batch_says_what_it_is_of(batch):
    """A batch says the `endpoint`, the `input_file_id` and the `completion_window` that it was made with."""
    wrong = [unlike([batch.found()], (name,), batch.request.get(name)) for name in ECHOES]
    assert [finding for each in wrong for finding in each] == []


@requirement(
    "batches.creating.labels",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=OURS,
    breaks="jobs that are found again by their labels are not",
)
def test_a_batch_has_its_labels(batch):
    """A batch has the `metadata` that it was made with."""
    assert unlike([batch.found()], ("metadata",), batch.request.get("metadata")) == []


@requirement(
    "batches.creating.no-output-yet",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="programs that wait until the output is named fetch a file that is not there, or half of it",
)
def test_a_batch_that_goes_on_names_no_output(batch):
    """A batch that is not over names neither an `output_file_id` nor an `error_file_id`."""
    assert named_early(batch) == []

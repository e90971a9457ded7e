"""What came of a batch whose requests were all answered."""

from oaic_suite.checks.batches.readings import (
    ids,
    malformed,
    not_among,
    of_others,
    requests,
    sound_lines,
    unanswered,
    unlike_its_endpoint,
    unnamed,
)
from oaic_suite.checks.batches.surface import RETRIEVE
from oaic_suite.evidence.located import repeated
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "batches.output.named",
    MUST,
    basis="schema",
    on=RETRIEVE,
    only=OURS,
    breaks="what was answered, and paid for, cannot be read",
)
def test_the_output_is_named(batch_at_its_end):
    """A completed batch names its output in `output_file_id`."""
    assert unnamed(batch_at_its_end, "output_file_id") == []


@requirement(
    "batches.output.found",
    MUST,
    basis="schema",
    breaks="what was answered, and paid for, cannot be read",
)
def test_the_output_is_found(batch_at_its_end, output):
    """The output of a batch is fetched as a file with status 200."""
    batch_at_its_end.require_status()
    assert output.outcome == 200


@requirement(
    "batches.output.described",
    SHOULD,
    basis="schema",
    breaks="programs that ask how large the output is, or what it is called, before they fetch it get an error",
)
def test_the_output_is_described(mixed_batch_at_its_end, described_output):
    """The output of a batch is described as any other file is."""
    mixed_batch_at_its_end.require_status()
    assert described_output.outcome == 200


@requirement(
    "batches.output.listed",
    SHOULD,
    basis="observed",
    breaks="who tidies up by the list of files leaves what came of batches, with what was answered in it",
)
def test_the_output_is_listed(described_output, listed_outputs):
    """The output of a batch is among the files that are listed, with the purpose `batch_output`."""
    assert not_among(described_output, listed_outputs) == []


@requirement(
    "batches.output.lines",
    MUST,
    basis="sdk",
    breaks="programs that read the output line by line find no `custom_id`, or no `response`",
)
def test_the_output_is_made_of_lines(batch_at_its_end, output):
    """Each line of the output is an object with `id` and `custom_id`; `response` and `error` are objects or null."""
    batch_at_its_end.require_status()
    assert malformed(output) == []


@requirement(
    "batches.output.once",
    MUST,
    basis="schema",
    breaks="answers are lost, or taken for those of another request",
)
def test_every_request_has_a_line(batch, output):
    """Each `custom_id` of the input is on exactly one line of the output."""
    assert ids(output) == [f"request-{number}" for number in range(requests(batch))]


@requirement(
    "batches.output.answered",
    MUST,
    basis="schema",
    breaks="what was refused stands among the answers",
)
def test_the_output_is_of_successes(batch_at_its_end, output):
    """Each line of the output has a `response` with a `status_code` of 200."""
    batch_at_its_end.require_status()
    assert unanswered(output) == []


@requirement(
    "batches.output.bodies",
    MUST,
    basis="schema",
    breaks="what reads the answers of an endpoint fails on the same answers in a batch",
)
def test_answers_are_those_of_the_endpoint(batch, output):
    """The `body` of each response keeps the contract of the answers of the endpoint."""
    assert unlike_its_endpoint(batch, output) == []


@requirement(
    "batches.output.own",
    MUST,
    basis="schema",
    only="embeddings",
    breaks="whoever puts answers to their questions by `custom_id` has each answer to another question",
)
def test_every_answer_is_to_its_request(batch, output):
    """Each line has the answer to the request of its `custom_id`: as many embeddings as that one has inputs."""
    assert of_others(batch, output) == []


@requirement(
    "batches.output.own-ids",
    SHOULD,
    basis="schema",
    breaks="programs that store answers by the `id` of their line keep the last one alone",
)
def test_every_line_has_its_own_id(batch_at_its_end, output):
    """No two lines of the output have the same `id`."""
    batch_at_its_end.require_status()
    assert repeated([line.below("id") for line in sound_lines(output)], "an id of its own") == []

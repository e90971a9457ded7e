"""A file described by its id."""

from oaic_suite.checks.files.surface import DESCRIBE
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

TOLD = ("id", "bytes", "created_at", "filename", "purpose")
UNKNOWN = "file-6f1d2c6f1d2c6f1d2c6f1d2c"


@conversation("reply")
def described_file(target, kept_file):
    """A file described by its id."""
    target.capabilities.require("files-described")
    return target.ask(DESCRIBE, file_id=kept_file.id_at("id"))


@conversation("refusal")
def unknown_file(target, described_file):
    """One that was never sent, beside one that is there."""
    described_file.require_status()
    return target.ask(DESCRIBE, file_id=UNKNOWN)


@requirement(
    "files.describing.status",
    MUST,
    basis="schema",
    on=DESCRIBE,
    owns="@outcome",
    breaks="clients that wait for a file to be processed ask for it, and never see it",
)
def test_a_file_is_described(described_file):
    """A file that is kept is described with status 200."""
    assert described_file.outcome == 200


@requirement(
    "files.describing.schema",
    MUST,
    basis="schema",
    on=DESCRIBE,
    breaks="typed clients fail to decode the file",
)
def test_a_described_file_keeps_the_contract(described_file):
    """A file that is described keeps the contract."""
    assert described_file.residue() == []


@requirement(
    "files.describing.same",
    SHOULD,
    basis="observed",
    breaks="what is shown later is another file than was sent",
)
def test_what_is_described_is_what_was_kept(kept_file, described_file):
    """A file that is described has the `id`, size, date, name and purpose that were told when it was sent."""
    assert described_file.changed(kept_file, TOLD) == []


@requirement(
    "files.describing.unknown",
    MUST,
    basis="schema",
    on=DESCRIBE,
    only=OURS,
    breaks="clients take something else for their file",
)
def test_an_unknown_file_is_refused(unknown_file):
    """A file that was never sent is refused."""
    assert unknown_file.accepted == []


@requirement(
    "files.describing.unknown-status",
    MUST,
    basis="sdk",
    on=DESCRIBE,
    only=OURS,
    breaks="the official SDKs raise NotFoundError for 404 alone: code that handles it does not",
)
def test_an_unknown_file_is_not_found(unknown_file):
    """The refusal of a file that was never sent has status 404."""
    assert unknown_file.refused_with == 404

"""A file, deleted."""

from oaic_suite.checks.files.surface import CREATE, DELETE, DESCRIBE, FETCH, SMALL
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@conversation("reply", control=True)
def doomed_file(target, kept_file):
    """A file that is to be deleted."""
    kept_file.require_status()
    target.capabilities.require("files-deleted")
    return target.ask(CREATE, **SMALL)


@conversation("reply")
def deleted_file(target, doomed_file):
    """Its deletion."""
    return target.ask(DELETE, file_id=doomed_file.id_at("id"))


@conversation("refusal")
def file_after_deletion(target, doomed_file, deleted_file):
    """The same, described after it was deleted."""
    deleted_file.require_status()
    target.capabilities.require("files-described")
    return target.ask(DESCRIBE, file_id=doomed_file.id_at("id"))


@conversation("refusal")
def content_after_deletion(target, doomed_file, deleted_file, file_content):
    """What it holds, fetched after it was deleted."""
    deleted_file.require_status()
    file_content.require_status()
    return target.ask(FETCH, file_id=doomed_file.id_at("id"))


@requirement(
    "files.deletion.status",
    MUST,
    basis="schema",
    on=DELETE,
    owns="@outcome",
    breaks="what was to be forgotten is kept, and nobody can change that",
)
def test_a_file_is_deleted(deleted_file):
    """A file is deleted with status 200."""
    assert deleted_file.outcome == 200


@requirement(
    "files.deletion.schema",
    SHOULD,
    basis="schema",
    on=DELETE,
    breaks="clients that look for `deleted` report that nothing was",
)
def test_a_deletion_of_a_file_is_told(deleted_file):
    """A deletion is told with the `id`, `object: "file"` and `deleted: true`."""
    assert deleted_file.residue() == []


@requirement(
    "files.deletion.gone",
    MUST,
    basis="schema",
    on=DESCRIBE,
    only=OURS,
    breaks="clients take a file for kept that is not, or personal data is still told of",
)
def test_a_deleted_file_is_gone(file_after_deletion):
    """A file that was deleted is not described any more."""
    assert file_after_deletion.accepted == []


@requirement(
    "files.deletion.gone-status",
    SHOULD,
    basis="sdk",
    on=DESCRIBE,
    only=OURS,
    breaks="the official SDKs raise NotFoundError for 404 alone: code that sends the file anew there does not",
)
def test_a_deleted_file_is_not_found(file_after_deletion):
    """The refusal of a file that was deleted has status 404."""
    assert file_after_deletion.refused_with == 404


@requirement(
    "files.deletion.content-gone",
    MUST,
    basis="schema",
    on=FETCH,
    only=OURS,
    breaks="personal data that was deleted is still given out",
)
def test_the_content_of_a_deleted_file_is_gone(content_after_deletion):
    """What a file held that was deleted is not given any more."""
    assert content_after_deletion.accepted == []

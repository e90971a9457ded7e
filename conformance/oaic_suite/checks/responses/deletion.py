"""A response that is kept, deleted."""

from oaic_suite.checks.responses.surface import DELETE, RETRIEVE
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@conversation("refusal")
def response_after_deletion(target, kept_response, deleted_response):
    """A response fetched after it was deleted."""
    deleted_response.require_status()
    return target.ask(RETRIEVE, response_id=kept_response.id_at("id"))


@requirement(
    "responses.deletion.status",
    MUST,
    basis="schema",
    on=DELETE,
    owns="@outcome",
    breaks="what was to be forgotten is kept, and nobody can change that",
)
def test_a_kept_response_is_deleted(deleted_response):
    """A response that is kept is deleted with status 200."""
    assert deleted_response.outcome == 200


@requirement(
    "responses.deletion.schema",
    SHOULD,
    basis="observed",
    on=DELETE,
    breaks="clients that look for `deleted` report that nothing was",
)
def test_a_deletion_is_told(deleted_response):
    """A deletion is told with the `id`, and `deleted: true`."""
    assert deleted_response.residue() == []


@requirement(
    "responses.deletion.gone",
    MUST,
    basis="schema",
    on=RETRIEVE,
    only=OURS,
    breaks="personal data that was deleted is still given out",
)
def test_what_is_deleted_is_gone(response_after_deletion):
    """A response that was deleted cannot be fetched any more."""
    assert response_after_deletion.accepted == []

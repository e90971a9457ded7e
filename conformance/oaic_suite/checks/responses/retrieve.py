"""A response that is kept, fetched by its id."""

from oaic_suite.checks.responses.readings.outcome import told_again
from oaic_suite.checks.responses.surface import CREATE, RETRIEVE
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

UNKNOWN = f"resp_{'6f1d2c' * 8}"
SAME = ("id", "output", "status", "model", "created_at", "metadata", "usage")


@conversation("refusal")
def unknown_response(target, fetched_response):
    """One fetched that was never made, beside one that is there."""
    fetched_response.require_status()
    return target.ask(RETRIEVE, response_id=UNKNOWN)


@conversation("refusal")
def response_not_to_be_kept(target, fetched_response, bare_response):
    """One that is not to be kept, by its id, beside one that is there."""
    fetched_response.require_status()
    return target.ask(RETRIEVE, response_id=bare_response.id_at("id"))


@conversation("reply", apart=True)
def response_to_keep(target, bare_response):
    """A response that is to be kept, of a server that may not keep any."""
    bare_response.require_status()
    return target.ask(CREATE, store=True)


@conversation("reply", apart=True)
def as_told(target, response_to_keep):
    """The same fetched, where the server says that it keeps it."""
    if response_to_keep.get("store") is not True:
        raise NotApplicable("the server does not say that it keeps the response")
    return target.ask(RETRIEVE, response_id=response_to_keep.id_at("id"))


@requirement(
    "responses.retrieve.status",
    MUST,
    basis="schema",
    on=RETRIEVE,
    owns="@outcome",
    breaks="who polls for a response, or shows it later, does not find it",
)
def test_a_kept_response_is_found(fetched_response):
    """A response that is kept is fetched by its id with status 200."""
    assert fetched_response.outcome == 200


@requirement(
    "responses.retrieve.as-told",
    SHOULD,
    basis="observed",
    shows="store",
    breaks="clients rely on `store: true`, send the id alone, and the conversation is lost",
)
def test_what_is_said_to_be_kept_is_found(response_to_keep, as_told):
    """A response that says `store: true` is fetched by its id."""
    response_to_keep.require_status()
    assert as_told.outcome == 200


@requirement(
    "responses.retrieve.unstored",
    MUST,
    basis="schema",
    breaks="what was not to be kept is, and is given out",
)
def test_what_is_not_to_be_kept_is_not(bare_response, response_not_to_be_kept):
    """A response with `store: false` cannot be fetched."""
    bare_response.require_status()
    assert response_not_to_be_kept.accepted == []


@requirement(
    "responses.retrieve.same",
    SHOULD,
    basis="observed",
    breaks="what is shown later is another response than was given",
)
def test_what_is_fetched_is_what_was_given(kept_response, fetched_response):
    """A response that is fetched has the same `output`, `status`, `usage` and labels as when it was made."""
    assert fetched_response.changed(kept_response, SAME) == []


@requirement(
    "responses.retrieve.schema",
    MUST,
    basis="schema",
    on=RETRIEVE,
    breaks="typed clients fail to decode the response",
)
def test_a_fetched_response_keeps_the_contract(fetched_response):
    """A response that is fetched keeps the contract."""
    assert told_again(fetched_response) == []


@requirement(
    "responses.retrieve.unknown",
    MUST,
    basis="schema",
    on=RETRIEVE,
    only=OURS,
    breaks="clients take something else for their response, or wait for one that never comes",
)
def test_an_unknown_response_is_refused(unknown_response):
    """A response that was never made is refused."""
    assert unknown_response.accepted == []


@requirement(
    "responses.retrieve.unknown-status",
    MUST,
    basis="sdk",
    on=RETRIEVE,
    only=OURS,
    breaks="the official SDKs raise NotFoundError for 404 alone: code that handles it does not",
)
def test_an_unknown_response_is_not_found(unknown_response):
    """The refusal of a response that was never made has status 404."""
    assert unknown_response.refused_with == 404

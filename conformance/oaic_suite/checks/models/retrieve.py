"""One model, asked for by its id."""

from oaic_suite.checks.models.readings import unlike_listed
from oaic_suite.checks.models.surface import MODEL
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "models.retrieve.status",
    MUST,
    basis="schema",
    on=MODEL,
    owns="@outcome",
    breaks="clients that check their configuration by fetching the model report it missing",
)
def test_a_listed_model_is_found(model):
    """`GET /models/{id}` with a listed id is answered with status 200."""
    assert model.outcome == 200


@requirement(
    "models.retrieve.content-type",
    MUST,
    basis="schema",
    on=MODEL,
    owns="@content-type",
    breaks="clients that choose a decoder by media type return a string instead of a model",
)
def test_a_model_is_declared_as_json(model):
    """One model is declared as `application/json`."""
    assert model.media_type == "application/json"


# RFC 8259, 2 and 8.1: a JSON text is one value, and goes between systems in UTF-8.
@requirement(
    "models.retrieve.json",
    MUST,
    basis="rfc",
    on=MODEL,
    owns="@json",
    breaks="every client fails to decode the model",
)
def test_a_model_is_json(model):
    """One model is one JSON value in UTF-8."""
    assert model.json_error == ""


@requirement(
    "models.retrieve.schema",
    MUST,
    basis="schema",
    on=MODEL,
    breaks="typed clients fail to decode the model",
)
def test_a_model_keeps_the_contract(model):
    """One model keeps the contract: `id`, `object`, `created` and `owned_by`."""
    assert model.residue() == []


@requirement(
    "models.retrieve.same-entry",
    SHOULD,
    basis="observed",
    breaks="clients that cache the list see another model than clients that fetch it",
)
def test_a_model_is_as_it_was_listed(model, listing):
    """What a model fetched by its id has in common with its entry in the list is the same in both."""
    assert unlike_listed(model, listing) == []


@requirement(
    "models.retrieve.unknown-status",
    MUST,
    basis="sdk",
    on=MODEL,
    only=OURS,
    owns="@outcome",
    breaks="the official SDKs raise NotFoundError for a 404 only; a check of the configuration passes for wrong names",
)
def test_an_unknown_model_is_not_found(unknown_model):
    """`GET /models/{id}` with an id that does not exist is answered with status 404."""
    assert unknown_model.outcome == 404


@requirement(
    "models.retrieve.unknown-code",
    SHOULD,
    basis="observed",
    on=MODEL,
    only=OURS,
    owns="/error/code",
    breaks="clients that tell a missing model from a missing route by the code cannot",
)
def test_an_unknown_model_has_its_code(unknown_model):
    """The refusal of an unknown model has `code: "model_not_found"`."""
    assert unknown_model.at("error", "code") == "model_not_found"

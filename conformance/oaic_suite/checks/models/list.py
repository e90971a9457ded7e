"""The list of models, and one model by its id."""

from oaic_suite.checks.chat.readings.numbers import before_the_next
from oaic_suite.checks.models.surface import LISTING
from oaic_suite.evidence.located import failing, repeated
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "models.list.status",
    MUST,
    basis="schema",
    on=LISTING,
    owns="@outcome",
    breaks="interfaces that fetch the list before anything else refuse to connect",
)
def test_the_list_is_answered(listing):
    """`GET /models` is answered with status 200."""
    assert listing.outcome == 200


@requirement(
    "models.list.content-type",
    MUST,
    basis="schema",
    on=LISTING,
    owns="@content-type",
    breaks="clients that choose a decoder by media type return a string instead of a list",
)
def test_the_list_is_declared_as_json(listing):
    """The list of models is declared as `application/json`."""
    assert listing.media_type == "application/json"


# RFC 8259, 2 and 8.1: a JSON text is one value, and goes between systems in UTF-8.
@requirement(
    "models.list.json",
    MUST,
    basis="rfc",
    on=LISTING,
    owns="@json",
    breaks="every client fails to decode the list",
)
def test_the_list_is_json(listing):
    """The list of models is one JSON value in UTF-8."""
    assert listing.json_error == ""


@requirement(
    "models.list.object",
    MUST,
    basis="schema",
    on=LISTING,
    owns="/object",
    breaks="typed clients that tell objects apart by `object` reject the list",
)
def test_the_list_says_it_is_one(listing):
    """The list of models has `object: "list"`."""
    assert listing.problems("/object") == []


@requirement(
    "models.list.data",
    MUST,
    basis="schema",
    on=LISTING,
    owns=("", "/data", "/data/*"),
    breaks="the official Python SDK iterates over nothing, or raises AttributeError on a bare array",
)
def test_the_list_holds_an_array_of_objects(listing):
    """The list of models is an object whose `data` is an array of objects."""
    assert listing.problems("", "/data", "/data/*") == []


@requirement(
    "models.list.id",
    MUST,
    basis="schema",
    on=LISTING,
    owns="/data/*/id",
    breaks="no client can name the model in a request",
)
def test_every_entry_has_an_id(listing):
    """Every listed model has an `id` that is a string."""
    assert listing.problems("/data/*/id") == []


@requirement(
    "models.list.id-not-empty",
    SHOULD,
    basis="observed",
    on=LISTING,
    breaks="a model without a name cannot be asked for",
)
def test_no_id_is_empty(listing):
    """No listed model has an empty `id`."""
    assert failing(listing.each("/data/*/id"), lambda found: found != "", "a string that is not empty") == []


@requirement(
    "models.list.unique-ids",
    SHOULD,
    basis="observed",
    on=LISTING,
    breaks="pickers keyed by id show one model for several",
)
def test_ids_are_unique(listing):
    """No two listed models share an `id`."""
    assert repeated(listing.each("/data/*/id"), "an id of its own") == []


@requirement(
    "models.list.entry-object",
    MUST,
    basis="schema",
    on=LISTING,
    owns="/data/*/object",
    breaks="typed clients that tell objects apart by `object` reject the entry",
)
def test_every_entry_says_it_is_a_model(listing):
    """Every listed model has `object: "model"`."""
    assert listing.problems("/data/*/object") == []


@requirement(
    "models.list.created",
    MUST,
    basis="schema",
    on=LISTING,
    owns="/data/*/created",
    breaks="typed clients whose field is an integer fail to decode the list",
)
def test_every_entry_has_a_date(listing):
    """Every listed model has a `created` of whole Unix seconds."""
    assert listing.problems("/data/*/created") == []


@requirement(
    "models.list.created-plausible",
    SHOULD,
    basis="observed",
    on=LISTING,
    breaks="lists that are sorted by date, or show it, put the model tens of thousands of years ahead",
)
def test_dates_are_in_seconds(listing):
    """The `created` of no listed model is beyond this century when read as seconds; nought is a date not known."""
    assert failing(listing.sound("/data/*/created"), before_the_next, "Unix seconds up to 2100") == []


@requirement(
    "models.list.owned-by",
    MUST,
    basis="schema",
    on=LISTING,
    owns="/data/*/owned_by",
    breaks="typed clients whose field is required fail to decode the list",
)
def test_every_entry_has_an_owner(listing):
    """Every listed model has an `owned_by` that is a string."""
    assert listing.problems("/data/*/owned_by") == []


@requirement(
    "models.list.schema",
    MUST,
    basis="schema",
    on=LISTING,
    breaks="typed clients fail to decode the list",
)
def test_the_rest_of_the_list_keeps_the_contract(listing):
    """Whatever else the list of models holds keeps the contract."""
    assert listing.residue() == []

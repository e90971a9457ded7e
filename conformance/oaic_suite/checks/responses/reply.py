"""A response that is made at once: what it says of itself."""

from oaic_suite.checks.chat.readings.names import asked_for
from oaic_suite.checks.chat.readings.numbers import of_this_century, written_whole
from oaic_suite.checks.responses.readings.outcome import (
    contradicting_status,
    details_without_reason,
    error_beside_success,
    nothing_said,
    status_at_limit,
    unsettled_status,
)
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD


@requirement(
    "responses.reply.status",
    MUST,
    basis="schema",
    on=CREATE,
    owns="@outcome",
    breaks="agents whose default is this API, Codex and the Agents SDK among them, get no answer at all",
)
def test_a_response_is_made(response):
    """A valid request for a response is answered with status 200."""
    assert response.outcome == 200


@requirement(
    "responses.reply.content-type",
    MUST,
    basis="schema",
    on=CREATE,
    owns="@content-type",
    breaks="the official SDKs decode by media type: the caller gets a string instead of a response",
)
def test_a_response_is_declared_as_json(response):
    """A response that is not streamed is declared as `application/json`."""
    assert response.media_type == "application/json"


# RFC 8259, 2 and 8.1: a JSON text is one value, and goes between systems in UTF-8.
@requirement(
    "responses.reply.json",
    MUST,
    basis="rfc",
    on=CREATE,
    owns="@json",
    breaks="every client fails to decode the response",
)
def test_a_response_is_json(response):
    """A response that is not streamed is one JSON value in UTF-8."""
    assert response.json_error == ""


@requirement(
    "responses.reply.no-error",
    MUST,
    basis="sdk",
    on=CREATE,
    owns="@errors",
    breaks="the official SDKs raise by status alone: a failure is taken for a response, and nothing is retried",
)
def test_a_response_is_no_error(response):
    """What is answered with status 200 is neither a refusal nor a response that failed."""
    assert response.errors == []


@requirement(
    "responses.reply.object",
    MUST,
    basis="schema",
    on=CREATE,
    owns=("", "/object"),
    breaks="clients that tell objects apart by `object` take the answer for something else",
)
def test_a_response_says_what_it_is(response):
    """A response has `object: "response"`."""
    assert response.problems("", "/object") == []


@requirement(
    "responses.reply.id",
    MUST,
    basis="schema",
    on=CREATE,
    owns="/id",
    breaks="Codex, and whoever goes on by `previous_response_id`, has nothing to go on with",
)
def test_a_response_has_an_id(response):
    """A response has an `id` that is text, and not empty."""
    assert [*response.problems("/id"), *failing(response.wherever("/id"), bool, "an id")] == []


@requirement(
    "responses.reply.created-at",
    MUST,
    basis="schema",
    on=CREATE,
    owns="/created_at",
    breaks="LiteLLM and the AI SDK reject a response without `created_at`",
)
def test_a_response_is_dated(response):
    """A response has `created_at`, in Unix seconds."""
    found = response.problems("/created_at")
    assert [*found, *failing(numbers(response, "/created_at"), of_this_century, "Unix seconds")] == []


def numbers(response, place):
    return [found for found in response.wherever(place) if isinstance(found.value, int | float)]


@requirement(
    "responses.reply.whole-numbers",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="typed clients in Go and .NET cannot read 1772000000.0 as an integer",
)
def test_whole_numbers_are_written_whole(response):
    """Dates and counts of tokens are written without a fraction and without an exponent."""
    places = ("/created_at", "/usage/input_tokens", "/usage/output_tokens", "/usage/total_tokens")
    assert failing(numbers_at(response, places), written_whole, "an integer without a fraction") == []


def numbers_at(response, places):
    response.each("/created_at")
    return [found for place in places for found in numbers(response, place)]


@requirement(
    "responses.reply.model",
    MUST,
    basis="schema",
    on=CREATE,
    owns="/model",
    breaks="the AI SDK rejects a response without `model`; costs cannot be told",
)
def test_a_response_names_its_model(response):
    """A response has `model`, a text."""
    assert response.problems("/model") == []


@requirement("responses.reply.model-asked-for", INFO, basis="observed", on=CREATE)
def test_the_model_is_the_one_asked_for(response):
    """The `model` of a response, where it is not empty, is the one asked for or a version of it."""
    assert failing(response.sound("/model"), asked_for(response), "the model that was asked for") == []


@requirement(
    "responses.reply.state",
    SHOULD,
    basis="observed",
    on=CREATE,
    owns="/status",
    breaks="clients that wait for `completed` wait for ever, or take a piece for the whole",
)
def test_a_response_has_a_status(response):
    """A response that was waited for has a `status` that it can end with."""
    assert unsettled_status(response) == []


@requirement(
    "responses.reply.error-null",
    SHOULD,
    basis="observed",
    on=CREATE,
    owns="/error",
    breaks="clients that raise where there is an `error` throw a good answer away",
)
def test_what_did_not_fail_has_no_error(response):
    """The `error` of a response is null, unless it failed."""
    assert [*response.problems("/error"), *error_beside_success(response)] == []


@requirement(
    "responses.reply.incomplete-details",
    SHOULD,
    basis="schema",
    on=CREATE,
    owns="/incomplete_details",
    breaks="clients cannot tell what was cut from what was whole, nor why",
)
def test_what_is_incomplete_says_why(response):
    """`incomplete_details` has a `reason` where the response is incomplete, and is null elsewhere."""
    assert [*response.problems("/incomplete_details"), *details_without_reason(response)] == []


@requirement(
    "responses.reply.cut",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="agents take half an answer, or half of a call's arguments, for all of it",
)
def test_a_whole_response_holds_nothing_unfinished(response):
    """A response is `completed` only where none of its items is incomplete or in progress."""
    assert contradicting_status(response) == []


@requirement(
    "responses.reply.limit-told",
    SHOULD,
    basis="observed",
    on=CREATE,
    only="cut",
    breaks="agents take half an answer, or a call that never came, for all there is to say",
)
def test_what_the_limit_cut_is_incomplete(response, bare_response):
    """A response that took all its `max_output_tokens` has the status `incomplete`."""
    assert status_at_limit(response, bare_response) == "incomplete"


@requirement(
    "responses.reply.not-silent",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=("plain", "calling"),
    breaks="users see an empty answer, and agents take it for one that is done",
)
def test_a_plain_question_is_answered_with_something(response):
    """A response that is complete says or calls something."""
    assert nothing_said(response) == []


@requirement(
    "responses.reply.schema",
    MUST,
    basis="schema",
    on=CREATE,
    breaks="typed clients fail to decode the response",
)
def test_a_response_keeps_the_contract(response):
    """A response keeps the contract in all that no other requirement is about."""
    assert response.residue() == []

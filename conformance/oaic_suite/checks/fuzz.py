"""Requests drawn at random from the contract: what no answer may be, whatever was asked."""

from oaic_spec import contract

from oaic_suite.asking.surface import about_one, capability_of, keepings, operations
from oaic_suite.fuzz.drive import Drive
from oaic_suite.fuzz.sequences import Sequences, kept, told
from oaic_suite.fuzz.spelling import as_asked
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD


@conversation(variants=operations() | about_one(), apart=True)
def fuzzed(target, variant):
    """All that is drawn about one operation, sent; files are sent where they are deleted again."""
    target.capabilities.require(capability_of(variant))
    operation = contract().operations[variant]
    for keeping in keepings() if operation.form else ():
        if keeping.made_by == variant:
            target.capabilities.require(capability_of(keeping.deleted_by))
    return Drive(target, as_asked(operation), target.fuzz).harvest()


@conversation(variants=told(), apart=True)
def walked(target, variant):
    """What is kept, asked about in orders drawn at random; nothing is kept that can be neither deleted nor ended."""
    whole = kept()[variant[0]]
    for operation in (variant[0], whole.ending):
        target.capabilities.require(capability_of(operation))
    offered = whole.where(lambda operation: not target.capabilities.lacks(capability_of(operation)))
    return Sequences(target, offered, target.fuzz).harvest()


# --- any request --------------------------------------------------------------------------------------


# RFC 9110, 3.4: a server responds to a request. RFC 9112, 8: a response that ends before its body does is incomplete.
@requirement(
    "fuzz.answered",
    MUST,
    basis="rfc",
    breaks="one odd request ends the connection, the worker or the server, and with it the requests of others",
)
def test_every_request_is_answered(fuzzed):
    """Whatever is asked is answered, to the end."""
    assert fuzzed.found("unanswered") == []


# RFC 9110, 9.1: a method that the resource does not allow is answered with 405, one the server does not know with 501.
@requirement(
    "fuzz.method.refused",
    SHOULD,
    basis="rfc",
    breaks="a caller with the wrong method believes that something was done, or that the server failed",
)
def test_an_undocumented_method_is_refused(fuzzed):
    """A method that a path does not have is neither a success nor a failure of the server (RFC 9110, 15.5.6)."""
    assert fuzzed.found("method") == []


@requirement(
    "fuzz.key.refused",
    SHOULD,
    basis="observed",
    breaks="whoever sends what only looks like a key gets in, or takes the server down without one",
)
def test_nothing_but_a_key_is_a_key(fuzzed):
    """Where a wrong key is refused, so is whatever else stands in its place, with a 4xx."""
    assert fuzzed.found("key") == []


# --- valid bodies -------------------------------------------------------------------------------------


@requirement(
    "fuzz.valid.no-server-error",
    MUST,
    basis="sdk",
    breaks="the official SDKs retry every 5xx: a request that can never succeed is sent three times",
)
def test_a_valid_body_never_ends_in_a_5xx(fuzzed):
    """A request that keeps the contract is answered or refused, never with a 5xx but 501 and 503."""
    assert fuzzed.found("failed-on-valid") == []


@requirement(
    "fuzz.success.content-type",
    MUST,
    basis="schema",
    breaks="clients that decode by media type give their caller a string instead of an answer",
)
def test_a_success_is_declared_as_what_it_is(fuzzed):
    """An answer is declared as `application/json`, a stream as `text/event-stream`, whatever was asked."""
    assert fuzzed.found("success-content-type") == []


@requirement(
    "fuzz.reply.contract",
    MUST,
    basis="schema",
    breaks="typed clients fail to decode the answers to rare requests, those that nobody tried",
)
def test_an_answer_keeps_the_contract(fuzzed):
    """An answer keeps the contract, whatever was asked, wherever every server must."""
    assert fuzzed.found("reply") == []


@requirement(
    "fuzz.stream.contract",
    MUST,
    basis="schema",
    breaks="typed clients fail in the middle of the answer to a rare request",
)
def test_a_stream_keeps_the_contract(fuzzed):
    """Each event of a stream is UTF-8, is JSON and keeps the contract, whatever was asked."""
    assert fuzzed.found("stream") == []


@requirement(
    "fuzz.stream.done",
    MUST,
    basis="schema",
    breaks="clients that wait for the terminator hang on rare requests",
)
def test_a_stream_says_that_it_is_done(fuzzed):
    """A stream that ends without an error says `data: [DONE]`, or that it is complete, whatever was asked."""
    assert fuzzed.found("unended") == []


# --- bodies that break the contract -------------------------------------------------------------------


@requirement(
    "fuzz.invalid.no-server-error",
    MUST,
    basis="sdk",
    breaks="the official SDKs retry every 5xx: a wrong request is sent three times, and monitors raise the alarm",
)
def test_an_invalid_body_never_ends_in_a_5xx(fuzzed):
    """A request that breaks the contract is never answered with a 5xx but 501 and 503."""
    assert fuzzed.found("failed-on-invalid") == []


@requirement(
    "fuzz.invalid.refused",
    SHOULD,
    basis="schema",
    breaks="what a caller got wrong is answered as if it were right, and paid for",
)
def test_an_invalid_body_is_refused(fuzzed):
    """A body that is wrong in what every server reads, by two validators, is not answered with a success."""
    assert fuzzed.found("accepted") == []


@requirement("fuzz.invalid.details-refused", INFO, basis="schema")
def test_wrong_details_are_refused(fuzzed):
    """A body that is wrong in any detail, by two validators, is not answered with a success."""
    assert fuzzed.found("overlooked") == []


# --- refusals -----------------------------------------------------------------------------------------


@requirement(
    "fuzz.refusal.content-type",
    MUST,
    basis="schema",
    breaks="clients that choose a decoder by media type show raw bytes instead of the reason",
)
def test_a_refusal_is_declared_as_json(fuzzed):
    """A 4xx to a body, or to its key, is declared as `application/json`, whatever was wrong."""
    assert fuzzed.found("refusal-content-type") == []


@requirement(
    "fuzz.refusal.envelope",
    MUST,
    basis="schema",
    breaks="the official SDKs have no code, no param and no reason to show for rare mistakes",
)
def test_a_refusal_is_an_envelope(fuzzed):
    """A 4xx to a body, or to its key, is the envelope of every error, whatever was wrong."""
    assert fuzzed.found("refusal-envelope") == []


# --- what is kept -------------------------------------------------------------------------------------


@requirement(
    "fuzz.sequence.answered",
    MUST,
    basis="sdk",
    breaks="an agent that fetches, lists or goes on in another order than usual gets a 5xx, three times over",
)
def test_whatever_the_order_there_is_an_answer(walked):
    """What is asked about something that is kept is answered or refused, in whatever order, and never with a 5xx."""
    assert walked.found("failed") == []


@requirement(
    "fuzz.sequence.contract",
    MUST,
    basis="schema",
    breaks="typed clients fail to decode what they fetched before without trouble",
)
def test_whatever_the_order_the_contract_is_kept(walked):
    """Answers and refusals about something that is kept keep the contract, whatever was asked of it before."""
    assert walked.found("unlike") == []


@requirement(
    "fuzz.sequence.gone",
    MUST,
    basis="schema",
    breaks="personal data that was deleted is given out again, or gone on with, by whoever still has the id",
)
def test_whatever_the_order_what_is_deleted_is_gone(walked):
    """What was deleted is not fetched, listed or gone on with, whatever was asked of it before."""
    assert walked.found("still-there") == []

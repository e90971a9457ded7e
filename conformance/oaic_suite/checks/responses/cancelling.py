"""A response that is made in the background, and cancelled."""

from oaic_suite.checks.responses.readings.outcome import told_again
from oaic_suite.checks.responses.surface import CANCEL, CREATE, DELETE, IN_BACKGROUND, RETRIEVE
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

BEGUN = ("queued", "in_progress", "completed", "incomplete")
REFUSED, DONE = (400, 409, 422), ("completed", "incomplete", "failed")
STOPPED = ("cancelled", "completed", "incomplete", "failed")  # what is quick was done before


@conversation("reply")
def begun_response(target):
    """A response that is made in the background."""
    target.capabilities.require("responses-background")
    return target.ask(CREATE, **IN_BACKGROUND)


@conversation("reply", apart=True)
def cancelled_response(target, begun_response):
    """The same, cancelled; it is kept no longer than that. A server may refuse to cancel what was done before."""
    id = begun_response.id_at("id")
    cancelled = target.ask(CANCEL, response_id=id)
    is_late = cancelled.status in REFUSED and is_done(target, id)
    target.ask(DELETE, response_id=id)
    if is_late:
        raise NotApplicable("the response was done before it could be cancelled")
    return cancelled


def is_done(target, id):
    return Reply(target.ask(RETRIEVE, response_id=id)).get("status") in DONE


@conversation("refusal")
def response_cancelled_too_late(target, cancelled_response):
    """One that was waited for, cancelled."""
    cancelled_response.require_status()
    made = Reply(target.ask(CREATE, store=True))
    return target.ask(CANCEL, response_id=made.id_at("id"))


@requirement(
    "responses.cancelling.begun",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=OURS,
    breaks="who polls until a response is done never begins, or never stops",
)
def test_a_response_in_the_background_is_under_way(begun_response):
    """A response that is made in the background has the status `queued` or `in_progress`, unless it is done."""
    assert unlike([begun_response.found()], ("status",), *BEGUN) == []


@requirement(
    "responses.cancelling.status",
    MUST,
    basis="schema",
    on=CANCEL,
    owns="@outcome",
    breaks="what nobody waits for any more goes on, and is paid for",
)
def test_a_response_in_the_background_is_cancelled(cancelled_response):
    """A response that is made in the background is cancelled with status 200."""
    assert cancelled_response.outcome == 200


@requirement(
    "responses.cancelling.stopped",
    SHOULD,
    basis="observed",
    on=CANCEL,
    breaks="who cancels a response, and polls until it has stopped, polls for ever",
)
def test_what_is_cancelled_has_stopped(cancelled_response):
    """A response that is cancelled has the status `cancelled`, unless it was done before."""
    assert unlike([cancelled_response.found()], ("status",), *STOPPED) == []


@requirement(
    "responses.cancelling.schema",
    MUST,
    basis="schema",
    on=CANCEL,
    breaks="typed clients fail to decode the response",
)
def test_a_cancelled_response_keeps_the_contract(cancelled_response):
    """A response that is cancelled keeps the contract."""
    assert told_again(cancelled_response) == []


@requirement(
    "responses.cancelling.in-the-background-alone",
    SHOULD,
    basis="schema",
    on=CANCEL,
    only=OURS,
    owns="@outcome",
    breaks="callers that confuse one response with another never learn of it",
)
def test_what_was_waited_for_is_not_cancelled(response_cancelled_too_late):
    """A response that was not made in the background is not cancelled: the request is refused."""
    assert response_cancelled_too_late.accepted == []

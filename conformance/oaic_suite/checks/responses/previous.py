"""A response that goes on with an earlier one by its id."""

from oaic_suite.checks.responses.conversations import gone_on_with
from oaic_suite.checks.responses.readings.usage import instructed_still, read_no_more
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

AT_LENGTH = "Name none of these: " + "Ada, Grace, Alan, Edsger, Barbara, Donald, " * 50  # far longer than an answer
UNKNOWN = f"resp_{'6f1d2c' * 8}"


@conversation("refusal")
def response_to_unknown(target, bare_response):
    """A response that is to go on with one that was never made."""
    bare_response.require_status()
    return target.ask(CREATE, previous_response_id=UNKNOWN)


@conversation("reply")
def response_after_stream(target, continued_response):
    """A response that goes on with one which was streamed."""
    target.capabilities.require("responses-stream")
    continued_response.require_status()
    streamed = Stream(target.ask(CREATE, stream=True, store=True))
    streamed.require_complete()
    return gone_on_with(target, streamed.id_at("response", "id"))


@conversation("reply")
def response_after_instructions(target, continued_response):
    """A response that goes on with one which had instructions of its own, and says none."""
    continued_response.require_status()
    instructed = Reply(target.ask(CREATE, store=True, instructions=AT_LENGTH))
    return gone_on_with(target, instructed.id_at("id"))


@requirement(
    "responses.previous.status",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    owns="@outcome",
    breaks="the second turn of whoever sends the id alone fails",
)
def test_a_kept_response_is_gone_on_with(continued_response):
    """A response that is kept is gone on with by `previous_response_id`."""
    assert continued_response.outcome == 200


@requirement(
    "responses.previous.streamed",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    breaks="whoever shows answers as they come, and sends the id alone, fails in the second turn",
)
def test_a_streamed_response_is_gone_on_with(response_after_stream):
    """A response that was streamed and is kept is gone on with by `previous_response_id`."""
    assert response_after_stream.outcome == 200


@requirement(
    "responses.previous.told",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=OURS,
    breaks="who looks back at a conversation cannot tell how its turns follow each other",
)
def test_the_previous_response_is_told(continued_response):
    """A response has the `previous_response_id` that it goes on with."""
    asked = continued_response.request.get("previous_response_id")
    assert unlike([continued_response.found()], ("previous_response_id",), asked) == []


@requirement(
    "responses.previous.counted",
    SHOULD,
    basis="observed",
    shows="previous_response_id",
    breaks="what went before is not read: the model has forgotten it, or what it costs is hidden",
)
def test_what_went_before_is_read(kept_response, continued_response):
    """The `input_tokens` of a response are more than those of the one that it goes on with."""
    assert read_no_more(kept_response, continued_response) == []


@requirement(
    "responses.previous.instructions",
    SHOULD,
    basis="schema",
    breaks="whoever changes the instructions from turn to turn has the model heed them all, and pays for them",
)
def test_instructions_are_of_one_response(continued_response, response_after_instructions):
    """The `instructions` of a response are not those of the one that goes on with it, and are not read there."""
    assert instructed_still(response_after_instructions, continued_response, AT_LENGTH) == []


@requirement(
    "responses.previous.unknown",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    owns="@outcome",
    breaks="the model answers as if nothing had been said before, and nobody learns of it",
)
def test_an_unknown_previous_response_is_refused(response_to_unknown):
    """A `previous_response_id` that is not there is refused; a server that keeps nothing refuses each of them."""
    assert response_to_unknown.accepted == []


@requirement(
    "responses.previous.unknown-status",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=OURS,
    breaks="clients that send all of a conversation again, where its id is not known, do not",
)
def test_an_unknown_previous_response_is_a_bad_request(response_to_unknown):
    """The refusal of a `previous_response_id` has status 400."""
    assert response_to_unknown.refused_with == 400

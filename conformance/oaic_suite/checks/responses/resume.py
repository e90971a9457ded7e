"""The stream of a response in the background, gone on with after the connection was lost."""

from oaic_spec.events.walk import NAMES

from oaic_suite.checks.responses.readings.grammar import at_the_end
from oaic_suite.checks.responses.surface import CREATE, DELETE, IN_BACKGROUND, RETRIEVE
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.stream import Stream
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

HEARD = 2  # the number of the last event that is known already


@conversation("stream", apart=True)
def resumed_events(target):
    """The events of a response after the first three, fetched by its id."""
    target.capabilities.require("responses-background")
    target.capabilities.require("responses-stream")
    begun = Stream(target.ask(CREATE, stream=True, **IN_BACKGROUND))
    id = begun.id_at("response", "id")
    resumed = target.ask(RETRIEVE, response_id=id, stream="true", starting_after=HEARD)
    target.ask(DELETE, response_id=id)
    return resumed


@requirement(
    "responses.resume.status",
    SHOULD,
    basis="schema",
    on=RETRIEVE,
    owns="@outcome",
    breaks="who loses the connection of a long answer has to begin anew",
)
def test_a_stream_is_gone_on_with(resumed_events):
    """The stream of a kept response is fetched with `stream=true` and `starting_after`, with status 200, to its end."""
    assert resumed_events.outcome == 200


@requirement(
    "responses.resume.next",
    MUST,
    basis="schema",
    on=RETRIEVE,
    breaks="events come twice, or are lost, where a stream was interrupted: so do words",
)
def test_it_goes_on_with_the_next_event(resumed_events):
    """The first event is the one after the number in `starting_after`."""
    assert unlike(resumed_events.chunks[:1], ("sequence_number",), HEARD + 1) == []


@requirement(
    "responses.resume.grammar",
    SHOULD,
    basis="observed",
    on=RETRIEVE,
    breaks="clients that put the two streams together fail in the middle",
)
def test_the_rest_keeps_the_grammar(resumed_events):
    """What follows keeps the rules that hold for the events of a stream."""
    assert at_the_end(resumed_events, *NAMES) == []

"""Responses, whole, streamed and parsed, as the Node SDK gives them."""

from oaic_suite.checks.responses.conversations import CALLING
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.checks.sdk_node.readings.events import adding_up, ending, parsed, responded, unheard_of
from oaic_suite.clients.node.played import play
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST

SHAPES = {"plain": {}, "calling": CALLING}
IN_JSON = {"input": "Say hello in JSON.", "max_output_tokens": 400}


def ask(target, control, scenario, *capabilities, **members):
    control.require_status()
    for capability in ("responses", *capabilities, *(["responses-tools"] if "tools" in members else [])):
        target.capabilities.require(capability)
    return play(target, scenario, target.body(CREATE, **members))


@conversation(variants=SHAPES)
def node_response(target, bare_response, variant):
    return ask(target, bare_response, "responses.plain", **variant)


@conversation(variants=SHAPES)
def node_response_stream(target, bare_events, variant):
    return ask(target, bare_events, "responses.stream", "responses-stream", **variant)


@conversation(variants=SHAPES)
def node_response_helper(target, bare_events, variant):
    return ask(target, bare_events, "responses.helper", "responses-stream", **variant)


@conversation()
def node_response_parsed(target, bare_response):
    return ask(target, bare_response, "responses.parse", "responses-structured", **IN_JSON)


@requirement(
    "sdk-node.responses.reply",
    MUST,
    basis="sdk",
    breaks="an application in Node gets an exception, or another text than was sent in `output_text`",
)
def test_a_response_is_read(node_response):
    """The official Node SDK gives the status, the text, the calls and the usage that a response holds."""
    assert node_response.misread(responded) == []


@requirement(
    "sdk-node.responses.stream",
    MUST,
    basis="sdk",
    breaks="an agent in Node shows half an answer, or an exception in the middle of one",
)
def test_events_are_read(node_response_stream):
    """An application that adds up the events the official Node SDK yields has the response that was streamed."""
    assert node_response_stream.misread(adding_up) == []


def put_together(heard):
    """What the helper made of a stream; it raises at events that it does not know, and a server may send some."""
    if heard.raised and (strangers := unheard_of(heard.exchange)):
        raise NotEstablished(f"the helper knows no event {strangers[0]}")
    return heard.misread(ending)


@requirement(
    "sdk-node.responses.helper",
    MUST,
    basis="sdk",
    breaks="`.stream()` of the Node SDK raises, or its final response is another than was streamed",
)
def test_the_stream_helper_adds_up(node_response_helper):
    """The final response of the Node SDK's `.stream()` helper is what the stream ends with."""
    assert put_together(node_response_helper) == []


@requirement(
    "sdk-node.responses.parse",
    MUST,
    basis="sdk",
    breaks="`.parse()` of the Node SDK raises, and structured output cannot be used",
)
def test_parse_gives_the_object(node_response_parsed):
    """The Node SDK's `.parse()` with a zod schema gives the object that the response holds as text."""
    assert node_response_parsed.misread(parsed) == []

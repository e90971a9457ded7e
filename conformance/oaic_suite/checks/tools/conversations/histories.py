"""Calls and their results, sent back: those the server made itself, and some made up."""

from oaic_suite.checks.chat.conversations import sound_message
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.conversations.calls import asked, elicited, prepared
from oaic_suite.checks.tools.conversations.requests import ASK, ONE, ROOM, WEATHER, user
from oaic_suite.checks.tools.readings.calls import message
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation


def results(said):
    """A result for each call of a message."""
    return [{"role": "tool", "tool_call_id": call["id"], "content": "It is 18 degrees."} for call in said["tool_calls"]]


def message_of(reply):
    """The message of an answer that calls, to be sent back."""
    found = sound_message(reply)
    if not found.get("tool_calls"):
        raise NotEstablished("no tool was called")
    return found


def send_results(target, said, **more):
    """The next request of a client: its question, the calls, and their results."""
    messages = [*ASK, said, *results(said)]
    members = ONE | {"messages": messages, target.limit_name: ROOM}
    return target.provoke(CHAT, target.body(CHAT, **members, **more))


CONTENTS = {"as-it-came": {}, "empty-content": {"content": ""}}


@conversation("reply", CONTENTS)
def tool_results_reply(target, bare, variant):
    """The answer to the results of the calls that the server itself made."""
    prepared(target, bare, ONE)
    said = message_of(Reply(elicited(target, ONE)))
    return send_results(target, said | variant)


@conversation("stream", CONTENTS)
def tool_results_stream(target, bare, variant):
    """The same as clients do it that stream: the message is put together from its deltas."""
    prepared(target, bare, ONE, "chat-stream")
    said = message(Stream(elicited(target, ONE, stream=True)))
    return send_results(target, said | variant, stream=True)


def call(id, tool, **said):
    kind = tool["type"]
    return {"id": id, "type": kind, kind: {"name": tool[kind]["name"], **said}}


PARIS, OSLO = '{"city": "Paris"}', '{"city": "Oslo"}'
FIRST, SECOND = call("call_1", WEATHER, arguments=PARIS), call("call_2", WEATHER, arguments=OSLO)
RESULT = {"role": "tool", "tool_call_id": "call_1", "content": "18 degrees"}
OTHER = {"role": "tool", "tool_call_id": "call_2", "content": "4 degrees"}
ASSISTANT = {"role": "assistant", "content": None, "tool_calls": [FIRST]}
CALLING_BOTH = ASSISTANT | {"tool_calls": [FIRST, SECOND]}
IN_PARTS = RESULT | {"content": [{"type": "text", "text": "18 degrees"}]}
HISTORIES = {
    "one-result": [*ASK, ASSISTANT, RESULT],
    "no-content": [*ASK, {"role": "assistant", "tool_calls": [FIRST]}, RESULT],
    "content-beside": [*ASK, ASSISTANT | {"content": "I will look it up."}, RESULT],
    "several-results": [*ASK, CALLING_BOTH, RESULT, OTHER],
    "results-in-any-order": [*ASK, CALLING_BOTH, OTHER, RESULT],
    "result-in-parts": [*ASK, ASSISTANT, IN_PARTS],
    "empty-result": [*ASK, ASSISTANT, RESULT | {"content": ""}],
    "question-after": [*ASK, ASSISTANT, RESULT, {"role": "assistant", "content": "18 degrees."}, user("Thank you.")],
}


@conversation("reply", HISTORIES)
def history(target, bare, variant):
    """Calls and their results as history, in one legal shape each."""
    prepared(target, bare, ONE)
    return asked(target, ONE, messages=variant)

"""Responses in a conversation: each goes on with it, and is part of it afterwards."""

from oaic_suite.checks.conversations.conversations import IN_ORDER, LABELS
from oaic_suite.checks.conversations.readings import answers, disordered, question, streamed_answers, unsaid
from oaic_suite.checks.conversations.surface import BEGIN, LIST
from oaic_suite.checks.responses.readings.usage import read_no_more
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.evidence.located import unlike
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

UNKNOWN = f"conv_{'6f1d2c' * 8}"
FIRST, SECOND, THIRD = "My name is Ada.", "Say hello to me.", "Say it again."


@conversation("reply", control=True)
def talk(target, bare_response):
    """A conversation that responses are made in, where responses are made."""
    target.capabilities.require("conversations")
    bare_response.require_status()
    return target.ask(BEGIN, metadata=LABELS)


@conversation("reply")
def response_in_talk(target, talk):
    """A response in the conversation, which is named by its id."""
    return target.ask(CREATE, conversation=talk.id_at("id"), input=FIRST, store=True)


@conversation("reply")
def second_in_talk(target, talk, response_in_talk):
    """Another, where the conversation is named by an object."""
    response_in_talk.require_status()
    return target.ask(CREATE, conversation={"id": talk.id_at("id")}, input=SECOND, store=True)


@conversation("stream")
def streamed_in_talk(target, talk, second_in_talk):
    """A third, streamed."""
    second_in_talk.require_status()
    target.capabilities.require("responses-stream")
    return target.ask(CREATE, conversation=talk.id_at("id"), input=THIRD, store=True, stream=True)


@conversation("reply")
def talk_after_two(target, talk, second_in_talk):
    """What the conversation has after two turns."""
    return listed(target, talk, second_in_talk)


@conversation("reply")
def talk_after_three(target, talk, talk_after_two, streamed_in_talk):
    """What it has after the third."""
    talk_after_two.require_status()
    return listed(target, talk, streamed_in_talk)


def listed(target, talk, last):
    last.require_status()
    target.capabilities.require("conversations-listed")
    return target.ask(LIST, conversation_id=talk.id_at("id"), **IN_ORDER)


@conversation("refusal")
def response_in_unknown(target, response_in_talk):
    """A response in a conversation that was never begun, beside one in a conversation that was."""
    response_in_talk.require_status()
    return target.ask(CREATE, conversation=UNKNOWN)


@conversation("refusal")
def response_in_two_ways(target, talk, response_in_talk):
    """A response that is to go on with a conversation, and with a response as well."""
    response_in_talk.require_status()
    id = response_in_talk.id_at("id")
    return target.provoke(CREATE, target.body(CREATE, conversation=talk.id_at("id"), previous_response_id=id))


@requirement(
    "conversations.response.status",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    owns="@outcome",
    breaks="agents that keep their turns in a conversation get no answer",
)
def test_a_response_is_made_in_a_conversation(response_in_talk):
    """A response is made in a conversation that `conversation` names by its id, with status 200."""
    assert response_in_talk.outcome == 200


@requirement(
    "conversations.response.object",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    owns="@outcome",
    breaks="clients that hand on the conversation as a response tells it are refused",
)
def test_a_conversation_may_be_an_object(second_in_talk):
    """A response is made in a conversation that `conversation` names by an object with its `id`, with status 200."""
    assert second_in_talk.outcome == 200


@requirement(
    "conversations.response.told",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=OURS,
    breaks="who looks at a response cannot tell which conversation it is part of",
)
def test_the_conversation_is_told(talk, response_in_talk):
    """A response has in `conversation` the `id` of the conversation it was made in."""
    assert unlike([response_in_talk.found()], ("conversation", "id"), talk.at("id")) == []


@requirement(
    "conversations.response.input-added",
    MUST,
    basis="schema",
    on=CREATE,
    breaks="the next turn does not know what was asked",
)
def test_what_was_asked_is_added(response_in_talk, second_in_talk, talk_after_two):
    """The input of each response in a conversation is in it afterwards."""
    assert unsaid(talk_after_two, question(response_in_talk), question(second_in_talk)) == []


@requirement(
    "conversations.response.output-added",
    MUST,
    basis="schema",
    on=CREATE,
    shows="conversation",
    breaks="the next turn does not know what was answered",
)
def test_what_was_answered_is_added(response_in_talk, second_in_talk, talk_after_two):
    """The output of each response in a conversation is in it afterwards."""
    assert unsaid(talk_after_two, *answers(response_in_talk), *answers(second_in_talk)) == []


@requirement(
    "conversations.response.in-order",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="the model reads an answer before its question",
)
def test_turns_are_in_their_order(response_in_talk, second_in_talk, talk_after_two):
    """A conversation has its turns in their order: what was asked, what was answered, then the next."""
    first = [question(response_in_talk), *answers(response_in_talk)]
    assert disordered(talk_after_two, *first, question(second_in_talk), *answers(second_in_talk)) == []


@requirement(
    "conversations.response.streamed-added",
    MUST,
    basis="schema",
    on=CREATE,
    breaks="agents that stream lose each answer, and the model contradicts itself",
)
def test_what_was_streamed_is_added(streamed_in_talk, talk_after_three):
    """The input and the output of a streamed response in a conversation are in it afterwards."""
    assert unsaid(talk_after_three, question(streamed_in_talk), *streamed_answers(streamed_in_talk)) == []


@requirement(
    "conversations.response.counted",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="what went before is not read: the model has forgotten it, or what it costs is hidden",
)
def test_the_first_turn_is_read_in_the_second(response_in_talk, second_in_talk):
    """The `input_tokens` of the second response in a conversation are more than those of the first."""
    assert read_no_more(response_in_talk, second_in_talk) == []


@requirement(
    "conversations.response.unknown",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    owns="@outcome",
    breaks="the model answers as if nothing had been said before, and nobody learns of it",
)
def test_a_response_in_an_unknown_conversation_is_refused(response_in_unknown):
    """A response in a conversation that was never begun is refused."""
    assert response_in_unknown.accepted == []


@requirement(
    "conversations.response.unknown-status",
    SHOULD,
    basis="sdk",
    on=CREATE,
    only=OURS,
    breaks="the official SDKs raise NotFoundError for 404 alone: agents that would begin anew there do not",
)
def test_an_unknown_conversation_of_a_response_is_not_found(response_in_unknown):
    """The refusal of a response in a conversation that was never begun has status 404."""
    assert response_in_unknown.refused_with == 404


@requirement(
    "conversations.response.one-way",
    SHOULD,
    basis="schema",
    on=CREATE,
    only=OURS,
    owns="@outcome",
    breaks="one of the two is ignored, and nobody can tell which",
)
def test_a_response_goes_on_with_one_thing(response_in_two_ways):
    """A request with `conversation` and `previous_response_id` is refused."""
    assert response_in_two_ways.accepted == []

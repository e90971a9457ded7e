"""Chat as it is held: the roles, forms and turns that a prompt may have."""

from oaic_suite.conversation import conversation
from oaic_suite.requirement import OURS, requirement
from oaic_suite.verdict import INFO, MUST, NotEstablished

CHAT = "createChatCompletion"
GO_ON = {"role": "user", "content": "Say it again."}


@conversation("reply")
def continued(target, bare):
    """A second turn that sends the first answer's message back as it came."""
    if wrong := bare.problems("/choices/*/message/**"):
        raise NotEstablished(f"the message itself is wrong: expected {wrong[0].expected}, found {wrong[0].observed}")
    turns = [bare.request.get("messages")[0], bare.at("choices", 0, "message"), GO_ON]
    return target.provoke(CHAT, target.chat_body(messages=turns))


@conversation("reply")
def begun(target, bare):
    """A prompt whose last message is the beginning of the answer."""
    bare.require_status()
    return target.chat(messages=[{"role": "user", "content": "Say hello."}, {"role": "assistant", "content": "He"}])


@requirement(
    "chat.messages.system",
    MUST,
    basis="schema",
    on=CHAT,
    only="system",
    breaks="nearly every application opens with a system message, and fails on the first request",
)
def test_a_system_message_is_accepted(conversed):
    """A message of role system is accepted."""
    assert conversed.outcome == 200


@requirement(
    "chat.messages.developer",
    MUST,
    basis="schema",
    on=CHAT,
    only="developer",
    breaks="clients written for newer models open with a developer message, and fail on the first request",
)
def test_a_developer_message_is_accepted(conversed):
    """A message of role developer is accepted."""
    assert conversed.outcome == 200


@requirement(
    "chat.messages.history",
    MUST,
    basis="schema",
    on=CHAT,
    only="history",
    breaks="every conversation ends after its first answer",
)
def test_earlier_turns_are_accepted(conversed):
    """Earlier turns of user and assistant are accepted before the last message."""
    assert conversed.outcome == 200


@requirement(
    "chat.messages.parts",
    MUST,
    basis="schema",
    on=CHAT,
    only="parts",
    breaks="clients that always send parts, as those that can show pictures do, fail on the first request",
)
def test_content_in_parts_is_accepted(conversed):
    """A user's content may be an array of text parts."""
    assert conversed.outcome == 200


@requirement(
    "chat.messages.instructions-in-parts",
    MUST,
    basis="schema",
    on=CHAT,
    only="instructions",
    breaks="frameworks that write every content as parts, to mark what may be cached, cannot give instructions",
)
def test_instructions_in_parts_are_accepted(conversed):
    """A system message's content may be an array of text parts."""
    assert conversed.outcome == 200


@requirement(
    "chat.messages.round-trip",
    MUST,
    basis="sdk",
    on=CHAT,
    only=OURS,
    breaks="the way the official SDKs show to go on, appending the answer's message as it came, is refused",
)
def test_an_answer_may_be_sent_back(continued):
    """The message of an answer is accepted, member for member, as history of the next request."""
    assert continued.outcome == 200


@requirement("chat.messages.prefill", INFO, basis="observed", on=CHAT, only="")
def test_the_last_message_may_be_the_assistants(begun):
    """A prompt that ends with an assistant message is accepted."""
    assert begun.outcome == 200

"""Chat with a past: the shapes that earlier messages may have, and the orders they may stand in."""

from oaic_suite.checks.chat.conversations import sound_message
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

MANY = 20  # turns, each a question and an answer


def system(content, **more):
    return {"role": "system", "content": content, **more}


def user(content, **more):
    return {"role": "user", "content": content, **more}


def assistant(content, **more):
    return {"role": "assistant", "content": content, **more}


POLITE = "You are a polite host."
GREETING = user("Say hello.")
INTRODUCED = (user("My name is Ada."), assistant("Good to know, Ada."))
UNSAID = {"refusal": None, "audio": None, "function_call": None}
MESSAGE_SHAPES = {
    "developer-in-parts": [{"role": "developer", "content": [{"type": "text", "text": POLITE}]}, GREETING],
    "answer-in-parts": [INTRODUCED[0], assistant([{"type": "text", "text": "Good to know."}]), GREETING],
    "refusal-part": [
        user("Tell me a secret."),
        assistant([{"type": "refusal", "refusal": "I would rather not."}]),
        GREETING,
    ],
    "empty-instruction": [system(""), GREETING],
    "empty-question": [user(""), assistant("You did not say anything."), GREETING],
    "empty-answer": [INTRODUCED[0], assistant(""), GREETING],
    "named-instruction": [system(POLITE, name="house"), GREETING],
    "named-answer": [INTRODUCED[0], assistant("Good to know, Ada.", name="host"), user("Say hello.", name="ada")],
    "null-members": [INTRODUCED[0], assistant("Good to know, Ada.", **UNSAID), GREETING],
    "same-role-questions": [INTRODUCED[0], user("I am new here."), GREETING],
    "same-role-answers": [INTRODUCED[0], assistant("Good to know."), assistant("Welcome, Ada."), GREETING],
    "late-system": [*INTRODUCED, system(POLITE), GREETING],
    "many-turns": [*(INTRODUCED * MANY), GREETING],
    "system-alone": [system("Say hello.")],
}


@conversation("reply", MESSAGE_SHAPES)
def reply_by_message_shape(target, reply_to_history, variant):
    reply_to_history.require_status()
    return target.ask(CHAT, messages=variant)


def accepted(id, level, *, only=None, breaks=None):
    """A requirement about the prompts whose name begins as the last part of its id does."""
    return requirement(id, level, basis="schema", on=CHAT, only=only or id.rpartition(".")[2], breaks=breaks)


# --- shapes -------------------------------------------------------------------------------------------


@accepted(
    "chat.messages.developer-in-parts",
    MUST,
    breaks="frameworks that write every content as parts cannot give instructions to newer models",
)
def test_a_developers_message_may_be_in_parts(reply_by_message_shape):
    """A developer message's content may be an array of text parts."""
    assert reply_by_message_shape.outcome == 200


@accepted(
    "chat.messages.answer-in-parts",
    MUST,
    breaks="frameworks that write every content as parts fail on their second request",
)
def test_an_earlier_answer_may_be_in_parts(reply_by_message_shape):
    """An assistant message's content may be an array of text parts."""
    assert reply_by_message_shape.outcome == 200


@accepted("chat.messages.refusal-part", SHOULD, breaks="a conversation in which the model once declined cannot go on")
def test_an_earlier_refusal_may_be_a_part(reply_by_message_shape):
    """An assistant message's content may hold a refusal as a part."""
    assert reply_by_message_shape.outcome == 200


@accepted(
    "chat.messages.empty-text",
    SHOULD,
    only="empty-",
    breaks="a conversation in which somebody once said nothing can never go on",
)
def test_content_may_be_an_empty_text(reply_by_message_shape):
    """The content of an earlier message may be an empty string."""
    assert reply_by_message_shape.outcome == 200


@accepted(
    "chat.messages.names",
    SHOULD,
    only="named-",
    breaks="conversations of several speakers, told apart by name, are refused",
)
def test_speakers_may_have_names(reply_by_message_shape):
    """System, user and assistant messages may have a `name`."""
    assert reply_by_message_shape.outcome == 200


@accepted(
    "chat.messages.null-members",
    MUST,
    breaks="clients that write out every member of the model's message are refused on the second request",
)
def test_members_of_an_answer_may_be_null(reply_by_message_shape):
    """The members `refusal`, `audio` and `function_call` of an assistant message may be null."""
    assert reply_by_message_shape.outcome == 200


# --- orders -------------------------------------------------------------------------------------------


@accepted(
    "chat.messages.same-role",
    SHOULD,
    breaks="chats in which somebody writes twice, or an answer comes in two messages, are refused",
)
def test_one_role_may_speak_twice(reply_by_message_shape):
    """Messages of one role may follow each other."""
    assert reply_by_message_shape.outcome == 200


@accepted("chat.messages.late-system", SHOULD, breaks="agents cannot be given new instructions on their way")
def test_instructions_may_come_late(reply_by_message_shape):
    """A system message may stand after messages of other roles."""
    assert reply_by_message_shape.outcome == 200


@accepted("chat.messages.many-turns", MUST, breaks="long conversations end, though they would fit the model")
def test_a_past_may_be_long(reply_by_message_shape):
    """Dozens of short messages are accepted."""
    assert reply_by_message_shape.outcome == 200


@accepted("chat.messages.system-alone", INFO)
def test_instructions_may_be_all_there_is(reply_by_message_shape):
    """A prompt of nothing but a system message is accepted."""
    assert reply_by_message_shape.outcome == 200


# --- turns -------------------------------------------------------------------------------------------

GO_ON = {"role": "user", "content": "Say it again."}


@conversation("reply")
def second_turn(target, bare):
    """A second turn that sends the first answer's message back as it came."""
    turns = [bare.request.get("messages")[0], sound_message(bare), GO_ON]
    return target.provoke(CHAT, target.body(CHAT, messages=turns))


@conversation("reply")
def prefilled(target, bare):
    """A prompt whose last message is the beginning of the answer."""
    bare.require_status()
    return target.ask(
        CHAT, messages=[{"role": "user", "content": "Say hello."}, {"role": "assistant", "content": "He"}]
    )


@requirement(
    "chat.messages.system",
    MUST,
    basis="schema",
    on=CHAT,
    only="system",
    breaks="nearly every application opens with a system message, and fails on the first request",
)
def test_a_system_message_is_accepted(reply_by_message_kind):
    """A message of role system is accepted."""
    assert reply_by_message_kind.outcome == 200


@requirement(
    "chat.messages.developer",
    MUST,
    basis="schema",
    on=CHAT,
    only="developer",
    breaks="clients written for newer models open with a developer message, and fail on the first request",
)
def test_a_developer_message_is_accepted(reply_by_message_kind):
    """A message of role developer is accepted."""
    assert reply_by_message_kind.outcome == 200


@requirement(
    "chat.messages.history",
    MUST,
    basis="schema",
    on=CHAT,
    only="history",
    breaks="every conversation ends after its first answer",
)
def test_earlier_turns_are_accepted(reply_by_message_kind):
    """Earlier turns of user and assistant are accepted before the last message."""
    assert reply_by_message_kind.outcome == 200


@requirement(
    "chat.messages.parts",
    MUST,
    basis="schema",
    on=CHAT,
    only="parts",
    breaks="clients that always send parts, as those that can show pictures do, fail on the first request",
)
def test_content_in_parts_is_accepted(reply_by_message_kind):
    """A user's content may be an array of text parts."""
    assert reply_by_message_kind.outcome == 200


@requirement(
    "chat.messages.instructions-in-parts",
    MUST,
    basis="schema",
    on=CHAT,
    only="instructions",
    breaks="frameworks that write every content as parts, to mark what may be cached, cannot give instructions",
)
def test_instructions_in_parts_are_accepted(reply_by_message_kind):
    """A system message's content may be an array of text parts."""
    assert reply_by_message_kind.outcome == 200


@requirement(
    "chat.messages.round-trip",
    MUST,
    basis="sdk",
    on=CHAT,
    only=OURS,
    breaks="the way the official SDKs show to go on, appending the answer's message as it came, is refused",
)
def test_an_answer_may_be_sent_back(second_turn):
    """The message of an answer is accepted, member for member, as history of the next request."""
    assert second_turn.outcome == 200


@requirement("chat.messages.prefill", INFO, basis="observed", on=CHAT, only="")
def test_the_last_message_may_be_the_assistants(prefilled):
    """A prompt that ends with an assistant message is accepted."""
    assert prefilled.outcome == 200

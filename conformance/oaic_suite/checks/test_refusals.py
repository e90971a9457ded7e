"""Requests that break the contract, one by one: each is refused, not guessed at."""

from oaic_suite.requirement import requirement
from oaic_suite.verdict import INFO, MUST, SHOULD

CHAT = "createChatCompletion"


def refused(id, level=MUST, *, basis="schema", breaks):
    """A requirement about one case, streamed or not: the middle part of its id."""
    return requirement(id, level, basis=basis, on=CHAT, only=id.split(".")[1], owns="@outcome", breaks=breaks)


# --- bodies that cannot be read ----------------------------------------------------------------------


@refused(
    "errors.malformed-json.refused",
    basis="rfc",
    breaks="a body cut short on its way is answered as if it were whole",
)
def test_malformed_json_is_refused(refusal):
    """A body that is not JSON is refused."""
    assert refusal.accepted == []


@refused("errors.not-an-object.refused", breaks="a batch sent by mistake is answered once, or not at all")
def test_a_body_that_is_no_object_is_refused(refusal):
    """A body that is JSON but no object is refused."""
    assert refusal.accepted == []


# --- members that are missing ------------------------------------------------------------------------


@refused("errors.missing-messages.refused", breaks="a caller that misspells `messages` pays for an answer to nothing")
def test_a_chat_without_messages_is_refused(refusal):
    """A chat without `messages` is refused."""
    assert refusal.accepted == []


@refused("errors.missing-model.refused", breaks="a caller that forgets the model does not learn which one answered")
def test_a_chat_without_a_model_is_refused(refusal):
    """A chat without `model` is refused."""
    assert refusal.accepted == []


@refused("errors.missing-role.refused", breaks="words of the user may be taken for instructions")
def test_a_message_without_a_role_is_refused(refusal):
    """A message without `role` is refused."""
    assert refusal.accepted == []


@refused("errors.missing-content.refused", breaks="a caller that loses the user's words gets an answer all the same")
def test_a_message_without_content_is_refused(refusal):
    """A user's message without `content` is refused."""
    assert refusal.accepted == []


@refused("errors.empty-messages.refused", breaks="a caller that loses the conversation gets an answer all the same")
def test_a_chat_without_a_message_is_refused(refusal):
    """A chat whose `messages` are empty is refused."""
    assert refusal.accepted == []


# --- members of the wrong type -----------------------------------------------------------------------


@refused("errors.wrong-type-messages.refused", breaks="each character may be taken for a message")
def test_messages_that_are_text_are_refused(refusal):
    """A chat whose `messages` are a string is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-null-messages.refused", breaks="a caller that loses the conversation gets an answer")
def test_messages_that_are_null_are_refused(refusal):
    """A chat whose `messages` are null is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-entry.refused", breaks="a message without a role is answered under a role nobody chose")
def test_a_message_that_is_text_is_refused(refusal):
    """A message that is a string instead of an object is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-content.refused", breaks="a number is shown to the model as text, or not at all")
def test_content_that_is_a_number_is_refused(refusal):
    """A message whose `content` is a number is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-model.refused", breaks="a model that nobody named answers")
def test_a_model_that_is_a_number_is_refused(refusal):
    """A chat whose `model` is a number is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-limit.refused", breaks="a limit that was meant is ignored, and the answer is paid in full")
def test_a_limit_that_is_text_is_refused(refusal):
    """A chat whose token limit is a word is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-temperature.refused", breaks="a setting that was meant is ignored, and nobody learns of it")
def test_a_temperature_that_is_text_is_refused(refusal):
    """A chat whose `temperature` is a word is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-stop.refused", breaks="answers run past the place where they were to stop")
def test_a_stop_that_is_a_number_is_refused(refusal):
    """A chat whose `stop` is a number is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-streaming.refused", breaks="a caller that meant to stream waits for a whole answer")
def test_a_stream_that_is_text_is_refused(refusal):
    """A chat whose `stream` is a word is refused."""
    assert refusal.accepted == []


@refused("errors.wrong-type-options.refused", breaks="a caller that meant to count tokens is never told of any")
def test_stream_options_that_are_text_are_refused(refusal):
    """A chat whose `stream_options` are a word is refused."""
    assert refusal.accepted == []


# --- values that do not exist ------------------------------------------------------------------------


@refused("errors.unknown-role.refused", breaks="words of the user may be taken for instructions, or dropped")
def test_an_unknown_role_is_refused(refusal):
    """A message with a `role` that does not exist is refused."""
    assert refusal.accepted == []


@refused("errors.unknown-part.refused", breaks="what the user attached is dropped, and the model answers without it")
def test_an_unknown_part_is_refused(refusal):
    """A part of a message with a `type` that does not exist is refused."""
    assert refusal.accepted == []


@refused(
    "errors.unknown-model.refused",
    basis="sdk",
    breaks="routers and evaluations believe that the model they asked for has answered",
)
def test_an_unknown_model_is_refused(refusal):
    """A chat with a model that does not exist is refused, not answered by another."""
    assert refusal.accepted == []


# --- values out of range -----------------------------------------------------------------------------


@refused("errors.out-of-range-temperature.refused", breaks="a setting without meaning is ignored or passed on")
def test_a_negative_temperature_is_refused(refusal):
    """A chat whose `temperature` is below 0 is refused."""
    assert refusal.accepted == []


@refused("errors.out-of-range-top-p.refused", breaks="a setting without meaning is ignored or passed on")
def test_a_negative_top_p_is_refused(refusal):
    """A chat whose `top_p` is below 0 is refused."""
    assert refusal.accepted == []


@refused("errors.out-of-range-n.refused", breaks="the first choice of an empty list is an IndexError in the caller")
def test_a_chat_for_no_answer_is_refused(refusal):
    """A chat whose `n` is 0 is refused."""
    assert refusal.accepted == []


@refused("errors.out-of-range-logprobs.refused", breaks="a caller that asked for 99 alternatives counts on them")
def test_too_many_alternatives_are_refused(refusal):
    """A chat that asks for more than 20 `top_logprobs` is refused."""
    assert refusal.accepted == []


# --- where servers may be lenient --------------------------------------------------------------------


@refused("errors.negative-limit.refused", SHOULD, breaks="a limit that went below nothing is no limit any more")
def test_a_negative_limit_is_refused(questioned):
    """A chat whose token limit is below 1 is refused."""
    assert questioned.accepted == []


@refused("errors.stray-stream-options.refused", SHOULD, breaks="a caller that forgot `stream` never gets its usage")
def test_stream_options_without_a_stream_are_refused(questioned):
    """A chat with `stream_options` that asks for no stream is refused."""
    assert questioned.accepted == []


@refused("errors.stray-top-logprobs.refused", SHOULD, breaks="a caller that forgot `logprobs` never gets any")
def test_top_logprobs_without_logprobs_are_refused(questioned):
    """A chat with `top_logprobs` that asks for no `logprobs` is refused."""
    assert questioned.accepted == []


@refused(
    "errors.wrong-media-type.refused",
    SHOULD,
    basis="observed",
    breaks="any web page can post to the server as plain text: browsers ask for leave only where it is JSON",
)
def test_a_body_declared_as_text_is_refused(questioned):
    """A body declared as `text/plain` is refused."""
    assert questioned.accepted == []


@refused(
    "errors.stray-member.refused",
    INFO,
    basis="observed",
    breaks="a misspelt option is ignored, and nobody learns of it",
)
def test_an_unknown_member_is_refused(questioned):
    """A chat with a member the API does not know is refused."""
    assert questioned.accepted == []

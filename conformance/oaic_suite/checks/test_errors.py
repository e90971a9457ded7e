"""Errors: how a request that breaks the contract is refused, and the envelope a refusal comes in."""

from oaic_suite.checks.refusals import CASES, spoiled
from oaic_suite.conversation import conversation
from oaic_suite.located import failing, unlike
from oaic_suite.reply import Reply
from oaic_suite.requirement import OURS, requirement
from oaic_suite.verdict import INFO, MUST, SHOULD

CHAT = "createChatCompletion"
BODIES = (
    "malformed",
    "not-an-object",
    "missing",
    "empty",
    "wrong-type",
    "unknown-role",
    "unknown-part",
    "out-of-range",
)
MEMBERS = ("missing", "empty", "wrong-type", "unknown-role", "unknown-part", "out-of-range")
OUT_OF_RANGE = ("integer_below_min_value", "decimal_below_min_value", "integer_above_max_value")


TOO_MANY = 429


@conversation()
def waved_off(target, bare):
    """A wrong request; where it meets a rate limit, a valid one and the wrong one again."""
    wrong = CASES["missing-messages"]
    first = spoiled(target, bare, wrong)
    if first.exchange.status != TOO_MANY:
        return [first]
    return [first, Reply(target.chat()), spoiled(target, bare, wrong)]


def never(found):
    return False


# --- as a refusal ------------------------------------------------------------------------------------


@requirement(
    "errors.answered",
    MUST,
    basis="rfc",
    owns="@answer",
    breaks="the caller waits until its own patience ends, and tries the same again",
)
def test_a_wrong_request_is_answered(refusal):
    """A request that breaks the contract is answered, to the end."""
    assert refusal.unanswered == []


@requirement(
    "errors.not-in-a-success",
    MUST,
    basis="sdk",
    owns="@errors",
    breaks="the official SDKs raise by status alone: the caller gets an answer without choices",
)
def test_no_refusal_has_the_status_of_a_success(refusal):
    """A refusal has a status of 4xx or 5xx, never a success with an error in its body."""
    assert refusal.hidden == []


@requirement(
    "errors.streamed-is-json",
    MUST,
    basis="sdk",
    owns="@events",
    breaks="the official SDKs raise by status before they read events: retries and fallbacks are bypassed",
)
def test_no_refusal_comes_as_an_event(refusal):
    """A request for a stream that breaks the contract is refused with a JSON body, never inside a stream."""
    assert refusal.streamed == []


@requirement(
    "errors.client-fault",
    MUST,
    basis="sdk",
    only=OURS,
    owns="@blame",
    breaks="the official SDKs retry every 5xx: a wrong request is sent three times, and monitors raise the alarm",
)
def test_a_wrong_request_is_the_fault_of_the_client(refusal):
    """A request that breaks the contract is refused with a 4xx, never with a 5xx."""
    assert refusal.refused_with < 500


@requirement(
    "errors.status",
    SHOULD,
    basis="observed",
    only=BODIES,
    breaks="callers that catch BadRequestError see UnprocessableEntityError, or another class",
)
def test_a_wrong_body_is_a_bad_request(refusal):
    """A body that breaks the contract is refused with status 400."""
    assert refusal.client_error == 400


@requirement(
    "errors.not-a-rate-limit",
    SHOULD,
    basis="sdk",
    breaks="the official SDKs wait and try again: a request that can never succeed is sent three times",
)
def test_a_wrong_request_is_not_told_to_wait(waved_off):
    """A request that breaks the contract is not refused with 429 while the valid one beside it is answered."""
    assert [view.exchange.status for view in waved_off] != [429, 200, 429]


# --- the envelope ------------------------------------------------------------------------------------


@requirement(
    "errors.envelope.content-type",
    MUST,
    basis="schema",
    owns="@content-type",
    breaks="clients that choose a decoder by media type show raw bytes instead of the reason",
)
def test_a_refusal_is_declared_as_json(refusal):
    """A refusal is declared as `application/json`."""
    assert refusal.media_type == "application/json"


@requirement(
    "errors.envelope.json",
    MUST,
    basis="rfc",
    owns="@json",
    breaks="the official SDKs have no code, no param and no reason to show",
)
def test_a_refusal_is_json(refusal):
    """The body of a refusal is one JSON value in UTF-8."""
    assert refusal.json_error == ""


@requirement(
    "errors.envelope.object",
    MUST,
    basis="sdk",
    owns=("", "/error"),
    breaks="the official SDKs read `error`: without the object they show the whole body, or nothing",
)
def test_a_refusal_holds_an_error(refusal):
    """The body of a refusal is an object whose `error` is an object."""
    assert refusal.problems("", "/error") == []


@requirement(
    "errors.envelope.message",
    MUST,
    basis="schema",
    owns="/error/message",
    breaks="typed clients fail to decode the error, others have nothing to show",
)
def test_an_error_has_a_message(refusal):
    """An error has a `message` that is a string."""
    assert refusal.problems("/error/message") == []


@requirement(
    "errors.envelope.message-not-empty",
    SHOULD,
    basis="observed",
    breaks="the user is told that something failed, and not what",
)
def test_a_message_says_something(refusal):
    """The `message` of an error is not empty."""
    assert failing(refusal.sound("/error/message"), lambda found: found.strip() != "", "some text") == []


@requirement(
    "errors.envelope.type",
    MUST,
    basis="schema",
    owns="/error/type",
    breaks="typed clients whose field is required fail to decode the error",
)
def test_an_error_has_a_type(refusal):
    """An error has a `type` that is a string."""
    assert refusal.problems("/error/type") == []


@requirement(
    "errors.envelope.param",
    MUST,
    basis="schema",
    owns="/error/param",
    breaks="typed clients whose field is required, or a string, fail to decode the error",
)
def test_an_error_has_a_param(refusal):
    """An error has a `param` that is a string or null."""
    assert refusal.problems("/error/param") == []


@requirement(
    "errors.envelope.code",
    MUST,
    basis="schema",
    owns="/error/code",
    breaks="the official Java SDK raises OpenAIInvalidDataException on a number, the .NET one when it reads it",
)
def test_an_error_has_a_code(refusal):
    """An error has a `code` that is a string or null, never a number."""
    assert refusal.problems("/error/code") == []


@requirement(
    "errors.envelope.no-answer",
    SHOULD,
    basis="observed",
    breaks="clients that look for choices before they look for errors take the refusal for an answer",
)
def test_a_refusal_holds_no_answer(refusal):
    """A refusal has neither `choices` nor `data` nor `output`."""
    assert failing(refusal.wherever("/choices", "/data", "/output"), never, "no such member") == []


@requirement(
    "errors.absent-in-success",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="clients that ask whether `error` is there take the answer for a failure",
)
def test_a_success_has_no_error(reply):
    """An answer has no `error`, not even null."""
    assert failing(reply.wherever("/error"), never, "no such member") == []


# --- what is named -----------------------------------------------------------------------------------


@requirement(
    "errors.type",
    SHOULD,
    basis="observed",
    only=BODIES,
    breaks="callers that sort errors by `type` do not know it for their own mistake",
)
def test_a_wrong_body_is_an_invalid_request(refusal):
    """The refusal of a body that breaks the contract has `type: "invalid_request_error"`."""
    assert unlike(refusal.sound("/error/type"), (), "invalid_request_error") == []


@requirement(
    "errors.param",
    SHOULD,
    basis="observed",
    only=MEMBERS,
    breaks="forms and tools that mark the field at fault mark none",
)
def test_a_refusal_names_the_member(refusal):
    """A refusal names the member it is about in `param`, as in `messages[0].content`."""
    assert unlike(refusal.sound("/error/param"), (), refusal.complaint) == []


@requirement(
    "errors.missing.code",
    SHOULD,
    basis="observed",
    only="missing",
    breaks="callers that tell a forgotten member from a wrong one by the code cannot",
)
def test_a_missing_member_has_its_code(refusal):
    """The refusal for a missing member has `code: "missing_required_parameter"`."""
    assert unlike(refusal.sound("/error/code"), (), "missing_required_parameter") == []


@requirement(
    "errors.wrong-type.code",
    SHOULD,
    basis="observed",
    only="wrong-type",
    breaks="callers that tell a wrong type from a wrong value by the code cannot",
)
def test_a_wrong_type_has_its_code(refusal):
    """The refusal for a member of the wrong type has `code: "invalid_type"`."""
    assert unlike(refusal.sound("/error/code"), (), "invalid_type") == []


@requirement(
    "errors.empty-messages.code",
    SHOULD,
    basis="observed",
    only="empty-messages",
    breaks="callers that tell an empty conversation from a malformed one by the code cannot",
)
def test_an_empty_array_has_its_code(refusal):
    """The refusal of empty `messages` has `code: "empty_array"`."""
    assert unlike(refusal.sound("/error/code"), (), "empty_array") == []


@requirement(
    "errors.out-of-range.code",
    SHOULD,
    basis="observed",
    only="out-of-range",
    breaks="callers that pull a setting back into its range by the code cannot",
)
def test_a_value_out_of_range_has_its_code(refusal):
    """The refusal for a number out of range has a `code` such as `decimal_below_min_value`."""
    assert unlike(refusal.sound("/error/code"), (), *OUT_OF_RANGE) == []


@requirement(
    "errors.unknown-role.code",
    SHOULD,
    basis="observed",
    only="unknown-role",
    breaks="callers that try another role by the code cannot",
)
def test_an_unknown_role_has_its_code(refusal):
    """The refusal of a role that does not exist has `code: "invalid_value"` or `"unsupported_value"`."""
    assert unlike(refusal.sound("/error/code"), (), "invalid_value", "unsupported_value") == []


@requirement(
    "errors.unknown-model.status",
    MUST,
    basis="sdk",
    on=CHAT,
    only="unknown-model",
    breaks="the official SDKs raise NotFoundError for a 404 only; fallbacks to another model are not taken",
)
def test_an_unknown_model_is_not_found(refusal):
    """A chat with a model that does not exist is refused with status 404."""
    assert refusal.client_error == 404


@requirement(
    "errors.unknown-model.code",
    SHOULD,
    basis="observed",
    on=CHAT,
    only="unknown-model",
    breaks="clients that tell a missing model from a missing route by the code cannot",
)
def test_an_unknown_model_has_its_code(refusal):
    """The refusal of a model that does not exist has `code: "model_not_found"`."""
    assert unlike(refusal.sound("/error/code"), (), "model_not_found") == []


@requirement("errors.malformed-json.param", INFO, basis="hearsay", only="malformed-json")
def test_malformed_json_names_no_member(refusal):
    """The refusal of a body that is not JSON has `param: null`: there is no member to name."""
    assert unlike(refusal.sound("/error/param"), (), None) == []

"""Refusals in general: that they are given, whose fault they name, and that no success hides one."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.cases import refused
from oaic_suite.checks.errors.conversations import CASES, spoiled
from oaic_suite.checks.errors.readings import never
from oaic_suite.evidence.evidence import TOO_MANY
from oaic_suite.evidence.located import failing, unlike
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

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


@conversation()
def possibly_rate_limited(target, bare):
    """A wrong request; where it meets a rate limit, a valid one and the wrong one again."""
    wrong = CASES["missing-messages"]
    first = spoiled(target, bare, wrong)
    if first.exchange.status != TOO_MANY:
        return [first]
    return [first, Reply(target.ask(CHAT)), spoiled(target, bare, wrong)]


# RFC 9110, 3.4: a server responds to a request. RFC 9112, 8: a response that ends before its body does is incomplete.
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
def test_a_wrong_request_is_not_told_to_wait(possibly_rate_limited):
    """A request that breaks the contract is not refused with 429 while the valid one beside it is answered."""
    assert [view.exchange.status for view in possibly_rate_limited] != [429, 200, 429]


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
    """A refusal names the member it is about in `param`, as in `messages[0].content`, or one above it."""
    assert refusal.misnamed == []


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


@requirement("errors.malformed-json.param", INFO, basis="hearsay", only="malformed-json")
def test_malformed_json_names_no_member(refusal):
    """The refusal of a body that is not JSON has `param: null`: there is no member to name."""
    assert unlike(refusal.sound("/error/param"), (), None) == []


# RFC 8259, 2: what JSON is. RFC 9110, 15.5.1: 400 is for a request that the client got wrong, as in its syntax.
@refused(
    "errors.malformed-json.refused", basis="rfc", breaks="a body cut short on its way is answered as if it were whole"
)
def test_malformed_json_is_refused(refusal):
    """A body that is not JSON is refused."""
    assert refusal.accepted == []


@refused("errors.not-an-object.refused", breaks="a batch sent by mistake is answered once, or not at all")
def test_a_body_that_is_no_object_is_refused(refusal):
    """A body that is JSON but no object is refused."""
    assert refusal.accepted == []


@refused("errors.empty-messages.refused", breaks="a caller that loses the conversation gets an answer all the same")
def test_a_chat_without_a_message_is_refused(refusal):
    """A chat whose `messages` are empty is refused."""
    assert refusal.accepted == []


@refused("errors.negative-limit.refused", SHOULD, breaks="a limit that went below nothing is no limit any more")
def test_a_negative_limit_is_refused(doubtful_request):
    """A chat whose token limit is below 1 is refused."""
    assert doubtful_request.accepted == []


@refused(
    "errors.wrong-media-type.refused",
    SHOULD,
    basis="observed",
    breaks="any web page can post to the server as plain text: browsers ask for leave only where it is JSON",
)
def test_a_body_declared_as_text_is_refused(doubtful_request):
    """A body declared as `text/plain` is refused."""
    assert doubtful_request.accepted == []

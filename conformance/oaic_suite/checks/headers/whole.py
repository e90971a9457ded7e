"""Headers: what clients log, wait by and decode by."""

import re

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.readings import never
from oaic_suite.checks.headers.readings import REQUEST_ID, matches, present
from oaic_suite.evidence.located import failing, repeated
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\";\s]*)", re.IGNORECASE)
KEEPING = ("public", "immutable", "max-age", "s-maxage")
NOT_TO_BE_KEPT = (
    "Send `Cache-Control: no-store` with answers and streams, and keep rules for static files away from them."
)


@conversation()
def with_request_ids(bare, refusal):
    """An answer and a refusal that both carry a request id."""
    if not (bare.headers(REQUEST_ID) and refusal.headers(REQUEST_ID)):
        raise NotApplicable("the server gives its requests no ids")
    return [bare, refusal]


# --- request ids --------------------------------------------------------------------------------------


@requirement(
    "headers.request-id.on-answers",
    SHOULD,
    basis="sdk",
    only=OURS,
    breaks="the official SDKs show it as `_request_id`: no report can be matched with the server's log",
)
def test_an_answer_carries_a_request_id(bare):
    """An answer carries `x-request-id`."""
    assert bare.header(REQUEST_ID) != ""


@requirement(
    "headers.request-id.on-streams",
    SHOULD,
    basis="sdk",
    only="plain",
    breaks="the official SDKs show it beside the stream: no report can be matched with the server's log",
)
def test_a_stream_carries_a_request_id(bare, stream):
    """Where an answer carries `x-request-id`, a streamed one does too."""
    present(bare, REQUEST_ID)
    assert stream.header(REQUEST_ID) != ""


@requirement(
    "headers.request-id.on-errors",
    SHOULD,
    basis="sdk",
    only="missing-messages",
    breaks="the official SDKs show it with every error: the request most worth looking up cannot be found",
)
def test_a_refusal_carries_a_request_id(bare, refusal):
    """Where an answer carries `x-request-id`, a refusal does too."""
    present(bare, REQUEST_ID)
    assert refusal.header(REQUEST_ID) != ""


@requirement(
    "headers.request-id.unique",
    SHOULD,
    basis="sdk",
    only="missing-messages",
    breaks="the log shows several requests for the one that is asked about",
)
def test_request_ids_are_not_used_again(with_request_ids):
    """No two requests get the same `x-request-id`."""
    assert repeated([id for view in with_request_ids for id in view.headers(REQUEST_ID)[:1]], "an id of its own") == []


# --- the time taken ----------------------------------------------------------------------------------


@requirement(
    "headers.processing-ms",
    SHOULD,
    basis="observed",
    only=OURS,
    breaks="dashboards that subtract it from the round trip show nothing, or nonsense",
)
def test_the_time_taken_is_an_integer(reply):
    """The header `openai-processing-ms`, where it is sent, is an integer."""
    assert failing(present(reply, "openai-processing-ms"), matches(r"\d+"), "an integer of milliseconds") == []


# --- keeping ------------------------------------------------------------------------------------------


# RFC 9111, 3 and 4: these directives let a cache keep an answer, some even where the request carries a key.
@requirement(
    "headers.cache.streams",
    SHOULD,
    basis="rfc",
    breaks="a cache on the way may keep what was said to one user, and give it to the next",
    fix=NOT_TO_BE_KEPT,
)
def test_a_stream_is_not_to_be_kept(stream):
    """No stream carries a `cache-control` that lets caches keep it."""
    assert failing(stream.headers("cache-control"), is_not_kept, "no-cache, no-store, or nothing of the kind") == []


# RFC 9111, 3 and 4: the same holds for an answer to a POST that says how long it stays fresh.
@requirement(
    "headers.cache.answers",
    SHOULD,
    basis="rfc",
    on=CHAT,
    breaks="a cache on the way may keep what was said to one user, and give it to the next",
    fix=NOT_TO_BE_KEPT,
)
def test_an_answer_is_not_to_be_kept(reply):
    """No answer to a chat carries a `cache-control` that lets caches keep it."""
    assert failing(reply.headers("cache-control"), is_not_kept, "no-cache, no-store, or nothing of the kind") == []


def is_not_kept(found):
    """Whether no directive lets an answer be kept for a while, or by a cache that many share."""
    directives = {part.strip().partition("=")[::2] for part in found.lower().split(",")}
    forbidden = ("no-store", "") in directives  # RFC 9111, 5.2.2.5: whatever stands beside it
    return forbidden or not any(name in KEEPING and value not in ("0", '"0"') for name, value in directives)


# --- decoding -----------------------------------------------------------------------------------------


# RFC 8259, 8.1 and 11: JSON between systems is UTF-8, and application/json has no parameter to say otherwise.
@requirement(
    "headers.charset",
    SHOULD,
    basis="rfc",
    breaks="clients that decode by the charset turn every letter beyond ASCII into others",
)
def test_a_charset_is_utf_8(reply):
    """Where an answer names a charset, it is UTF-8."""
    assert failing(reply.headers("content-type"), names_utf_8_or_nothing, "charset=utf-8, or no charset") == []


def names_utf_8_or_nothing(found):
    return all(charset.lower() in ("utf-8", "utf8") for charset in CHARSET.findall(found))


# --- framing ------------------------------------------------------------------------------------------


# RFC 9112, 6.2: a message with Transfer-Encoding has no Content-Length.
@requirement(
    "headers.framing",
    MUST,
    basis="rfc",
    only=OURS,
    breaks="Node takes an answer with two lengths for an attack and ends the connection: every request fails",
)
def test_an_answer_is_framed_once(bare):
    """No answer has both `Content-Length` and `Transfer-Encoding` (RFC 9112, 6.2)."""
    assert lengths_beside_chunks(bare) == []


def lengths_beside_chunks(view):
    lengths = view.headers("content-length") if view.headers("transfer-encoding") else []
    return failing(lengths, never, "no such header beside Transfer-Encoding")


# --- what no client reads -----------------------------------------------------------------------------


# RFC 9110, 6.6.1: a server with a clock dates every answer of 2xx, 3xx or 4xx.
@requirement("headers.date", INFO, basis="rfc", only=OURS)
def test_an_answer_has_a_date(bare):
    """An answer carries `Date`, as RFC 9110 section 6.6.1 asks of a server with a clock."""
    assert bare.header("date") != ""


@requirement("headers.no-cookies", INFO, basis="taste", only=OURS)
def test_an_answer_sets_no_cookie(bare):
    """An answer carries no `Set-Cookie`: a client of an API keeps none."""
    assert bare.header("set-cookie") == ""

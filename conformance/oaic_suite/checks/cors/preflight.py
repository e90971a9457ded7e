"""What a browser asks before a page may send a request, and what must be answered."""

from oaic_suite.checks.cors.browser import OF_THE_SDK, send_preflight
from oaic_suite.checks.cors.readings import (
    any_origin_with_credentials,
    headers_not_allowed,
    key_not_named,
    not_lists,
    origin_not_allowed,
)
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

PATHS = {"chat": ("POST", "/chat/completions"), "models": ("GET", "/models")}


@conversation("preflight", PATHS)
def preflight(target, variant):
    """What a browser sends before a page's request; there is no key in it."""
    target.capabilities.require("cors")
    return send_preflight(target, *variant)


# Fetch standard, 3.3.3 and 4.8: a preflight goes without credentials, and only a 2xx lets the request follow.
@requirement(
    "cors.preflight.status",
    MUST,
    basis="rfc",
    only=OURS,
    owns="@outcome",
    breaks="browsers send the request only after a 2xx, and ask without the key: no page can call the server",
)
def test_a_preflight_is_granted_without_a_key(preflight):
    """A preflight, which carries no key, is answered with a status of 2xx."""
    assert preflight.outcome in range(200, 300)


# Fetch standard, 4.8 and 4.10 (CORS check): the answer names the origin that asked and no other, or `*`.
@requirement(
    "cors.preflight.origin",
    MUST,
    basis="rfc",
    only=OURS,
    breaks="browsers send no request: no page can call the server",
)
def test_a_preflight_allows_the_origin(preflight):
    """A preflight is answered with one `Access-Control-Allow-Origin`: the origin that asked, or `*`."""
    assert origin_not_allowed(preflight) == []


# Fetch standard, 4.8 (CORS-preflight fetch): a header that the answer does not list is not sent.
@requirement(
    "cors.preflight.authorization",
    MUST,
    basis="rfc",
    only=OURS,
    owns="@access-control-allow-headers",
    breaks="browsers send no request that carries a key: no page can call the server",
)
def test_a_preflight_allows_the_key(preflight):
    """A preflight for `authorization` is answered with it in `Access-Control-Allow-Headers`, or with `*`."""
    assert headers_not_allowed(preflight, ("authorization",)) == []


# Fetch standard, 2.2.2 and 4.8: Authorization is the one header that `*` does not stand for.
@requirement(
    "cors.preflight.authorization-by-name",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="`*` does not stand for authorization: browsers that keep the Fetch standard send no request",
)
def test_a_preflight_names_the_key(preflight):
    """A preflight for `authorization` is answered with its name: `*` stands for every header but this."""
    assert key_not_named(preflight) == []


# Fetch standard, 2.2.2 and 4.8: a Content-Type other than those of HTML forms is sent only where the answer lists it.
@requirement(
    "cors.preflight.content-type",
    MUST,
    basis="rfc",
    only=OURS,
    breaks="browsers send no JSON to another origin without leave: no page can chat",
)
def test_a_preflight_allows_json(preflight):
    """A preflight for `content-type` is answered with it in `Access-Control-Allow-Headers`, or with `*`."""
    assert headers_not_allowed(preflight, ("content-type",)) == []


@requirement(
    "cors.preflight.sdk-headers",
    MUST,
    basis="sdk",
    only=OURS,
    breaks="the official SDK for JavaScript sends them with every request: in a browser each of its calls fails",
)
def test_a_preflight_allows_what_the_sdk_sends(preflight):
    """A preflight for the `x-stainless-*` headers of the official SDK is answered with them, or with `*`."""
    assert headers_not_allowed(preflight, OF_THE_SDK) == []


# Fetch standard, 3.3.4 and 4.8: methods and headers are lists of names; one that cannot be read fails the preflight.
@requirement(
    "cors.preflight.lists",
    MUST,
    basis="rfc",
    only=OURS,
    breaks="browsers take a list they cannot read for a refusal: no page can call the server",
)
def test_what_a_preflight_allows_is_a_list(preflight):
    """The methods and headers that a preflight is answered with are names with commas between them."""
    assert not_lists(preflight) == []


# Fetch standard, 3.3.5 and 4.10: to a request with credentials, `*` allows no origin.
@requirement(
    "cors.preflight.credentials",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="browsers refuse `*` to a page that sends cookies, which it was told it may",
)
def test_credentials_are_for_a_named_origin(preflight):
    """A preflight that is answered with `Access-Control-Allow-Credentials: true` names the origin, not `*`."""
    assert any_origin_with_credentials(preflight) == []

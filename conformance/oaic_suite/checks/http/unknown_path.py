"""A path the server does not know."""

from oaic_suite.checks.http.readings import UNKNOWN_PATH, ask_path
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import SHOULD

NOWHERE = {"unknown-path-get": ("GET", UNKNOWN_PATH), "unknown-path-post": ("POST", UNKNOWN_PATH)}


@conversation("refusal", NOWHERE)
def unknown_path(target, bare, variant):
    return ask_path(target, bare, variant, "unknown-path")


# RFC 9110, 15.5.5: 404 is for a target of which the server finds nothing.
@requirement(
    "http.unknown-path.status",
    SHOULD,
    basis="rfc",
    only="unknown-path",
    owns="@outcome",
    breaks="clients that look for a feature by its path find what is not there",
)
def test_an_unknown_path_is_not_found(unknown_path):
    """A path the server does not know is answered with status 404."""
    assert unknown_path.outcome == 404


@requirement(
    "http.unknown-path.json",
    SHOULD,
    basis="observed",
    only="unknown-path",
    owns="@json",
    breaks="clients show the user a page of markup, or nothing",
)
def test_an_unknown_path_is_told_in_json(unknown_path):
    """The body for a path the server does not know is one JSON value."""
    assert unknown_path.json_error == ""


@requirement(
    "http.unknown-path.envelope",
    SHOULD,
    basis="observed",
    only="unknown-path",
    breaks="the official SDKs have no message, code or type to show",
)
def test_an_unknown_path_is_told_in_the_envelope(unknown_path):
    """An unknown path is told in the envelope of every error."""
    assert unknown_path.problems("", "/error", "/error/*") == []

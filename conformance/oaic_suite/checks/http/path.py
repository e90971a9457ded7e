"""Paths as clients spell them: a slash too many, a query nobody asked for, ids with characters of every kind."""

from oaic_suite.asking.survey.preflight import ids
from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.models.surface import LISTING, MODEL
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, SHOULD

AS_GET = (301, 302, 303)  # what turns a POST into a GET: browsers and HTTP stacks drop the body
SLASHED = {"slash-at-the-end": "/chat/completions/", "slash-in-front": "//chat/completions"}
ENCODED = {
    "encoded-slash": f"nobody/{UNKNOWN_MODEL}",
    "encoded-space": f"{UNKNOWN_MODEL} of nobody",
    "encoded-percent": f"{UNKNOWN_MODEL}%2F%",
    "encoded-question": f"{UNKNOWN_MODEL}?of=nobody#here",
    "encoded-wide": f"{UNKNOWN_MODEL}-日本-🦜",
}


@conversation("reply", SLASHED)
def extra_slash(target, bare, variant):
    bare.require_status()
    return target.send("POST", variant, target.body(CHAT))


@conversation("reply")
def with_query(target, bare):
    """As clients of Azure send it, and gateways pass it on."""
    bare.require_status()
    return target.send("POST", "/chat/completions?api-version=2024-10-21", target.body(CHAT), operation=CHAT)


@conversation("reply", control=True)
def known_model(target):
    """One model by its id: what is asked of others is judged only where this one is found."""
    target.capabilities.require("models-retrieve")
    return target.provoke(MODEL)


@conversation("refusal", ENCODED, apart=True)
def encoded_id(target, known_model, variant):
    """To a framework it may be an unknown path: what it says of those is judged elsewhere."""
    known_model.require_status()
    return target.provoke(MODEL, path={"model": variant})


@conversation("reply")
def model_with_slash(target, known_model):
    """A model whose id names its owner first, as most do outside of OpenAI."""
    known_model.require_status()
    return target.provoke(MODEL, path={"model": id_with_slash(target)})


@conversation("reply")
def model_with_raw_slash(target, known_model):
    """The same with the slash as it is, as older SDKs send it."""
    known_model.require_status()
    return target.send("GET", f"/models/{id_with_slash(target)}", operation=MODEL)


def id_with_slash(target):
    """The first listed id with a slash, and nothing in it that would have to be encoded."""
    target.capabilities.require("models")
    listed = ids(target.provoke(LISTING))
    found = [name for name in listed if "/" in name and name.isascii() and not set(name) & set("%?# ")]
    if not found:
        raise NotApplicable("no model is listed whose id has a slash")
    return found[0]


# RFC 9110, 15.4.2 to 15.4.4: after 301, 302 or 303 a client may ask again with GET, and without the body.
@requirement(
    "http.path.slashes",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="HTTP stacks follow such a redirect with a GET: the body is dropped, and the method is wrong",
)
def test_a_slash_too_many_does_not_cost_the_body(extra_slash):
    """A POST to a path with a slash too many is not redirected with a status of 301, 302 or 303."""
    assert extra_slash.status not in AS_GET


@requirement("http.path.query", INFO, basis="hearsay", only=OURS)
def test_a_query_is_passed_over(with_query):
    """A chat with a query that means nothing to it is answered like any other."""
    assert with_query.outcome == 200


# RFC 3986, 2.1: any byte can stand in a path as % and two digits. RFC 9110, 15.6: a 5xx says that the server erred.
@requirement(
    "http.path.encoded",
    SHOULD,
    basis="rfc",
    only="encoded",
    breaks="a mistyped model is told as a failure of the server: the official SDKs try again",
)
def test_an_encoded_id_is_no_failure(encoded_id):
    """An id with a slash, a space, a percent sign or letters of any script, encoded in the path, is not a 5xx."""
    assert encoded_id.failed == []


@requirement(
    "http.path.slash-in-an-id",
    SHOULD,
    basis="sdk",
    only=OURS,
    breaks="the official SDKs encode it: `models.retrieve` finds no model whose id names an owner",
)
def test_a_listed_id_with_a_slash_is_found(model_with_slash):
    """A listed model whose id has a slash is found under it, the slash encoded."""
    assert model_with_slash.outcome == 200


@requirement("http.path.bare-slash-in-an-id", INFO, basis="taste", only=OURS)
def test_a_listed_id_is_found_with_its_slash_as_it_is(model_with_raw_slash):
    """A listed model whose id has a slash is found under it, the slash not encoded, as older SDKs send it."""
    assert model_with_raw_slash.outcome == 200

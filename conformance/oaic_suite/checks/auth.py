"""Keys: asked about where the operator gave one, so that nobody is blamed for a server that is open on purpose."""

from oaic_suite.asking.surface import plains, routes, surface_of
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.models.surface import LISTING
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

MORE = "-and-more"
NO_KEY = "no-key-required"
KEYS = ("wrong-key", "no-key")
ATTEMPTS = {f"{key}-{route}": (key, route) for key in KEYS for route in routes()}
WRONG, NONE = "wrong-key-chat", "no-key-chat"
ELSEWHERE = tuple(name for name in ATTEMPTS if name not in (WRONG, NONE))


@conversation("refusal", ATTEMPTS, apart=True)
def unauthorized(target, variant):
    """A request with a wrong key or with none, which was answered with the right one."""
    key, route = variant
    return ask_without_key(target, key, route)


@conversation("refusal", apart=True)
def wrong_key_chat(target):
    """A chat with a wrong key: whether the server asks for keys at all."""
    return ask_without_key(target, *ATTEMPTS[WRONG])


@conversation("reply")
def lowercase_bearer(target, wrong_key_chat):
    """The right key after `bearer` in small letters."""
    target.capabilities.require("models")
    require_keys(wrong_key_chat)
    Reply(target.provoke(LISTING)).require_status()
    return target.provoke(LISTING, headers={"authorization": f"bearer {target.api_key}"})


@conversation("refusal", apart=True)
def longer_key(target, wrong_key_chat):
    """The right key with more after it. What is said of it may show a part of the right one, and is not kept."""
    require_keys(wrong_key_chat)
    headers = {"authorization": f"Bearer {target.api_key}{MORE}"}
    return target.provoke(CHAT, target.body(CHAT), headers=headers, unkept=True)


@conversation("refusal", apart=True)
def placeholder(target, wrong_key_chat):
    """What clients send that were given no key: it has not the form of one."""
    require_keys(wrong_key_chat)
    return target.provoke(CHAT, target.body(CHAT), headers={"authorization": f"Bearer {NO_KEY}"})


def require_keys(wrong_key_chat):
    """That a wrong key is refused: else the server asks for none."""
    _ = wrong_key_chat.if_refused


def ask_without_key(target, key, name):
    if not target.api_key:
        raise NotApplicable("no key was given: the server is taken to be open", "auth")
    route = routes()[name]
    target.capabilities.require(route.needs)
    body = target.body(route.operation, **route.members) if plains()[route.operation].body is not None else None
    if not was_answered(target, route):
        control = target.provoke(route.operation, body)
        (Stream if route.members else Reply)(control).require_status()
    wrong = target.provoke(route.operation, body, headers={"authorization": credentials(key, target.api_key)})
    return Refusal(wrong, case=f"{key}-{name}")


def was_answered(target, route):
    """Whether the survey saw it answered, where another picture or sound only to see that again would cost as much."""
    return bool(surface_of(route.operation).models) and target.capabilities.has(route.needs)


def credentials(key, right):
    """No key, or one of the same length that has nothing of the right one: a server may print it."""
    return f"Bearer sk-{'0' * max(len(right) - 3, 8)}" if key == "wrong-key" else None


# --- whether ------------------------------------------------------------------------------------------


@requirement(
    "auth.wrong-key.refused",
    SHOULD,
    basis="observed",
    only=WRONG,
    owns="@outcome",
    breaks="whoever reaches the server spends its owner's money",
)
def test_a_wrong_key_is_refused(unauthorized):
    """A chat with a key that is not the operator's is refused."""
    assert unauthorized.accepted == []


@requirement(
    "auth.wrong-key.longer",
    SHOULD,
    basis="observed",
    only=OURS,
    breaks="keys that begin alike open each other's accounts, and a guess need not be the whole key",
    fix="Compare keys whole, in constant time: not their beginning, and not cut to the width of a column.",
)
def test_a_key_is_read_to_its_end(longer_key):
    """Where a wrong key is refused, so is the right one with more characters after it."""
    assert longer_key.accepted == []


@requirement(
    "auth.wrong-key.any-form",
    SHOULD,
    basis="observed",
    only=OURS,
    breaks="whoever has no key gets in with any word that does not look like one",
    fix="Refuse whatever is not a key that you gave out, before you look at its form.",
)
def test_what_looks_like_no_key_is_refused(placeholder):
    """Where a wrong key is refused, so is a word that has not the form of a key."""
    assert placeholder.accepted == []


@requirement(
    "auth.no-key.refused",
    SHOULD,
    basis="observed",
    only=NONE,
    breaks="whoever leaves the key out gets in: the key protects from typing errors only",
)
def test_a_missing_key_is_refused(unauthorized, wrong_key_chat):
    """Where a wrong key is refused, no key is refused too."""
    require_keys(wrong_key_chat)
    assert unauthorized.accepted == []


@requirement(
    "auth.every-route.refused",
    SHOULD,
    basis="observed",
    only=ELSEWHERE,
    breaks="one unguarded route shows what the others hide",
)
def test_every_route_is_guarded(unauthorized, wrong_key_chat):
    """Where a chat with a wrong key is refused, so is every other route, streamed or not, without a key too."""
    require_keys(wrong_key_chat)
    assert unauthorized.accepted == []


# RFC 9110, 11.1: the name of an authentication scheme is read in any case.
@requirement(
    "auth.scheme.any-case",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="HTTP stacks that write the scheme in small letters are locked out (RFC 9110, 11.1)",
)
def test_the_scheme_may_be_in_small_letters(lowercase_bearer):
    """The scheme is read in any case: the right key after `bearer` is let in."""
    assert lowercase_bearer.outcome == 200


# --- how ----------------------------------------------------------------------------------------------


@requirement(
    "auth.status",
    MUST,
    basis="sdk",
    only=OURS,
    breaks="the official SDKs raise AuthenticationError for a 401 only: nobody is asked for a better key",
)
def test_a_refused_key_is_a_401(unauthorized):
    """A request refused for its key has status 401."""
    assert unauthorized.if_refused.status == 401


# RFC 8259, 2 and 8.1: a JSON text is one value, and goes between systems in UTF-8.
@requirement(
    "auth.json",
    MUST,
    basis="rfc",
    only=KEYS,
    owns="@json",
    breaks="the guard before the server answers in words: clients have no code and no reason to show",
)
def test_a_refused_key_is_told_in_json(unauthorized):
    """The body of a request refused for its key is one JSON value."""
    assert unauthorized.json_error == ""


@requirement(
    "auth.envelope",
    MUST,
    basis="schema",
    only=OURS,
    breaks="typed clients fail to decode the error, and report a defect of their own instead of a wrong key",
)
def test_a_refused_key_is_told_in_the_envelope(unauthorized):
    """A request refused for its key is told so in the envelope of every error."""
    assert unauthorized.problems("", "/error", "/error/*") == []


@requirement(
    "auth.wrong-key.code",
    SHOULD,
    basis="observed",
    only="wrong-key",
    breaks="clients that tell a wrong key from a missing right by the code cannot",
)
def test_a_wrong_key_has_its_code(unauthorized):
    """The refusal of a wrong key has `code: "invalid_api_key"`."""
    assert unlike(unauthorized.sound("/error/code"), (), "invalid_api_key") == []


# RFC 9110, 15.5.2: a server that answers 401 names at least one scheme to try, in WWW-Authenticate.
@requirement("auth.challenge", INFO, basis="rfc", only=WRONG)
def test_a_401_says_what_it_wants(unauthorized):
    """A 401 carries `WWW-Authenticate`, as RFC 9110 section 15.5.2 asks; OpenAI's own does on some routes only."""
    assert unauthorized.if_refused.header("www-authenticate") != ""

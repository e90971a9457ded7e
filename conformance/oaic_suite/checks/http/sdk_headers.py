"""The headers that the official SDKs send beside every request: what they run on, and which attempt it is."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST


def stainless(user_agent, **more):
    told = {"os": "Linux", "arch": "x64", "package-version": "3.52.0", "retry-count": "0"} | more
    return {"user-agent": user_agent, **{f"x-stainless-{name.replace('_', '-')}": told[name] for name in told}}


PYTHON = stainless(
    "OpenAI/Python 3.52.0", lang="python", runtime="CPython", runtime_version="3.12.3", read_timeout="600"
)
NODE = stainless("OpenAI/JS 6.10.0", lang="js", runtime="node", runtime_version="v22.11.0", timeout="600")
SDKS = {
    "python": PYTHON | {"x-stainless-async": "async:asyncio", "x-stainless-helper-method": "chat.completions.stream"},
    "node": NODE,
    "again": NODE | {"x-stainless-retry-count": "2", "idempotency-key": "stainless-node-retry-6f1d2c8a"},
}


@conversation("reply", SDKS)
def with_sdk_headers(target, bare, variant):
    bare.require_status()
    return target.provoke(CHAT, target.body(CHAT), headers=variant)


@conversation("reply")
def of_an_account(target, bare):
    """Whose request it is, for a service that keeps accounts."""
    bare.require_status()
    account = {"openai-organization": "org-6f1d2c", "openai-project": "proj-6f1d2c"}
    return target.provoke(CHAT, target.body(CHAT), headers=account)


@requirement(
    "http.sdk-headers.accepted",
    MUST,
    basis="sdk",
    only=OURS,
    breaks="the official SDKs send them unasked with every request, or with every second attempt: nothing gets through",
    fix="Pass over headers that mean nothing to you, in the gateway and the firewall before the server too.",
)
def test_what_the_sdks_send_is_accepted(with_sdk_headers):
    """A request with the headers of an official SDK, of its first attempt or a later one, is answered."""
    assert with_sdk_headers.outcome == 200


@requirement("http.sdk-headers.account", INFO, basis="taste", only=OURS)
def test_an_account_is_passed_over(of_an_account):
    """A request that names an organization or a project is answered: OpenAI's own service knows those it has."""
    assert of_an_account.outcome == 200

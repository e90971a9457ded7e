"""Health, asked at the root of the server: by its status, with a key and without."""

from oaic_spec.mounts import API

from oaic_suite.asking.survey.nowhere import unless_nowhere
from oaic_suite.checks.health.readings import misdeclared
from oaic_suite.checks.health.surface import HEALTH, PING, READINESS
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD

NAMED = {"health": ("health", HEALTH), "ready": ("health-ready", READINESS)}


@conversation("reply")
def health(target):
    target.capabilities.require("health")
    return target.ask(HEALTH)


@conversation("reply")
def ping(target):
    target.capabilities.require("health-ping")
    return target.ask(PING)


@conversation("reply")
def readiness(target):
    target.capabilities.require("health-ready")
    return target.ask(READINESS)


@conversation("reply", NAMED, apart=True)
def keyless_health(target, variant):
    """Asked without the key that other operations want, where it is answered with it."""
    if not target.api_key:
        raise NotApplicable("no key was given: the server is taken to be open", "auth")
    capability, operation = variant
    target.capabilities.require(capability)
    Reply(target.provoke(operation)).require_status()
    return target.provoke(operation, headers={"authorization": None})


@conversation("reply", apart=True)
def versioned_health(target, health):
    """Asked where the API begins; servers that have it there have it for clients that know no other address."""
    health.require_status()
    return unless_nowhere(target, target.provoke(HEALTH, server=API))


@requirement(
    "health.status",
    SHOULD,
    basis="convention",
    on=HEALTH,
    owns="@outcome",
    breaks="orchestrators restart a server that is up, and send it no traffic",
)
def test_a_server_that_answers_is_healthy(health):
    """`GET /health` at the root is answered with status 200 while the API is answered."""
    assert health.outcome == 200


@requirement(
    "health.body",
    SHOULD,
    basis="convention",
    on=HEALTH,
    breaks="probes that read the answer they are promised fail to decode it",
)
def test_what_is_declared_as_json_is_json(health):
    """The body of `GET /health` is JSON where it is declared as JSON and is not empty."""
    assert misdeclared(health) == []


@requirement(
    "health.open",
    SHOULD,
    basis="convention",
    only=("health", "ready"),
    breaks="probes, which carry no key, take the server for dead",
)
def test_health_needs_no_key(keyless_health):
    """`GET /health` and `GET /ready` are answered without a key."""
    assert keyless_health.exchange.outcome == 200  # a refusal for the want of a key settles nothing elsewhere


@requirement(
    "health.versioned",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="one of two probes of the same server says that it is down",
)
def test_health_is_the_same_below_the_version(versioned_health):
    """`GET /v1/health`, where there is one, has the same status as `GET /health`."""
    assert versioned_health.outcome == 200


@requirement(
    "health.ping.status",
    SHOULD,
    basis="convention",
    on=PING,
    owns="@outcome",
    breaks="SageMaker and load balancers that ask for `/ping` take the server for dead",
)
def test_a_ping_is_answered(ping):
    """`GET /ping` at the root is answered with status 200 while the API is answered."""
    assert ping.outcome == 200


@requirement(
    "health.ready.status",
    SHOULD,
    basis="convention",
    on=READINESS,
    owns="@outcome",
    breaks="orchestrators send no traffic to a server that would answer it",
)
def test_a_server_that_answers_is_ready(readiness):
    """`GET /ready` at the root is answered with status 200 while the API is answered."""
    assert readiness.outcome == 200

"""Optional members of a request: taken, and told in the response."""

from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.evidence.located import unlike
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

OPTIONS = {
    "instructions": {"instructions": "You are a polite host."},
    "sampling": {"temperature": 0.5, "top_p": 0.9},
    "labels": {"metadata": {"purpose": "conformance"}},
    "codex": {
        "include": [],
        "tools": [],
        "tool_choice": "auto",
        "parallel_tool_calls": True,
        "prompt_cache_key": "6f1d2c",
        "client_metadata": {"session_id": "6f1d2c"},
    },
    "nulls": {"instructions": None, "previous_response_id": None, "temperature": None, "metadata": None},
}


@conversation("reply", OPTIONS)
def response_with_options(target, bare_response, variant):
    """A response with something asked for besides, beside a plain one that was answered."""
    bare_response.require_status()
    return target.ask(CREATE, **variant)


@requirement(
    "responses.options.accepted",
    SHOULD,
    basis="schema",
    on=CREATE,
    only=("instructions", "sampling", "labels"),
    breaks="clients that always send the member cannot talk to the server at all",
)
def test_members_that_tune_or_label_are_accepted(response_with_options):
    """Instructions, members that tune the answer, and labels are accepted."""
    assert response_with_options.outcome == 200


@requirement(
    "responses.options.codex",
    SHOULD,
    basis="observed",
    on=CREATE,
    only="codex",
    breaks="Codex sends these with every request: where one is refused it does not work at all",
)
def test_what_agents_always_send_is_accepted(response_with_options):
    """Empty `include` and `tools`, `prompt_cache_key` and `client_metadata` are accepted."""
    assert response_with_options.outcome == 200


@requirement(
    "responses.options.null",
    MUST,
    basis="schema",
    on=CREATE,
    only="nulls",
    breaks="clients that write out what is not set are refused",
)
def test_null_stands_for_nothing(response_with_options):
    """Null is accepted for optional members, as if they were not there."""
    assert response_with_options.outcome == 200


@requirement(
    "responses.options.told",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=("instructions", "sampling", "labels"),
    breaks="who looks at a response cannot tell what was asked for, or what of it was heeded",
)
def test_what_was_asked_is_told(response_with_options):
    """A response has `instructions`, `temperature`, `top_p` and `metadata` as they were asked for."""
    assert untold(response_with_options) == []


def untold(response):
    asked = {name: value for name, value in response.request.json.items() if name in TOLD}
    return [wrong for name, value in asked.items() for wrong in unlike([response.found()], (name,), value)]


TOLD = ("instructions", "temperature", "top_p", "metadata")

"""Optional members of a request: taken, and told in the response."""

from oaic_suite.checks.chat.readings.logprobs import unfilled
from oaic_suite.checks.responses.readings.items import children, texts
from oaic_suite.checks.responses.readings.usage import read_no_more
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.evidence.located import failing, unlike
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

POLITE = "You are a polite host."
AT_LENGTH = f"{POLITE} Ask every guest who comes to the house how the journey was, and whether there is any news."
OPTIONS = {
    "instructions": {"instructions": POLITE},
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
    "nulls": dict.fromkeys(("instructions", "previous_response_id", "temperature", "metadata", "parallel_tool_calls")),
}


@conversation("reply", OPTIONS)
def response_with_options(target, bare_response, variant):
    """A response with something asked for besides, beside a plain one that was answered."""
    bare_response.require_status()
    return target.ask(CREATE, **variant)


@conversation("reply")
def response_with_longer_instructions(target, bare_response):
    """A response with more instructions: models have some of their own, which others take the place of."""
    bare_response.require_status()
    return target.ask(CREATE, instructions=AT_LENGTH)


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
    shows="metadata",
    breaks="who looks at a response cannot tell what was asked for, or what of it was heeded",
)
def test_what_was_asked_is_told(response_with_options):
    """A response has `instructions`, `temperature`, `top_p`, `max_output_tokens` and `metadata` as asked for."""
    assert untold(response_with_options) == []


def untold(response):
    asked = {name: value for name, value in response.request.json.items() if name in TOLD}
    return [wrong for name, value in asked.items() for wrong in unlike([response.found()], (name,), value)]


TOLD = ("instructions", "temperature", "top_p", "max_output_tokens", "metadata")


@requirement(
    "responses.options.instructions-read",
    SHOULD,
    basis="observed",
    on=CREATE,
    only="instructions",
    shows="instructions",
    breaks="agents behave as if they had never been told what they are",
)
def test_instructions_are_read(response_with_options, response_with_longer_instructions):
    """The `input_tokens` of a response are more with longer `instructions` than with short ones."""
    assert read_no_more(response_with_options, response_with_longer_instructions) == []


@requirement(
    "responses.options.logprobs",
    SHOULD,
    basis="schema",
    on=CREATE,
    only=OURS,
    shows="include",
    breaks="applications that weigh answers by how likely they are have nothing to weigh",
)
def test_tokens_are_told_with_their_likelihood(response_with_logprobs):
    """With `include: ["message.output_text.logprobs"]` every text has its `logprobs`, one for each token."""
    assert failing(likelihoods(response_with_logprobs), bool, "the tokens of the text") == []


@requirement(
    "responses.options.alternatives",
    SHOULD,
    basis="schema",
    on=CREATE,
    only=OURS,
    shows="top_logprobs",
    breaks="applications that compare an answer with what else might have come cannot",
)
def test_as_many_alternatives_are_told_as_asked(response_with_logprobs):
    """With `top_logprobs` every token has alternatives, and some token as many as were asked for."""
    assert told_too_few(response_with_logprobs) == []


def told_too_few(response):
    """The tokens without alternatives, or the one with most of them, where that is not all that was asked for."""
    tokens = [token for found in likelihoods(response) for token in children(found)]
    if not tokens:
        raise NotEstablished("no token is told with its likelihood", "responses.options.logprobs")
    alternatives = [token.below("top_logprobs") for token in tokens]
    none = failing(alternatives, lambda told: isinstance(told, list) and told != [], "an alternative")
    return none or unfilled(alternatives, response.request.get("top_logprobs"))


def likelihoods(response):
    return [text.below("logprobs") for text in texts(response)]

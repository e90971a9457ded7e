"""What is refused in Ollama's words, before a stream as without one."""

from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.checks.ollama.conversations import unasked
from oaic_suite.checks.ollama.readings import wordless
from oaic_suite.checks.ollama.surface import TALK
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD

REFUSED = {
    "unknown-model": {"model": UNKNOWN_MODEL},
    "no-messages": {"messages": "hello"},
    "no-options": {"options": {"num_predict": "many"}},
    "no-thought": {"think": "hard"},
}
MALFORMED = b'{"model": "parrot"'
KNOWN = ("unknown-model", "no-messages", "malformed", "unknown-streamed")


@conversation("refusal", {**REFUSED, "unknown-streamed": None, "malformed": MALFORMED})
def ollama_refused(target, ollama_bare, variant):
    ollama_bare.require_status()
    if variant is None:
        return target.provoke(TALK, unasked(target.body(TALK, model=UNKNOWN_MODEL)))
    body = variant if isinstance(variant, bytes) else target.body(TALK, **variant)
    return target.provoke(TALK, body)


@requirement(
    "ollama.errors.unknown-model",
    SHOULD,
    basis="convention",
    on=TALK,
    only=("unknown-model", "unknown-streamed"),
    owns="@outcome",
    breaks="clients that fetch a model which is missing do not learn that it is: they look for 404, before any line",
)
def test_an_unknown_model_is_not_found(ollama_refused):
    """A chat with a model that does not exist is refused with status 404, where it would be streamed too."""
    assert ollama_refused.outcome == 404


@requirement(
    "ollama.errors.words",
    SHOULD,
    basis="convention",
    on=TALK,
    only=KNOWN,
    breaks="the official clients show their users an object, or nothing, in place of what went wrong",
)
def test_a_refusal_is_a_sentence(ollama_refused):
    """A refusal has its message as a string in `error`."""
    assert wordless(ollama_refused) == []


@requirement(
    "ollama.errors.not-messages",
    SHOULD,
    basis="convention",
    on=TALK,
    only="no-messages",
    breaks="a mistake in the caller's types is answered as if it were a question",
)
def test_a_text_is_no_conversation(ollama_refused):
    """`messages` that are a text are refused."""
    assert ollama_refused.accepted == []


@requirement(
    "ollama.errors.not-json",
    SHOULD,
    basis="convention",
    on=TALK,
    only="malformed",
    breaks="a request that was cut on its way is answered as if it were whole",
)
def test_half_a_body_is_refused(ollama_refused):
    """A body that is not JSON is refused."""
    assert ollama_refused.accepted == []


@requirement(
    "ollama.errors.client-fault",
    SHOULD,
    basis="convention",
    on=TALK,
    only=OURS,
    breaks="a caller's mistake looks like a crash, and is tried again",
)
def test_a_mistake_is_not_the_servers(ollama_refused):
    """What the caller got wrong is refused with a 4xx, or let pass; the server does not fail."""
    assert ollama_refused.failed == []

"""Answers in JSON, asked for in Ollama's words."""

from oaic_suite.checks.ollama.readings import unformatted
from oaic_suite.checks.ollama.surface import PERSON, TALK
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD

ROOM = {"options": {"num_predict": 400}}  # a document that is cut is none
ASKED = [{"role": "user", "content": "Invent a person and describe them in JSON, by name and age."}]


@conversation("reply", {"schema": PERSON, "any": "json"})
def ollama_formatted(target, variant):
    target.capabilities.require("ollama-format")
    return target.ask(TALK, messages=ASKED, format=variant, **ROOM)


@requirement(
    "ollama.format.status",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="programs that need JSON cannot ask for it",
)
def test_a_format_is_accepted(ollama_formatted):
    """A `format`, be it `json` or a schema, is answered with status 200."""
    assert ollama_formatted.outcome == 200


@requirement(
    "ollama.format.json",
    SHOULD,
    basis="convention",
    only="any",
    breaks="programs that parse the answer they asked for fail",
)
def test_json_is_json(ollama_formatted):
    """With `format: "json"` the text of an answer that was not cut is JSON."""
    assert unformatted(ollama_formatted) == []


@requirement(
    "ollama.format.schema",
    SHOULD,
    basis="convention",
    only="schema",
    breaks="programs that read the members they asked for do not find them",
)
def test_a_schema_is_kept(ollama_formatted):
    """With a schema as `format` the text of an answer that was not cut is JSON that satisfies it."""
    assert unformatted(ollama_formatted) == []

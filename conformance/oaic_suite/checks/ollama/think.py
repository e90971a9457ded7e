"""Thoughts in Ollama's words: told apart from what is said."""

from oaic_suite.checks.ollama.readings import marked_thoughts, thoughts, thoughts_after
from oaic_suite.checks.ollama.surface import TALK
from oaic_suite.evidence.located import failing
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD

ROOM = {"options": {"num_predict": 400}}


@conversation("reply")
def ollama_thought(target):
    target.capabilities.require("ollama-think")
    return target.ask(TALK, think=True, **ROOM)


@conversation("lines")
def ollama_thought_lines(target):
    target.capabilities.require("ollama-think")
    return target.ask(TALK, think=True, stream=True, **ROOM)


@requirement(
    "ollama.think.text",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="the official Python client raises ValidationError",
)
def test_thoughts_are_text(ollama_thought):
    """What is thought stands in `thinking` of the message, as a string."""
    assert failing(thoughts(ollama_thought), lambda thought: isinstance(thought, str), "a string") == []


@requirement(
    "ollama.think.apart",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="people read what was thought as if it were the answer",
)
def test_thoughts_are_not_in_the_answer(ollama_thought):
    """With `think: true` no `<think>` mark stands in `content`."""
    assert marked_thoughts(ollama_thought) == []


@requirement(
    "ollama.think.first",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="interfaces that close the thoughts when the answer begins show them in the middle of it, or not at all",
)
def test_thoughts_come_first(ollama_thought_lines):
    """In a stream the lines with `thinking` come before those with `content`."""
    assert thoughts_after(ollama_thought_lines) == []

"""A prompt in Ollama's words, gone on from."""

from oaic_suite.checks.ollama.readings import uncounted
from oaic_suite.checks.ollama.surface import TEXT
from oaic_suite.evidence.located import unlike
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import SHOULD


@requirement(
    "ollama.generate.status",
    SHOULD,
    basis="convention",
    on=TEXT,
    owns="@outcome",
    breaks="programs that complete texts have nothing to ask",
)
def test_a_prompt_is_answered(ollama_text):
    """`POST /api/generate` is answered with status 200."""
    assert ollama_text.outcome == 200


@requirement(
    "ollama.generate.json",
    SHOULD,
    basis="convention",
    on=TEXT,
    owns="@json",
    breaks="every client fails to decode the text",
)
def test_a_text_is_json(ollama_text):
    """A text with `stream: false` is one JSON value."""
    assert ollama_text.json_error == ""


@requirement(
    "ollama.generate.done",
    SHOULD,
    basis="convention",
    on=TEXT,
    owns="/done",
    breaks="clients wait for the rest of a text that is whole",
)
def test_a_whole_text_is_done(ollama_text):
    """A text with `stream: false` has `done: true`."""
    assert unlike(ollama_text.values, ("done",), True) == []


@requirement(
    "ollama.generate.schema",
    SHOULD,
    basis="convention",
    on=TEXT,
    breaks="clients that read `response` find nothing, or fail to decode the answer",
)
def test_a_text_keeps_the_contract(ollama_text):
    """A text stands in `response`, and whatever else comes with it is as Ollama has it."""
    assert ollama_text.residue() == []


@requirement(
    "ollama.generate.lines.status",
    SHOULD,
    basis="convention",
    on=TEXT,
    owns="@outcome",
    breaks="programs that complete texts as they come have nothing to ask",
)
def test_a_streamed_text_is_answered(ollama_text_lines):
    """`POST /api/generate` with `stream: true` is answered with status 200, and ends by itself."""
    assert ollama_text_lines.outcome == 200


@requirement(
    "ollama.generate.lines.json",
    SHOULD,
    basis="convention",
    on=TEXT,
    owns=("@json", "@events"),
    breaks="the official Python client raises JSONDecodeError, the one for JavaScript drops the line",
)
def test_each_line_is_json(ollama_text_lines):
    """Each line of a streamed text is one JSON object."""
    assert ollama_text_lines.unreadable == []


@requirement(
    "ollama.generate.lines.done",
    SHOULD,
    basis="convention",
    on=TEXT,
    owns="@done",
    at_end=True,
    breaks="the official JavaScript client throws at the end of the stream",
)
def test_the_last_line_says_so(ollama_text_lines):
    """A streamed text has a line with `done: true`."""
    assert ollama_text_lines.undone == []


@requirement(
    "ollama.generate.lines.counts",
    SHOULD,
    basis="convention",
    on=TEXT,
    at_end=True,
    breaks="tokens a second, which every interface shows, are a division by nothing",
)
def test_the_last_line_counts_tokens(ollama_text_lines):
    """The last line of a text says in `eval_count` how many tokens it has."""
    assert uncounted(ollama_text_lines) == []


@requirement(
    "ollama.generate.lines.schema",
    SHOULD,
    basis="convention",
    on=TEXT,
    breaks="clients that read `response` find nothing, or fail to decode the line",
)
def test_each_line_keeps_the_contract(ollama_text_lines):
    """Each line has its part of the text in `response`, and whatever else it holds is as Ollama has it."""
    assert ollama_text_lines.residue() == []

"""A chat in Ollama's words, answered line by line."""

from oaic_suite.checks.ollama.readings import asks, early, error_members, uncounted, undated
from oaic_suite.checks.ollama.surface import TALK
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD


@requirement(
    "ollama.lines.status",
    SHOULD,
    basis="convention",
    on=TALK,
    owns="@outcome",
    breaks="nobody can chat: clients stream unless they are told not to",
)
def test_a_stream_is_answered(ollama_lines):
    """`POST /api/chat` with `stream: true` is answered with status 200, and ends by itself."""
    assert ollama_lines.outcome == 200


@requirement(
    "ollama.lines.unasked",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="`curl`, and programs that read line by line, wait for all of an answer",
)
def test_a_stream_is_what_nobody_asks_for(ollama_lines_unasked):
    """A chat that says nothing of `stream` is answered line by line."""
    assert ollama_lines_unasked.media_type == "application/x-ndjson"


@requirement(
    "ollama.lines.content-type",
    SHOULD,
    basis="convention",
    on=TALK,
    owns="@content-type",
    breaks="proxies that pass on streams as they come hold this one back",
)
def test_lines_are_declared_as_lines(ollama_lines):
    """A stream is declared as `application/x-ndjson`."""
    assert ollama_lines.media_type == "application/x-ndjson"


@requirement(
    "ollama.lines.utf8",
    SHOULD,
    basis="convention",
    on=TALK,
    owns="@utf-8",
    breaks="both official clients raise an error, or show other characters",
)
def test_lines_are_utf8(ollama_lines):
    """A stream is UTF-8."""
    assert ollama_lines.not_utf8 == []


@requirement(
    "ollama.lines.json",
    SHOULD,
    basis="convention",
    on=TALK,
    owns=("@json", "@events"),
    breaks="the official Python client raises JSONDecodeError, the one for JavaScript drops the line",
)
def test_each_line_is_json(ollama_lines):
    """Each line of a stream is one JSON object: no prefix, no end marker."""
    assert ollama_lines.unreadable == []


@requirement(
    "ollama.lines.blank",
    SHOULD,
    basis="convention",
    on=TALK,
    breaks="the official Python client raises JSONDecodeError at a blank line",
)
def test_no_line_is_blank(ollama_lines):
    """No line of a stream is blank."""
    assert ollama_lines.blank == []


@requirement(
    "ollama.lines.done",
    SHOULD,
    basis="convention",
    on=TALK,
    owns="@done",
    at_end=True,
    breaks="the official JavaScript client throws at the end of the stream",
)
def test_the_last_line_says_so(ollama_lines):
    """A stream has a line with `done: true`."""
    assert ollama_lines.undone == []


@requirement(
    "ollama.lines.done-last",
    SHOULD,
    basis="convention",
    on=TALK,
    breaks="clients that stop at the last line lose what comes after it, and leave it in the connection",
)
def test_nothing_follows_the_last_line(ollama_lines):
    """Nothing follows the line with `done: true`."""
    assert ollama_lines.after_done == []


@requirement(
    "ollama.lines.done-each",
    SHOULD,
    basis="convention",
    on=TALK,
    owns="/done",
    breaks="typed clients fail to decode the line",
)
def test_each_line_says_whether_it_is_the_last(ollama_lines):
    """Each line of a stream says in `done` whether it is the last."""
    assert early(ollama_lines) == []


@requirement(
    "ollama.lines.message",
    SHOULD,
    basis="convention",
    on=TALK,
    owns=("", "/message", "/message/role", "/message/content"),
    breaks="the official Python client raises ValidationError in mid-stream",
)
def test_each_line_has_a_message(ollama_lines):
    """Each line, the last too, has a `message` with the role `assistant` and a text as `content`, empty or not."""
    assert ollama_lines.problems("", "/message", "/message/role", "/message/content") == []


@requirement(
    "ollama.lines.created",
    SHOULD,
    basis="convention",
    on=TALK,
    breaks="clients that read the date, as those in Go do, fail to decode the line",
)
def test_each_line_is_dated(ollama_lines):
    """`created_at` of each line is a date with a time and an offset, as RFC 3339 writes it."""
    assert undated(ollama_lines) == []


@requirement(
    "ollama.lines.counts",
    SHOULD,
    basis="convention",
    on=TALK,
    when=asks,
    at_end=True,
    breaks="tokens a second, which every interface shows, are a division by nothing",
)
def test_the_last_line_counts_tokens(ollama_lines):
    """The last line says in `eval_count` how many tokens the answer has."""
    assert uncounted(ollama_lines) == []


@requirement(
    "ollama.lines.no-error",
    SHOULD,
    basis="convention",
    on=TALK,
    breaks="the official JavaScript client throws for any member `error`, null too",
)
def test_no_line_has_an_error(ollama_lines):
    """No line of a sound stream has a member `error`."""
    assert error_members(ollama_lines) == []


@requirement(
    "ollama.lines.schema",
    SHOULD,
    basis="convention",
    on=TALK,
    breaks="typed clients fail to decode the line",
)
def test_the_rest_of_each_line_keeps_the_contract(ollama_lines):
    """Whatever else the lines hold is as Ollama has it."""
    assert ollama_lines.residue() == []

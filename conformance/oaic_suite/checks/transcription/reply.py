"""Speech written down in JSON."""

from oaic_suite.checks.transcription.readings import DECLARED, is_verbose
from oaic_suite.checks.transcription.surface import TRANSCRIPTION
from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


def is_terse(body):
    """Verbose transcripts are charged by the second."""
    return not is_verbose(body)


def is_to_be_json(body):
    """A text that comes in JSON is wrong as a whole, and told of elsewhere."""
    return body.get("response_format") not in DECLARED


COUNTS = ("/usage/input_tokens", "/usage/output_tokens", "/usage/total_tokens")


@requirement(
    "transcription.reply.status",
    MUST,
    basis="schema",
    on=TRANSCRIPTION,
    owns="@outcome",
    breaks="nothing that is said is written down",
)
def test_a_sound_is_written_down(transcript):
    """A form with a sound and a model is answered with status 200."""
    assert transcript.outcome == 200


@requirement(
    "transcription.reply.content-type",
    MUST,
    basis="schema",
    on=TRANSCRIPTION,
    owns="@content-type",
    breaks="the official SDKs decode by media type: the caller gets a string, or a stream, instead of a transcript",
)
def test_a_transcript_is_declared_as_json(transcript):
    """A transcript in JSON is declared as `application/json`, also where the form says `stream` is `false`."""
    assert transcript.media_type == "application/json"


# RFC 8259, 2 and 8.1: a JSON text is one value in UTF-8.
@requirement(
    "transcription.reply.json",
    MUST,
    basis="rfc",
    on=TRANSCRIPTION,
    owns="@json",
    breaks="every client fails to decode the answer",
)
def test_a_transcript_is_json(transcript):
    """A transcript in JSON is one JSON value in UTF-8."""
    assert transcript.json_error == ""


@requirement(
    "transcription.reply.no-error",
    MUST,
    basis="sdk",
    on=TRANSCRIPTION,
    owns="@errors",
    breaks="the official SDKs raise by status alone: a failure is taken for silence",
)
def test_no_error_hides_in_a_success(transcript):
    """An answer with status 200 carries no `error`."""
    assert transcript.errors == []


@requirement(
    "transcription.reply.text",
    MUST,
    basis="schema",
    on=TRANSCRIPTION,
    owns=("", "/text"),
    breaks="every client reads `text` and fails",
)
def test_a_transcript_has_a_text(transcript):
    """A transcript is an object whose `text` is a string; where nothing is said, it may be empty."""
    assert transcript.problems("", "/text") == []


@requirement(
    "transcription.reply.total",
    SHOULD,
    basis="observed",
    on=TRANSCRIPTION,
    when=is_terse,
    breaks="cost reports that add the parts disagree with those that read the total",
)
def test_the_total_is_the_sum(transcript):
    """`total_tokens`, where tokens are told, is the sum of `input_tokens` and `output_tokens`."""
    assert miscounted(transcript) == []


@requirement(
    "transcription.reply.counted",
    SHOULD,
    basis="observed",
    on=TRANSCRIPTION,
    when=is_terse,
    breaks="what is written down is booked as nothing, and no budget is ever spent",
)
def test_a_sound_costs_something(transcript):
    """`input_tokens`, where tokens are told, are more than none."""
    assert failing(tokens_read(transcript), lambda count: count > 0, "more than 0") == []


@requirement(
    "transcription.reply.schema",
    MUST,
    basis="schema",
    on=TRANSCRIPTION,
    when=is_to_be_json,
    breaks="typed clients fail to decode the answer",
)
def test_the_rest_of_the_answer_keeps_the_contract(transcript):
    """Whatever else a transcript holds keeps the contract."""
    assert transcript.residue() == []


def tokens_read(reply: Reply) -> list[Located]:
    reply.require_sound(COUNTS[0])
    found = reply.wherever(COUNTS[0])
    if not found:
        raise NotApplicable("no tokens are told")
    return found


def miscounted(reply: Reply) -> list[Finding]:
    reply.require_sound(*COUNTS)
    counts = [found.value for pattern in COUNTS for found in reply.wherever(pattern)]
    if len(counts) < len(COUNTS):
        raise NotApplicable("no tokens are told")
    total = reply.found("usage", "total_tokens")
    return [] if counts[0] + counts[1] == total.value else [total.finding(f"{counts[0] + counts[1]}, the sum")]

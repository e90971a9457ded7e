"""Legacy completions, answered whole: a continuation of each prompt."""

from oaic_suite.checks.chat.readings import prompts
from oaic_suite.checks.chat.readings.names import asked_for
from oaic_suite.checks.chat.readings.numbers import SECONDS, of_this_century, written_whole
from oaic_suite.checks.completions.conversations import is_one_text
from oaic_suite.checks.completions.readings import TEXT
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.evidence.located import failing, repeated
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

WHOLE_NUMBERS = ("/created", "/choices/*/index", "/usage/*", "/choices/*/logprobs/text_offset/*")


# --- the answer as a whole ----------------------------------------------------------------------------


@requirement(
    "completions.reply.status",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@outcome",
    when=is_one_text,
    breaks="editors that complete code, and scorers of models, get no answer",
)
def test_a_prompt_is_continued(completion):
    """A request to continue a text is answered with status 200."""
    assert completion.outcome == 200


@requirement(
    "completions.reply.content-type",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@content-type",
    breaks="the official SDKs decode by media type: the caller gets a string instead of an answer",
)
def test_an_answer_is_declared_as_json(completion):
    """A completion that is not streamed is declared as `application/json`."""
    assert completion.media_type == "application/json"


# RFC 8259, 2, 6 and 8.1: a JSON text is one value in UTF-8, and no number in it is infinite or NaN.
@requirement(
    "completions.reply.json",
    MUST,
    basis="rfc",
    on=COMPLETION,
    owns="@json",
    breaks="every client fails to decode the answer; a log probability of -Infinity does that",
)
def test_an_answer_is_json(completion):
    """A completion that is not streamed is one JSON value in UTF-8."""
    assert completion.json_error == ""


@requirement(
    "completions.reply.no-error",
    MUST,
    basis="sdk",
    on=COMPLETION,
    owns="@errors",
    breaks="the official SDKs raise by status alone: a failure is taken for an answer, and nothing is retried",
)
def test_no_error_hides_in_a_success(completion):
    """A completion with status 200 carries no `error`."""
    assert completion.errors == []


@requirement(
    "completions.reply.object",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="/object",
    breaks="typed clients that tell objects apart by `object` reject the answer",
)
def test_an_answer_says_what_it_is(completion):
    """A completion has `object: "text_completion"`."""
    assert completion.problems("/object") == []


@requirement(
    "completions.reply.id",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="/id",
    breaks="typed clients whose field is required fail to decode the answer",
)
def test_an_answer_has_an_id(completion):
    """A completion has an `id` that is a string."""
    assert completion.problems("/id") == []


@conversation()
def two_completions(target, bare_completion):
    """Two answers to the same request."""
    bare_completion.require_status()
    return [bare_completion, Reply(target.ask(COMPLETION))]


@requirement(
    "completions.reply.unique-id",
    MUST,
    basis="schema",
    on=COMPLETION,
    among="reply",
    breaks="logs and stores keyed by id overwrite one answer with the next",
)
def test_ids_are_not_used_again(two_completions):
    """Two completions have different ids, the same request or not."""
    assert repeated([twin.sound("/id")[0] for twin in two_completions], "an id of its own") == []


@requirement(
    "completions.reply.created-plausible",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    breaks="clients that sort or expire by date put the answer into 1970, or far ahead",
)
def test_the_date_is_in_seconds(completion):
    """The `created` of a completion is a date of this century when read as seconds."""
    assert failing(completion.sound("/created"), of_this_century, SECONDS) == []


@requirement(
    "completions.reply.created",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="/created",
    breaks="typed clients whose field is an integer fail to decode the answer",
)
def test_an_answer_has_a_date(completion):
    """A completion has a `created` of whole Unix seconds."""
    assert completion.problems("/created") == []


@requirement("completions.reply.model-asked-for", INFO, basis="observed", on=COMPLETION)
def test_the_model_is_the_one_asked_for(completion):
    """The `model` of a completion, where it is not empty, is the one asked for or a snapshot of it."""
    assert failing(completion.sound("/model"), asked_for(completion), "the model that was asked for") == []


@requirement(
    "completions.reply.whole-numbers",
    SHOULD,
    basis="sdk",
    on=COMPLETION,
    breaks="decoders into integers fail on 12.0 where 12 is meant",
)
def test_whole_numbers_are_written_as_such(completion):
    """Dates, indexes, offsets and counts of tokens are written without a fraction or an exponent."""
    assert failing(completion.wherever(*WHOLE_NUMBERS), written_whole, "a whole number written as one") == []


@requirement(
    "completions.reply.schema",
    MUST,
    basis="schema",
    on=COMPLETION,
    breaks="typed clients fail to decode the answer",
)
def test_the_rest_of_an_answer_keeps_the_contract(completion):
    """Whatever else a completion holds keeps the contract."""
    assert completion.residue() == []


# --- choices ------------------------------------------------------------------------------------------


@requirement(
    "completions.reply.choices",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns=("", "/choices", "/choices/*"),
    breaks="no client finds an answer: all of them read `choices[0].text`",
)
def test_an_answer_holds_an_array_of_choices(completion):
    """A completion is an object whose `choices` is an array of objects."""
    assert completion.problems("", "/choices", "/choices/*") == []


@requirement(
    "completions.reply.choices-count",
    MUST,
    basis="schema",
    on=COMPLETION,
    breaks="prompts sent together are answered in part, and answers are given to the wrong prompt",
    shows="n",
)
def test_there_are_as_many_choices_as_asked_for(completion):
    """A completion has `n` choices for each prompt, one when `n` is not given."""
    assert len(completion.array("choices")) == prompts.choices_asked(completion.request)


@requirement(
    "completions.reply.index",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="/choices/*/index",
    breaks="clients that put choices in their places by index fail",
)
def test_every_choice_has_an_index(completion):
    """Every choice has an `index` that is an integer."""
    assert completion.problems("/choices/*/index") == []


@requirement(
    "completions.reply.indexes-count-up",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@indexes",
    breaks="clients that put choices in their places merge two of them, or leave a hole",
)
def test_indexes_count_the_choices(completion):
    """The indexes of the choices are 0 to one less than their number, each once."""
    assert indexes(completion) == list(range(len(completion.at("choices"))))


@requirement(
    "completions.reply.text",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns=TEXT,
    breaks="clients written for completions find a message of chat, and no text",
)
def test_every_choice_has_text(completion):
    """Every choice has a `text` that is a string."""
    assert completion.problems(TEXT) == []


@requirement(
    "completions.reply.finish-reason",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="/choices/*/finish_reason",
    breaks="validators of typed clients reject the answer",
)
def test_every_choice_says_why_it_ended(completion):
    """Every choice has a `finish_reason` out of stop, length and content_filter."""
    assert completion.problems("/choices/*/finish_reason") == []


# --- what was established -----------------------------------------------------------------------------


def indexes(reply: Reply) -> list[int]:
    return sorted(found.value for found in reply.sound("/choices/*/index"))

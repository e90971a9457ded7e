"""A chat in Ollama's words, answered whole."""

from oaic_suite.checks.ollama.readings import asks, counted, durations, error_members, reason, uncounted, undated
from oaic_suite.checks.ollama.surface import PICTURED_TWICE, TALK
from oaic_suite.evidence.located import failing, unlike
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD


@conversation("reply")
def ollama_pictured(target):
    target.capabilities.require("ollama-images")
    return target.ask(TALK, messages=PICTURED_TWICE)


@requirement(
    "ollama.chat.status",
    SHOULD,
    basis="convention",
    on=TALK,
    owns="@outcome",
    breaks="nobody can chat",
)
def test_a_chat_is_answered(ollama_talk):
    """`POST /api/chat` is answered with status 200, whatever the case of a role."""
    assert ollama_talk.outcome == 200


@requirement(
    "ollama.chat.content-type",
    SHOULD,
    basis="convention",
    on=TALK,
    owns="@content-type",
    breaks="clients that choose a decoder by media type return a text",
)
def test_a_whole_answer_is_declared_as_json(ollama_talk):
    """An answer with `stream: false` is declared as `application/json`."""
    assert ollama_talk.media_type == "application/json"


@requirement(
    "ollama.chat.json",
    SHOULD,
    basis="convention",
    on=TALK,
    owns="@json",
    breaks="every client fails to decode the answer",
)
def test_a_whole_answer_is_json(ollama_talk):
    """An answer with `stream: false` is one JSON value."""
    assert ollama_talk.json_error == ""


@requirement(
    "ollama.chat.message",
    SHOULD,
    basis="convention",
    on=TALK,
    owns=("", "/message", "/message/role", "/message/content"),
    breaks="the official Python client raises ValidationError",
)
def test_an_answer_has_a_message(ollama_talk):
    """An answer has a `message` with the role `assistant` and a text as `content`, empty or not."""
    assert ollama_talk.problems("", "/message", "/message/role", "/message/content") == []


@requirement(
    "ollama.chat.done",
    SHOULD,
    basis="convention",
    on=TALK,
    owns="/done",
    breaks="clients wait for the rest of an answer that is whole",
)
def test_a_whole_answer_is_done(ollama_talk):
    """An answer with `stream: false` has `done: true`."""
    assert unlike(ollama_talk.values, ("done",), True) == []


@requirement(
    "ollama.chat.created",
    SHOULD,
    basis="convention",
    on=TALK,
    breaks="clients that read the date, as those in Go do, fail to decode the answer",
)
def test_an_answer_is_dated(ollama_talk):
    """`created_at` is a date with a time and an offset, as RFC 3339 writes it."""
    assert undated(ollama_talk) == []


@requirement(
    "ollama.chat.durations",
    SHOULD,
    basis="convention",
    on=TALK,
    breaks="tokens a second, which every interface shows, are wrong by a thousand or a million",
)
def test_durations_are_nanoseconds(ollama_talk):
    """`total_duration`, where it is told, is in nanoseconds and not shorter than its parts together."""
    assert durations(ollama_talk) == []


@requirement(
    "ollama.chat.counts",
    SHOULD,
    basis="convention",
    on=TALK,
    when=asks,
    breaks="tokens a second, which every interface shows, are a division by nothing",
)
def test_tokens_are_counted(ollama_talk):
    """An answer says in `eval_count` how many tokens it has."""
    assert uncounted(ollama_talk) == []


@requirement(
    "ollama.chat.no-error",
    SHOULD,
    basis="convention",
    on=TALK,
    breaks="the official JavaScript client throws for any member `error`, null too",
)
def test_no_answer_has_an_error(ollama_talk):
    """No answer has a member `error`."""
    assert error_members(ollama_talk) == []


@requirement(
    "ollama.chat.schema",
    SHOULD,
    basis="convention",
    on=TALK,
    breaks="typed clients fail to decode the answer",
)
def test_the_rest_of_an_answer_keeps_the_contract(ollama_talk):
    """Whatever else an answer holds is as Ollama has it."""
    assert ollama_talk.residue() == []


@requirement(
    "ollama.chat.limit",
    SHOULD,
    basis="convention",
    only="cut",
    breaks="whoever limits an answer pays for a whole one, and waits for it",
)
def test_a_limit_is_kept(ollama_talk):
    """With `num_predict: 1` an answer has one token."""
    assert counted(ollama_talk) == 1


@requirement(
    "ollama.chat.reason",
    SHOULD,
    basis="convention",
    only="cut",
    breaks="clients take an answer that was cut for a whole one",
)
def test_a_cut_answer_says_so(ollama_talk):
    """An answer that ends at `num_predict` has `done_reason: "length"`."""
    assert failing([reason(ollama_talk)], lambda why: why == "length", '"length"') == []


@requirement(
    "ollama.chat.load",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="clients that load a model before it is needed fail, or get an answer to nothing",
)
def test_no_messages_load_the_model(ollama_loaded):
    """A chat without messages is answered with status 200: it loads the model."""
    assert ollama_loaded.outcome == 200


@requirement(
    "ollama.chat.untyped",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="`curl -d`, as every guide to Ollama writes it, is refused",
)
def test_a_body_is_json_whatever_it_is_declared_as(ollama_untyped):
    """A request whose body is not declared as JSON is answered as if it were."""
    assert ollama_untyped.outcome == 200


@requirement(
    "ollama.chat.images",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="clients that show pictures to a model that sees are refused",
)
def test_pictures_are_accepted(ollama_pictured):
    """A message with two `images`, each the base64 of a picture, is answered with status 200."""
    assert ollama_pictured.outcome == 200

"""Verdicts on texts and pictures."""

from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.checks.moderations.readings import FOUND, SCORES, beyond, inputs, unequal, wrongly_flagged
from oaic_suite.checks.moderations.surface import MODERATION, OTHER, PARTS, SEEN, TEXT
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

INPUTS = {
    "text": {},
    "texts": {"input": [TEXT, OTHER, TEXT]},
    "parts": {"input": PARTS},
}
REFUSED = {"not-text": {"input": 7}, "unknown-model": {"model": UNKNOWN_MODEL}}


@conversation("reply", INPUTS)
def moderation(target, variant):
    """What is found in inputs of each kind; of parts, where the server takes them."""
    target.capabilities.require("moderations-parts" if gives_parts(variant) else "moderations")
    return target.ask(MODERATION, **variant)


@conversation("reply")
def moderated_picture(target):
    """What is found in a text and a picture."""
    target.capabilities.require("moderations-pictures")
    return target.ask(MODERATION, input=[{"type": "text", "text": TEXT}, SEEN])


@conversation("reply", control=True)
def moderation_control(target):
    target.capabilities.require("moderations")
    return target.ask(MODERATION)


@conversation("reply")
def moderation_of_no_model(target, moderation_control):
    """One that does not say who is to look."""
    moderation_control.require_status()
    return target.provoke(MODERATION, {"input": TEXT}, lawful=True)


@conversation("refusal", REFUSED)
def refused_moderation(target, moderation_control, variant):
    moderation_control.require_status()
    return target.provoke(MODERATION, target.body(MODERATION, **variant))


@conversation("refusal")
def moderation_of_nothing(target, moderation_control):
    """One without anything to look at."""
    moderation_control.require_status()
    body = target.body(MODERATION)
    return target.provoke(MODERATION, {name: value for name, value in body.items() if name != "input"})


def gives_texts(body):
    given = body.get("input")
    return not isinstance(given, list) or all(isinstance(each, str) for each in given)


def gives_parts(body):
    return not gives_texts(body)


@requirement(
    "moderations.status",
    MUST,
    basis="schema",
    on=MODERATION,
    when=gives_texts,
    owns="@outcome",
    breaks="applications that ask before they show, or after, show nothing at all",
)
def test_texts_are_moderated(moderation):
    """`POST /moderations` with a text, or with several, is answered with status 200."""
    assert moderation.outcome == 200


@requirement(
    "moderations.parts",
    SHOULD,
    basis="schema",
    on=MODERATION,
    when=gives_parts,
    owns="@outcome",
    breaks="what is made of parts cannot be moderated",
)
def test_parts_are_moderated(moderation):
    """`POST /moderations` with parts that are texts is answered with status 200."""
    assert moderation.outcome == 200


@requirement(
    "moderations.picture",
    SHOULD,
    basis="schema",
    on=MODERATION,
    only=OURS,
    owns="@outcome",
    breaks="pictures are shown unseen",
)
def test_pictures_are_moderated(moderated_picture):
    """`POST /moderations` with a text and a picture is answered with status 200."""
    assert moderated_picture.outcome == 200


@requirement(
    "moderations.content-type",
    MUST,
    basis="schema",
    on=MODERATION,
    owns="@content-type",
    breaks="clients that choose a decoder by media type return a string instead of a verdict",
)
def test_a_moderation_is_declared_as_json(moderation):
    """A moderation is declared as `application/json`."""
    assert moderation.media_type == "application/json"


# RFC 8259, 2 and 8.1: a JSON text is one value, and goes between systems in UTF-8.
@requirement(
    "moderations.json",
    MUST,
    basis="rfc",
    on=MODERATION,
    owns="@json",
    breaks="every client fails to decode the verdict",
)
def test_a_moderation_is_json(moderation):
    """A moderation is one JSON value in UTF-8."""
    assert moderation.json_error == ""


@requirement(
    "moderations.one-each",
    MUST,
    basis="schema",
    on=MODERATION,
    breaks="texts get the verdict of others, or none",
)
def test_every_input_has_a_result(moderation):
    """There is one result for each text, and one for all parts together."""
    assert len(moderation.array("results")) == inputs(moderation)


@requirement(
    "moderations.categories",
    MUST,
    basis="schema",
    on=MODERATION,
    owns=tuple(f"{place}{below}" for place in (FOUND, SCORES) for below in ("", "/**")),
    breaks="typed clients read None where a category is asked for, and take it for harmless",
)
def test_results_have_the_categories(moderation):
    """`categories` has a boolean and `category_scores` a number for each category, by the names that the API gives."""
    assert moderation.problems(f"{FOUND}/**", f"{SCORES}/**") == []


@requirement(
    "moderations.same-categories",
    SHOULD,
    basis="observed",
    on=MODERATION,
    breaks="clients that look up the score of what was found do not find it",
)
def test_the_categories_have_scores(moderation):
    """`categories` and `category_scores` have the same members."""
    assert unequal(moderation) == []


@requirement(
    "moderations.scores",
    MUST,
    basis="schema",
    on=MODERATION,
    breaks="thresholds let all pass, or nothing",
)
def test_scores_are_from_nought_to_one(moderation):
    """Each score is a number from 0 to 1."""
    assert beyond(moderation) == []


@requirement(
    "moderations.flagged",
    MUST,
    basis="schema",
    on=MODERATION,
    breaks="applications that read `flagged` alone show what was found harmful, or hide what was not",
)
def test_what_is_found_is_flagged(moderation):
    """`flagged` is true where a category is, and false where none is."""
    assert wrongly_flagged(moderation) == []


@requirement(
    "moderations.schema",
    MUST,
    basis="schema",
    on=MODERATION,
    breaks="typed clients fail to decode the verdict",
)
def test_a_moderation_keeps_the_contract(moderation):
    """Whatever else a moderation holds keeps the contract: `id`, `model`, `results`, and `flagged` in each."""
    assert moderation.residue() == []


@requirement(
    "moderations.no-model",
    SHOULD,
    basis="schema",
    on=MODERATION,
    only=OURS,
    owns="@outcome",
    breaks="the official SDKs may leave the model out, and examples do",
)
def test_the_model_may_be_left_out(moderation_of_no_model):
    """A moderation is answered with status 200 where the request names no model."""
    assert moderation_of_no_model.outcome == 200


@requirement(
    "moderations.not-text",
    MUST,
    basis="schema",
    on=MODERATION,
    only="not-text",
    breaks="a mistake in the caller's types is called harmless",
)
def test_a_number_is_not_moderated(refused_moderation):
    """An `input` that is a number is refused."""
    assert refused_moderation.accepted == []


@requirement(
    "moderations.incomplete",
    MUST,
    basis="schema",
    on=MODERATION,
    only=OURS,
    breaks="a misspelt member goes unnoticed, and everything is called harmless",
)
def test_nothing_is_not_moderated(moderation_of_nothing):
    """A request without `input` is refused."""
    assert moderation_of_nothing.accepted == []


@requirement(
    "moderations.unknown-model",
    SHOULD,
    basis="observed",
    on=MODERATION,
    only="unknown-model",
    breaks="a misspelt model goes unnoticed, and another one decides",
)
def test_an_unknown_model_does_not_moderate(refused_moderation):
    """A model that there is not is refused."""
    assert refused_moderation.accepted == []


@requirement(
    "moderations.client-fault",
    MUST,
    basis="schema",
    on=MODERATION,
    only=OURS,
    breaks="callers are told that the server failed, and send the same again and again",
)
def test_a_wrong_request_is_the_clients_fault(refused_moderation):
    """What is refused is refused as the client's fault: a 4xx, and no failure of the server."""
    assert refused_moderation.failed == []

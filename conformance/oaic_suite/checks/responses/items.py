"""The items of a response: what each says of itself, whatever type it has."""

from oaic_suite.checks.responses.readings.items import of_type, texts
from oaic_suite.checks.responses.readings.requests import speaks
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.evidence.located import failing, repeated, unlike
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "responses.items.array",
    MUST,
    basis="schema",
    on=CREATE,
    owns=("/output", "/output/*"),
    breaks="every client reads the items of `output`, and fails",
)
def test_output_is_an_array_of_objects(response):
    """The `output` of a response is an array of objects."""
    assert response.problems("/output", "/output/*") == []


@requirement(
    "responses.items.type",
    MUST,
    basis="schema",
    on=CREATE,
    owns="/output/*/type",
    breaks="clients tell items apart by `type`: a text or a call without it is passed over in silence",
)
def test_an_item_has_a_type(response):
    """Every item of `output` has a `type`, a text that is not empty."""
    found = response.problems("/output/*/type")
    assert [*found, *failing(response.each("/output/*"), typed, "an item with a type")] == []


def typed(item):
    return isinstance(item, dict) and isinstance(item.get("type"), str) and bool(item["type"])


@requirement(
    "responses.items.id",
    SHOULD,
    basis="observed",
    on=CREATE,
    owns="/output/*/id",
    breaks="clients that keep items by id, and send them back so, mix them up or lose them",
)
def test_an_item_has_an_id(response):
    """Every item of `output` has an `id`, a text that is not empty."""
    assert failing(response.each("/output/*"), identified, "an item with an id") == []


def identified(item):
    return isinstance(item, dict) and isinstance(item.get("id"), str) and bool(item["id"])


@requirement(
    "responses.items.own-id",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="the official SDKs refuse two items with one id; histories that are kept by id lose one of them",
)
def test_no_two_items_share_an_id(response):
    """No two items of a response have the same `id`."""
    assert repeated(response.each("/output/*/id"), "an id of its own") == []


@requirement(
    "responses.items.role",
    MUST,
    basis="schema",
    on=CREATE,
    when=speaks,
    owns="/output/*/role",
    breaks="Codex drops a message without its role, and what was said with it",
)
def test_a_message_is_of_the_assistant(response):
    """Every message in `output` has `role: "assistant"`."""
    assert unlike(of_type(response, "message"), ("role",), "assistant") == []


@requirement(
    "responses.items.content",
    MUST,
    basis="schema",
    on=CREATE,
    when=speaks,
    owns=("/output/*/content", "/output/*/content/*", "/output/*/content/*/type"),
    breaks="the official SDKs read the text from parts of type `output_text`, and find none",
)
def test_a_message_has_parts(response):
    """The `content` of a message is an array of parts of type `output_text` or `refusal`."""
    of_type(response, "message")
    assert response.problems("/output/*/content", "/output/*/content/*", "/output/*/content/*/type") == []


@requirement(
    "responses.items.text",
    MUST,
    basis="schema",
    on=CREATE,
    when=speaks,
    owns="/output/*/content/*/text",
    breaks="the official SDKs join the texts of all parts, and fail on what is none",
)
def test_a_part_has_its_text(response):
    """A part of type `output_text` has its `text`, a string."""
    texts(response)
    assert response.problems("/output/*/content/*/text") == []


@requirement(
    "responses.items.annotations",
    MUST,
    basis="schema",
    on=CREATE,
    when=speaks,
    owns="/output/*/content/*/annotations",
    breaks="the AI SDK and pydantic-ai reject a text without its array of `annotations`",
)
def test_a_text_has_annotations(response):
    """A part of type `output_text` has `annotations`, an array that may be empty."""
    texts(response)
    assert response.problems("/output/*/content/*/annotations") == []


@requirement(
    "responses.items.status",
    MUST,
    basis="schema",
    on=CREATE,
    when=speaks,
    owns="/output/*/status",
    breaks="typed clients fail to decode a message without its status; what was cut passes for whole",
)
def test_a_message_has_a_status(response):
    """A message in `output` has a `status`; that of any item is a word of the contract."""
    found = response.problems("/output/*/status")
    assert [*found, *unlike(of_type(response, "message"), ("status",), "completed", "incomplete", "in_progress")] == []

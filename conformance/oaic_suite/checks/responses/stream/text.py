"""Texts in a stream, and the parts they stand in: opened, told in pieces, told whole."""

from oaic_suite.checks.responses.readings.grammar import in_items, in_parts, in_texts
from oaic_suite.checks.responses.readings.items import without_logprobs
from oaic_suite.checks.responses.readings.requests import asks_no_logprobs, speaks
from oaic_suite.checks.responses.readings.streamed import of_type
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.evidence.located import failing
from oaic_suite.evidence.place import ABSENT
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "responses.stream.text.part-place",
    MUST,
    basis="sdk",
    on=CREATE,
    when=speaks,
    owns=("/content_index", "/summary_index"),
    breaks="the official Python SDK raises an IndexError where a part is not at the next place",
)
def test_parts_are_added_in_their_order(events):
    """Parts of an item are added with the next `content_index`, or `summary_index`, from 0."""
    assert in_parts(events, "part-place") == []


@requirement(
    "responses.stream.text.part-open",
    MUST,
    basis="sdk",
    on=CREATE,
    breaks="the official SDKs raise, or make a part of every piece, where it belongs to no open part",
)
def test_texts_stand_in_an_open_part(events):
    """A piece of a text names, by its index, a part that was added and is not done."""
    assert in_texts(events, "part-open") == []


@requirement(
    "responses.stream.text.part-kind",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="clients show a refusal as an answer, or the other way round",
)
def test_texts_fit_their_part(events):
    """Pieces of text come in a part of type `output_text`, pieces of a refusal in one of type `refusal`."""
    assert in_texts(events, "part-type") == []


@requirement(
    "responses.stream.text.open",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="clients show or store what they took for done, and lose what follows",
)
def test_nothing_follows_a_whole_text(events):
    """No piece of a text follows the event that has all of it, which comes once."""
    assert in_texts(events, "text-open") == []


@requirement(
    "responses.stream.text.joined",
    MUST,
    basis="schema",
    on=CREATE,
    breaks="what was shown while it came is another text than is kept; arguments that are cut are not JSON",
)
def test_a_text_is_its_pieces_joined(events):
    """The whole text, or the arguments, of a done event are its deltas joined."""
    assert in_texts(events, "text-joined") == []


@requirement(
    "responses.stream.text.part",
    SHOULD,
    basis="observed",
    on=CREATE,
    when=speaks,
    breaks="clients that take a text from its part show another than was streamed",
)
def test_a_done_part_has_its_text(events):
    """A done part has the text that was streamed into it."""
    assert in_parts(events, "part-text") == []


@requirement(
    "responses.stream.text.item",
    MUST,
    basis="schema",
    on=CREATE,
    breaks="Codex takes what was said from the done item: it is empty, or another text than was streamed",
)
def test_a_done_item_has_its_texts(events):
    """A done item has the texts and arguments that were streamed into it."""
    assert in_items(events, "item-text") == []


@requirement(
    "responses.stream.text.logprobs",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=OURS,
    breaks="who weighs an answer while it comes has nothing to weigh it by",
)
def test_pieces_have_their_logprobs(events_with_logprobs):
    """Each piece of a text has `logprobs`, an entry at least, where `include` asks for them."""
    assert without_logprobs(of_type(events_with_logprobs, "response.output_text.delta")) == []


@requirement(
    "responses.stream.text.logprobs-unasked",
    SHOULD,
    basis="observed",
    on=CREATE,
    when=asks_no_logprobs,
    breaks="who shows how sure an answer is shows what was made up: every token is certain, and none has a name",
)
def test_no_logprobs_come_unasked(events):
    """Pieces of a text have no `logprobs`, or an empty list, where `include` does not ask for them."""
    pieces = [piece.below("logprobs") for piece in of_type(events, "response.output_text.delta")]
    assert failing(pieces, lambda told: told in (ABSENT, None, []), "none") == []

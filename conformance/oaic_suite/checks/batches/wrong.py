"""Files of which no batch can be made, or one that fails."""

from oaic_suite.checks.batches.conversations import batch_of, line, seen_to_its_end
from oaic_suite.checks.batches.readings import outcome
from oaic_suite.checks.batches.surface import RETRIEVE
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import failing
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD

FILES = {"not-json": '{"custom_id": ', "same-id": "first"}
SECOND = 2  # the number of the line that is wrong


@conversation("reply", FILES)
def wrong_batch(target, variant):
    """What becomes of a file whose second line is wrong; it may be refused at once."""
    for capability in ("batches-described", "chat"):
        target.capabilities.require(capability)
    body = target.body(CHAT)
    second = f"{variant}\n".encode() if variant.startswith("{") else line(variant, CHAT, body)
    made = batch_of(target, CHAT, line("first", CHAT, body), second)
    if made.status is not None and 400 <= made.status < 500:
        raise NotApplicable("the file is refused at once")
    return seen_to_its_end(target, Reply(made))


@requirement(
    "batches.wrong.not-json",
    SHOULD,
    basis="observed",
    on=RETRIEVE,
    only="not-json",
    breaks="a file that was cut in two is answered as if it were whole",
)
def test_a_file_that_is_not_json_fails(wrong_batch):
    """A batch of a file with a line that is not JSON ends as `failed`."""
    assert outcome(wrong_batch) == "failed"


@requirement(
    "batches.wrong.same-id",
    SHOULD,
    basis="observed",
    on=RETRIEVE,
    only="same-id",
    breaks="two answers have the same name, and nobody can tell which is which",
)
def test_a_file_that_repeats_an_id_fails(wrong_batch):
    """A batch of a file in which two requests have the same `custom_id` ends as `failed`."""
    assert outcome(wrong_batch) == "failed"


@requirement(
    "batches.wrong.line",
    SHOULD,
    basis="observed",
    on=RETRIEVE,
    only=OURS,
    breaks="who mends a file of thousands of lines does not learn which",
)
def test_a_failed_batch_names_the_line(wrong_batch):
    """A batch that failed has `errors` with the number of the `line` that is wrong."""
    assert failing(wrong_lines(wrong_batch), lambda line: line == SECOND, str(SECOND)) == []


def wrong_lines(batch):
    """The numbers of lines in the errors of a batch that failed; there is at least one."""
    if outcome(batch) != "failed":
        raise NotApplicable("the batch did not fail")
    return [batch.found("errors", "data", 0, "line")]

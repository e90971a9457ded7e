"""Batches by the official Python SDK: from a file of requests to a file of answers."""

from oaic_suite.checks.batches.conversations import endpoint, line
from oaic_suite.checks.batches.readings import require_completed
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.sdk import readings
from oaic_suite.checks.sdk.conversations import WAYS
from oaic_suite.checks.sdk.responses.readings import walked
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST

PAIR = 2


@conversation(variants=WAYS)
def sdk_batch(target, sdk, mixed_batch_at_its_end, mixed_output, variant):
    """A batch of two chats, where one was completed before."""
    require_completed(mixed_batch_at_its_end)
    mixed_output.require_status()
    content = b"".join(line(id, CHAT, target.body(CHAT)) for id in ("one", "other"))
    return sdk.ask(variant[0], "batch_round", content, endpoint(CHAT))


@conversation(variants=WAYS)
def sdk_batch_list(sdk, batch_pages, variant):
    batch_pages[-1].require_status()
    return sdk.ask(variant[0], "batch_list")


@requirement(
    "sdk.batches.round",
    MUST,
    basis="sdk",
    breaks="programs that have their questions answered over night find no answers in the morning",
)
def test_a_batch_is_read(sdk_batch):
    """The official Python SDK sends a file, makes a batch of it, waits for it, and reads the answers line by line."""
    assert sdk_batch.misread(readings.output) == []


@requirement(
    "sdk.batches.list",
    MUST,
    basis="sdk",
    breaks="who iterates over the batches reads one again and again, and never comes to an end",
)
def test_batches_are_iterated(sdk_batch_list):
    """The official Python SDK iterates over the batches page by page, each batch once."""
    assert sdk_batch_list.misread(walked(sdk_batch_list, PAIR)) == []

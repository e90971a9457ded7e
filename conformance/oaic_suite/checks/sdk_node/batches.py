"""Batches by the Node SDK: from a file of requests to a file of answers."""

import json

from oaic_suite.checks.batches.conversations import endpoint, line
from oaic_suite.checks.batches.readings import require_completed
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.sdk_node.readings.kept import output
from oaic_suite.clients.node.played import play
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation()
def node_batch(target, mixed_batch_at_its_end, mixed_output):
    """A batch of two chats, where one was completed before."""
    require_completed(mixed_batch_at_its_end)
    mixed_output.require_status()
    lines = [json.loads(line(id, CHAT, target.body(CHAT))) for id in ("one", "other")]
    return play(target, "batches.round", {"lines": lines, "endpoint": endpoint(CHAT)})


@requirement(
    "sdk-node.batches.round",
    MUST,
    basis="sdk",
    breaks="programs in Node that have their questions answered over night find no answers in the morning",
)
def test_a_batch_is_read(node_batch):
    """The official Node SDK sends a file, makes a batch of it, waits for it, and reads the answers line by line."""
    assert node_batch.misread(output(node_batch)) == []

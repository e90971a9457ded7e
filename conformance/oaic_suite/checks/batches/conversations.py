"""Batches that several files ask about: from a few requests to one endpoint to what came of them."""

import json

from oaic_spec import contract

from oaic_suite.asking.form import Attachment
from oaic_suite.asking.survey.capability import refused
from oaic_suite.asking.waiting import awaited
from oaic_suite.checks.batches.readings import REQUESTS, is_over, unnamed
from oaic_suite.checks.batches.surface import CREATE, RETRIEVE
from oaic_suite.checks.chat.conversations import granted
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.embeddings.surface import EMBEDDINGS
from oaic_suite.checks.files import surface as files
from oaic_suite.checks.files.readings import require_given_back
from oaic_suite.checks.responses.surface import CREATE as RESPONSE
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation

LABELS = {"purpose": "conformance"}
PAUSES = (0.0, 0.0, 0.1, 0.3, 0.6, 1.0, 2.0, 4.0, 8.0, 8.0)  # seconds between two looks at a batch
NAMERS = {"output_file_id": "batches.output.named", "error_file_id": "batches.mixed.named"}
ASKED = {"chat": (CHAT, 3), "embeddings": (EMBEDDINGS, 2), "responses": (RESPONSE, 1)}  # and how often
TEXTS = ["A parrot on a ship.", "A ship without one."]
TAKEN = "errors.missing-messages.refused"
OUTPUT, MOST_LISTED = "batch_output", 100
NEEDS = {CHAT: "chat", EMBEDDINGS: "embeddings", RESPONSE: "responses"}


def line(id, operation, body):
    request = {"custom_id": id, "method": "POST", "url": endpoint(operation), "body": body}
    return json.dumps(request).encode() + b"\n"


def endpoint(operation):
    """Where an operation is asked, as batches spell it wherever the API begins."""
    return f"/v1{contract().operations[operation].path}"


def batch_of(target, operation, *lines):
    """A batch of these lines; its labels say how many they are."""
    sent = Attachment("requests.jsonl", b"".join(lines))
    file = Reply(target.ask(files.CREATE, file=sent, purpose=files.FOR))
    labels = LABELS | {REQUESTS: str(len(lines))}
    return target.ask(CREATE, input_file_id=file.id_at("id"), endpoint=endpoint(operation), metadata=labels)


def seen_to_its_end(target, batch):
    """A batch looked at until it is over, or as long as there is time."""
    id = batch.id_at("id")
    return awaited(lambda: target.ask(RETRIEVE, batch_id=id), is_over, PAUSES)


def fetched(target, batch, member):
    """One of the files that came of a batch."""
    if unnamed(batch, member):
        raise NotEstablished(f"the batch has no {member}", NAMERS[member])
    target.capabilities.require("files-fetched")
    return target.ask(files.FETCH, file_id=batch.at(member))


@conversation("reply", ASKED)
def batch(target, variant):
    """A batch of a few requests that are as plain as they can be; for some endpoints a server may make none."""
    operation, times = variant
    for capability in ("batches-made", "batches-described"):
        target.capabilities.require(capability)
    target.capabilities.require(NEEDS[operation])
    bodies = [target.body(operation, **unlike_others(operation, number)) for number in range(times)]
    made = batch_of(target, operation, *(line(f"request-{n}", operation, body) for n, body in enumerate(bodies)))
    return granted(made, ("endpoint",))


def unlike_others(operation, number):
    """What makes the answer to a request unlike those to others: of embeddings, how many there are."""
    return {"input": TEXTS[: number + 1]} if operation == EMBEDDINGS else {}


@conversation("reply")
def batch_at_its_end(target, batch):
    return seen_to_its_end(target, batch)


@conversation("bytes")
def output(target, batch_at_its_end, kept_file, file_content):
    """What was answered."""
    require_given_back(kept_file, file_content)
    return fetched(target, batch_at_its_end, "output_file_id")


@conversation("reply")
def mixed_batch(target):
    """A batch of two requests, of which the endpoint would refuse one."""
    for capability in ("batches-described", "chat"):
        target.capabilities.require(capability)
    plain = target.body(CHAT)
    wrong = {name: value for name, value in plain.items() if name != "messages"}
    if not refused(target.provoke(CHAT, wrong)):
        raise NotEstablished("the endpoint itself does not refuse a chat without messages", TAKEN)
    return batch_of(target, CHAT, line("right", CHAT, plain), line("wrong", CHAT, wrong))


@conversation("reply")
def mixed_batch_at_its_end(target, mixed_batch):
    return seen_to_its_end(target, mixed_batch)


@conversation("bytes")
def mixed_output(target, mixed_batch_at_its_end, kept_file, file_content):
    """What was answered of it."""
    require_given_back(kept_file, file_content)
    return fetched(target, mixed_batch_at_its_end, "output_file_id")


@conversation("bytes")
def mixed_errors(target, mixed_batch_at_its_end, kept_file, file_content):
    """What was refused of it."""
    require_given_back(kept_file, file_content)
    return fetched(target, mixed_batch_at_its_end, "error_file_id")


@conversation("reply")
def described_output(target, mixed_batch_at_its_end):
    """What is told of the file that was answered into."""
    if unnamed(mixed_batch_at_its_end, "output_file_id"):
        raise NotEstablished("the batch has no output_file_id", NAMERS["output_file_id"])
    target.capabilities.require("files-described")
    return target.ask(files.DESCRIBE, file_id=mixed_batch_at_its_end.at("output_file_id"))


@conversation("reply")
def listed_outputs(target, described_output):
    """The files that came of batches, the latest of them."""
    described_output.require_status()
    target.capabilities.require("files-listed")
    return target.ask(files.LIST, purpose=OUTPUT, limit=MOST_LISTED)

"""What a server keeps of responses, by the official Python SDK: fetched, gone on with, cancelled, listed, deleted."""

from contextlib import contextmanager

from oaic_suite.checks.responses.resume import HEARD
from oaic_suite.checks.responses.surface import CREATE, DELETE, IN_BACKGROUND, KEPT, TURNS
from oaic_suite.checks.sdk.conversations import WAYS
from oaic_suite.checks.sdk.readings import raising
from oaic_suite.checks.sdk.responses import readings
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation(variants=WAYS)
def sdk_retrieved(target, sdk, fetched_response, variant):
    fetched_response.require_status()
    with made(target, **KEPT) as id:
        return sdk.ask(variant[0], "retrieved", id)


@conversation(variants=WAYS, apart=True)
def sdk_resumed(target, sdk, resumed_events, variant):
    resumed_events.require_status()
    with begun(target) as id:
        return sdk.ask(variant[0], "resumed", id, HEARD)


@conversation(variants=WAYS)
def sdk_cancelled(target, sdk, cancelled_response, variant):
    cancelled_response.require_status()
    with made(target, **IN_BACKGROUND) as id:
        return sdk.ask(variant[0], "cancelled", id)


@conversation(variants=WAYS)
def sdk_input_items(target, sdk, input_pages, variant):
    """Two pages, the second of them asked for by the SDK itself."""
    input_pages[-1].require_status()
    with made(target, input=TURNS, **KEPT) as id:
        return sdk.ask(variant[0], "input_items", id)


@conversation(variants=WAYS)
def sdk_deleted(target, sdk, deleted_response, variant):
    deleted_response.require_status()
    return sdk.ask(variant[0], "deleted", Reply(target.ask(CREATE, **KEPT)).id_at("id"))


@contextmanager
def made(target, **members):
    """The id of a response that is kept no longer than it is asked about."""
    with forgotten(target, Reply(target.ask(CREATE, **members)).id_at("id")) as id:
        yield id


@contextmanager
def begun(target):
    """The id of a response in the background whose stream began."""
    events = Stream(target.ask(CREATE, stream=True, **IN_BACKGROUND))
    with forgotten(target, events.id_at("response", "id")) as id:
        yield id


@contextmanager
def forgotten(target, id):
    try:
        yield id
    finally:
        if not target.capabilities.lacks("responses-deletion"):
            target.ask(DELETE, response_id=id)


@requirement(
    "sdk.responses.kept.retrieve",
    MUST,
    basis="sdk",
    breaks="programs that poll for a response, or show it later, end in an exception",
)
def test_a_kept_response_is_read(sdk_retrieved):
    """The official Python SDK fetches a kept response by its id, and reads it as it stands in the answer."""
    assert sdk_retrieved.misread(readings.response) == []


@requirement(
    "sdk.responses.kept.resume",
    MUST,
    basis="sdk",
    breaks="whoever lost the connection of a long answer gets no events, or others, from `starting_after`",
)
def test_a_stream_is_gone_on_with(sdk_resumed):
    """With `retrieve(stream=True, starting_after=…)` the official Python SDK yields the events as they stand."""
    assert sdk_resumed.misread(readings.events) == []


@requirement(
    "sdk.responses.kept.cancel",
    MUST,
    basis="sdk",
    breaks="what nobody waits for any more cannot be stopped from a program, and is paid for",
)
def test_a_response_is_cancelled(sdk_cancelled):
    """The official Python SDK cancels a response in the background, and reads it as it stands in the answer."""
    assert sdk_cancelled.misread(readings.cancelled) == []


@requirement(
    "sdk.responses.kept.input-items",
    MUST,
    basis="sdk",
    breaks="who iterates over what was asked reads items again and again, or misses some",
)
def test_the_input_is_iterated(sdk_input_items):
    """The official Python SDK iterates over all pages of the items that a response was made from, each item once."""
    assert sdk_input_items.misread(readings.walked(sdk_input_items, len(TURNS))) == []


@requirement(
    "sdk.responses.kept.delete",
    MUST,
    basis="sdk",
    breaks="programs that forget what a user said end in an exception, or only believe that they did",
)
def test_a_response_is_deleted(sdk_deleted):
    """What the official Python SDK deleted it looks for in vain: a `NotFoundError`."""
    assert sdk_deleted.misread(raising("NotFoundError")) == []

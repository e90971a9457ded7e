"""What all chunks of a stream have in common."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import unlike
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD


@requirement(
    "chat.stream.one-id",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="clients that group chunks by id show one message per chunk; openai-go's accumulator stops",
)
def test_every_chunk_has_the_id_of_the_first(stream):
    """Every chunk of a stream has the same `id`."""
    first, *rest = stream.each("/id")
    assert unlike(rest, (), first.value) == []


@requirement(
    "chat.stream.one-created",
    SHOULD,
    basis="schema",
    on=CHAT,
    breaks="clients that order or group messages by date see the answer move",
)
def test_every_chunk_has_the_date_of_the_first(stream):
    """Every chunk of a stream has the same `created`."""
    first, *rest = stream.each("/created")
    assert unlike(rest, (), first.value) == []


@requirement(
    "chat.stream.one-model",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="accounting by model books one answer to several",
)
def test_every_chunk_names_the_model_of_the_first(stream):
    """Every chunk of a stream has the same `model`."""
    first, *rest = stream.each("/model")
    assert unlike(rest, (), first.value) == []


@requirement("chat.stream.one-fingerprint", INFO, basis="observed", on=CHAT)
def test_the_fingerprint_does_not_change(stream):
    """Every chunk that has a `system_fingerprint` has the same."""
    assert stream.unlike_first("system_fingerprint") == []


@requirement("chat.stream.one-service-tier", INFO, basis="observed", on=CHAT)
def test_the_service_tier_does_not_change(stream):
    """Every chunk that has a `service_tier` has the same."""
    assert stream.unlike_first("service_tier") == []

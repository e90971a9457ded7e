"""A streamed chat as a whole: that it comes, ends, and is made of chunks of one answer."""

from oaic_suite.located import failing, unlike
from oaic_suite.requirement import requirement
from oaic_suite.verdict import INFO, MUST, SHOULD

CHAT = "createChatCompletion"


# --- the answer --------------------------------------------------------------------------------------


@requirement(
    "chat.stream.outcome",
    MUST,
    basis="schema",
    on=CHAT,
    owns="@outcome",
    breaks="interfaces that stream show nothing, half an answer, or wait for ever",
)
def test_a_stream_is_answered_to_its_end(stream):
    """A chat request with `stream: true` is answered with status 200, and the answer comes to its end."""
    assert stream.outcome == 200


@requirement(
    "chat.stream.content-type",
    MUST,
    basis="schema",
    on=CHAT,
    owns="@content-type",
    breaks="EventSource and clients that choose a decoder by media type refuse the stream",
)
def test_a_stream_is_declared_as_events(stream):
    """A streamed chat is declared as `text/event-stream`."""
    assert stream.media_type == "text/event-stream"


@requirement(
    "chat.stream.events",
    MUST,
    basis="schema",
    on=CHAT,
    owns="@events",
    breaks="the official SDKs yield no chunk at all and raise nothing: the answer looks empty",
)
def test_a_stream_holds_events(stream):
    """A streamed chat is a sequence of server-sent events."""
    assert stream.eventless == []


@requirement(
    "chat.stream.json",
    MUST,
    basis="schema",
    on=CHAT,
    owns="@json",
    breaks="the official SDKs raise a decoding error in the middle of the answer",
)
def test_every_event_is_one_json_object(stream):
    """Every event but the terminator carries exactly one JSON object."""
    assert stream.unreadable == []


@requirement(
    "chat.stream.no-error",
    MUST,
    basis="sdk",
    on=CHAT,
    owns="@errors",
    breaks="the official SDKs raise APIError in the middle of the answer",
)
def test_no_chunk_is_an_error(stream):
    """A stream that is answered with status 200 carries no `error`."""
    assert failing(stream.errors, lambda error: False, "no error") == []


# --- the terminator ----------------------------------------------------------------------------------


@requirement(
    "chat.stream.done",
    MUST,
    basis="schema",
    on=CHAT,
    owns="@done",
    breaks="clients that wait for the terminator hang, or take the answer for cut off",
)
def test_a_stream_ends_with_done(stream):
    """A streamed chat says `data: [DONE]`."""
    assert stream.undone == []


@requirement(
    "chat.stream.done-last",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="clients stop reading at the terminator and miss what follows, usage for one",
)
def test_nothing_follows_done(stream):
    """No event but the terminator itself follows `data: [DONE]`."""
    assert stream.after_done == []


@requirement(
    "chat.stream.done-once",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="clients that finish the answer at the terminator finish it twice",
)
def test_done_is_said_once(stream):
    """A streamed chat says `data: [DONE]` once."""
    assert stream.done_again == []


@requirement(
    "chat.stream.closes",
    MUST,
    basis="rfc",
    on=CHAT,
    breaks="clients that read the body to its end hang, or raise for an incomplete message",
)
def test_the_body_ends_after_done(stream):
    """The body of a streamed chat is complete once `data: [DONE]` has come."""
    assert stream.ending == 200


# --- what all chunks have in common ------------------------------------------------------------------


@requirement(
    "chat.stream.object",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/object",
    breaks="the official Python SDK's stream helper drops the chunk; decoders by `object` reject it",
)
def test_every_chunk_says_it_is_one(stream):
    """Every chunk has `object: "chat.completion.chunk"`."""
    assert stream.problems("/object") == []


@requirement(
    "chat.stream.id",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/id",
    breaks="typed clients fail to decode the chunk; accumulators start a new message",
)
def test_every_chunk_has_an_id(stream):
    """Every chunk has an `id` that is a string."""
    assert stream.problems("/id") == []


@requirement(
    "chat.stream.id-not-empty",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="clients that key messages by id lose the answer",
)
def test_no_id_is_empty(stream):
    """No chunk has an empty `id`."""
    assert failing(stream.each("/id"), lambda found: found != "", "a string that is not empty") == []


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
    "chat.stream.created",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/created",
    breaks="typed clients whose field is an integer fail to decode the chunk",
)
def test_every_chunk_has_a_date(stream):
    """Every chunk has a `created` of whole Unix seconds."""
    assert stream.problems("/created") == []


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
    "chat.stream.model",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/model",
    breaks="typed clients whose field is required fail to decode the chunk",
)
def test_every_chunk_names_its_model(stream):
    """Every chunk has a `model` that is a string."""
    assert stream.problems("/model") == []


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


@requirement(
    "chat.stream.schema",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="typed clients fail to decode the chunk",
)
def test_the_rest_of_every_chunk_keeps_the_contract(stream):
    """Whatever else a chunk holds keeps the contract."""
    assert stream.residue() == []

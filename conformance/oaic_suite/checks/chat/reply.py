"""Chat, answered whole: the shape every answer has."""

from oaic_suite.checks.chat.readings.choices import CUT_SHORT
from oaic_suite.checks.chat.readings.names import asked_for
from oaic_suite.checks.chat.readings.numbers import SECONDS, of_this_century, written_whole
from oaic_suite.checks.chat.readings.silence import nothing_said
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import Located, failing, repeated
from oaic_suite.evidence.place import ABSENT, Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

WHOLE_NUMBERS = ("/created", "/choices/*/index", "/usage/*", "/usage/*/*")


SAYING = ("content", "refusal", "tool_calls", "function_call", "audio")


# --- the answer as a whole ----------------------------------------------------------------------------


@requirement(
    "chat.reply.status",
    MUST,
    basis="schema",
    on=CHAT,
    owns="@outcome",
    breaks="no client gets an answer",
)
def test_a_chat_is_answered(reply):
    """A valid chat request is answered with status 200."""
    assert reply.outcome == 200


@requirement(
    "chat.reply.content-type",
    MUST,
    basis="schema",
    on=CHAT,
    owns="@content-type",
    breaks="the official SDKs decode by media type: the caller gets a string instead of an answer",
)
def test_an_answer_is_declared_as_json(reply):
    """An answer that is not streamed is declared as `application/json`."""
    assert reply.media_type == "application/json"


# RFC 8259, 2 and 8.1: a JSON text is one value, and goes between systems in UTF-8.
@requirement(
    "chat.reply.json",
    MUST,
    basis="rfc",
    on=CHAT,
    owns="@json",
    breaks="every client fails to decode the answer",
)
def test_an_answer_is_json(reply):
    """An answer that is not streamed is one JSON value in UTF-8."""
    assert reply.json_error == ""


@requirement(
    "chat.reply.no-error",
    MUST,
    basis="sdk",
    on=CHAT,
    owns="@errors",
    breaks="the official SDKs raise by status alone: a failure is taken for an answer, and nothing is retried",
)
def test_no_error_hides_in_a_success(reply):
    """An answer with status 200 carries no `error`, neither at its top nor in a choice."""
    assert reply.errors == []


@requirement(
    "chat.reply.object",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/object",
    breaks="typed clients that tell objects apart by `object` reject the answer",
)
def test_an_answer_says_what_it_is(reply):
    """An answer has `object: "chat.completion"`."""
    assert reply.problems("/object") == []


@requirement(
    "chat.reply.id",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/id",
    breaks="typed clients whose field is required fail to decode the answer",
)
def test_an_answer_has_an_id(reply):
    """An answer has an `id` that is a string."""
    assert reply.problems("/id") == []


@requirement(
    "chat.reply.id-not-empty",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="logs and stores keyed by id keep one answer for all",
)
def test_an_id_is_not_empty(reply):
    """The `id` of an answer is not empty."""
    assert failing(reply.sound("/id"), lambda found: found != "", "a string that is not empty") == []


@requirement("chat.reply.id-prefix", INFO, basis="observed", on=CHAT)
def test_an_id_looks_like_one(reply):
    """The `id` of an answer, where it is not empty, begins with `chatcmpl-`."""
    assert failing(reply.sound("/id"), looks_like_one, "chatcmpl-…") == []


@requirement(
    "chat.reply.unique-id",
    MUST,
    basis="schema",
    on=CHAT,
    among="reply",
    breaks="logs and stores keyed by id overwrite one answer with the next",
)
def test_ids_are_not_used_again(two_replies):
    """Two answers have different ids, the same request or not."""
    assert repeated([twin.sound("/id")[0] for twin in two_replies], "an id of its own") == []


@requirement(
    "chat.reply.created",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/created",
    breaks="typed clients whose field is an integer fail to decode the answer",
)
def test_an_answer_has_a_date(reply):
    """An answer has a `created` of whole Unix seconds."""
    assert reply.problems("/created") == []


@requirement(
    "chat.reply.created-plausible",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="clients that sort or expire by date put the answer into 1970, or far ahead",
)
def test_the_date_is_in_seconds(reply):
    """The `created` of an answer is a date of this century when read as seconds."""
    assert failing(reply.sound("/created"), of_this_century, SECONDS) == []


@requirement(
    "chat.reply.model",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/model",
    breaks="typed clients whose field is required fail to decode the answer",
)
def test_an_answer_names_a_model(reply):
    """An answer has a `model` that is a string."""
    assert reply.problems("/model") == []


@requirement(
    "chat.reply.model-not-empty",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="cost is booked to no model at all",
)
def test_the_model_is_not_empty(reply):
    """The `model` of an answer is not empty."""
    assert failing(reply.sound("/model"), lambda found: found != "", "a string that is not empty") == []


@requirement("chat.reply.model-asked-for", INFO, basis="observed", on=CHAT)
def test_the_model_is_the_one_asked_for(reply):
    """The `model` of an answer, where it is not empty, is the one asked for or a snapshot of it."""
    assert failing(reply.sound("/model"), asked_for(reply), "the model that was asked for") == []


@requirement("chat.reply.system-fingerprint", INFO, basis="observed", on=CHAT)
def test_an_answer_has_a_fingerprint(reply):
    """An answer has a `system_fingerprint`, null or not."""
    assert reply.get("system_fingerprint") is not ABSENT


@requirement(
    "chat.reply.whole-numbers",
    SHOULD,
    basis="sdk",
    on=CHAT,
    breaks="the official .NET SDK, and any decoder into integers, fails on 12.0 where 12 is meant",
)
def test_whole_numbers_are_written_as_such(reply):
    """Dates, indexes and counts of tokens are written without a fraction or an exponent."""
    assert failing(reply.wherever(*WHOLE_NUMBERS), written_whole, "a whole number written as one") == []


# --- choices ------------------------------------------------------------------------------------------


@requirement(
    "chat.reply.choices",
    MUST,
    basis="schema",
    on=CHAT,
    owns=("", "/choices", "/choices/*"),
    breaks="no client finds an answer: all of them read `choices[0]`",
)
def test_an_answer_holds_an_array_of_choices(reply):
    """An answer is an object whose `choices` is an array of objects."""
    assert reply.problems("", "/choices", "/choices/*") == []


@requirement(
    "chat.reply.choices-count",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="clients index out of range where choices are missing, and read the wrong one where there are more",
    shows="n",
)
def test_there_are_as_many_choices_as_asked_for(reply):
    """An answer has `n` choices, one when `n` is not given."""
    assert len(reply.array("choices")) == (reply.request.get("n") or 1)


@requirement(
    "chat.reply.index",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/choices/*/index",
    breaks="accumulators keyed by index fail with a missing key",
)
def test_every_choice_has_an_index(reply):
    """Every choice has an `index` that is an integer."""
    assert reply.problems("/choices/*/index") == []


@requirement(
    "chat.reply.indexes-count-up",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="clients that put choices in their places merge two of them, or leave a hole",
)
def test_indexes_count_the_choices(reply):
    """The indexes of the choices are 0 to one less than their number, each once."""
    assert sorted(index.value for index in reply.sound("/choices/*/index")) == list(range(len(reply.at("choices"))))


@requirement(
    "chat.reply.finish-reason",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/choices/*/finish_reason",
    breaks="the official .NET SDK throws on a reason it does not know; validators of other clients reject the answer",
)
def test_every_choice_says_why_it_ended(reply):
    """Every choice has a `finish_reason` out of stop, length, tool_calls, content_filter and function_call."""
    assert reply.problems("/choices/*/finish_reason") == []


# --- the message --------------------------------------------------------------------------------------


@requirement(
    "chat.reply.message",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/choices/*/message",
    breaks="every client reads `choices[0].message` and fails",
)
def test_every_choice_has_a_message(reply):
    """Every choice has a `message` that is an object."""
    assert reply.problems("/choices/*/message") == []


@requirement(
    "chat.reply.role",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/choices/*/message/role",
    breaks="clients that send the message back as history are refused",
)
def test_the_assistant_speaks(reply):
    """Every message has `role: "assistant"`."""
    assert reply.problems("/choices/*/message/role") == []


@requirement(
    "chat.reply.content",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/choices/*/message/content",
    breaks="typed clients whose field is a nullable string fail on an array of parts, or on nothing at all",
)
def test_content_is_text_or_null(reply):
    """Every message has a `content` that is a string or null."""
    assert reply.problems("/choices/*/message/content") == []


@requirement(
    "chat.reply.says-something",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="agents take a generation that failed for an answer, and do not try again",
)
def test_a_message_that_ended_by_itself_says_something(reply):
    """A message that was not cut short has text, a refusal, calls or audio."""
    assert silent(reply) == []


@requirement(
    "chat.reply.refusal",
    SHOULD,
    basis="schema",
    on=CHAT,
    owns="/choices/*/message/refusal",
    breaks="strictly typed clients whose field is required fail to decode the message",
)
def test_every_message_has_a_refusal_or_null(reply):
    """Every message has a `refusal` that is a string or null."""
    assert reply.problems("/choices/*/message/refusal") == []


@requirement("chat.reply.annotations", INFO, basis="observed", on=CHAT)
def test_every_message_has_annotations(reply):
    """Every message has `annotations`, an empty array when there are none."""
    annotations = [message.below("annotations") for message in reply.sound("/choices/*/message")]
    assert failing(annotations, lambda found: found is not ABSENT, "an array") == []


@requirement(
    "chat.reply.annotations-array",
    SHOULD,
    basis="schema",
    on=CHAT,
    owns="/choices/*/message/annotations",
    breaks="clients that go through the citations of a message which has the member fail on null",
)
def test_annotations_are_an_array(reply):
    """The `annotations` of a message, where there are any, are an array."""
    assert reply.problems("/choices/*/message/annotations") == []


@requirement(
    "chat.reply.schema",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="typed clients fail to decode the answer",
)
def test_the_rest_of_an_answer_keeps_the_contract(reply):
    """Whatever else an answer holds keeps the contract."""
    assert reply.residue() == []


def looks_like_one(id: str) -> bool:
    return not id or id.startswith("chatcmpl-")


def silent(reply: Reply) -> list[Finding]:
    """The messages that end of their own accord and carry nothing."""
    reply.sound("/choices/*/message/content")
    ended = [choice for choice in reply.each("/choices/*") if choice.get("finish_reason") not in CUT_SHORT]
    return [choice.below("message").finding("something said") for choice in ended if not says(choice)]


def says(choice: Located) -> bool:
    return any(choice.get("message", name) not in (None, ABSENT, []) for name in SAYING)


@requirement(
    "chat.reply.not-silent",
    SHOULD,
    basis="observed",
    on=CHAT,
    only="plain",
    breaks="users see a blank answer, and agents take a generation that failed for one that is done",
)
def test_a_plain_question_is_answered_with_something(reply):
    """The answer to a plain question, where nothing cuts it short, is more than an empty text."""
    assert nothing_said(reply) == []

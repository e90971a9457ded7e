"""The calls in a whole answer: their ids, names and arguments, and what stands beside them."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.readings.calls import CALLS, misshapen, shared_ids, undeclared
from oaic_suite.evidence.located import failing, repeated
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD


@requirement(
    "tools.call.array",
    MUST,
    basis="schema",
    on=CHAT,
    owns=(CALLS, f"{CALLS}/*"),
    breaks="the official Python SDK's helper raises AttributeError",
)
def test_calls_are_an_array_of_objects(called):
    """`tool_calls` is an array of objects."""
    assert misshapen(called) == []


@requirement(
    "tools.call.id",
    MUST,
    basis="schema",
    on=CHAT,
    owns=f"{CALLS}/*/id",
    breaks="agents have nothing to send the result back under, and stop",
    shows="tools",
)
def test_every_call_has_an_id(called):
    """Every call has an `id` that is a string."""
    assert called.problems(f"{CALLS}/*/id") == []


@requirement(
    "tools.call.id-not-empty",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="agents have nothing to send the result back under, and stop",
)
def test_no_id_of_a_call_is_empty(called):
    """No call has an empty `id`."""
    assert failing(called.sound(f"{CALLS}/*/id"), lambda id: id != "", "a string that is not empty") == []


@requirement(
    "tools.call.unique-ids",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="the result of one call is taken for that of another",
)
def test_calls_have_ids_of_their_own(called):
    """No two calls of a message share an `id`."""
    assert shared_ids(called) == []


@requirement(
    "tools.call.fresh-ids",
    SHOULD,
    basis="observed",
    on=CHAT,
    among="reply",
    breaks="in a history of several turns a result belongs to several calls",
)
def test_ids_of_calls_are_not_used_again(called_twice):
    """The calls of two answers have different ids, the same request or not."""
    assert repeated([id for reply in called_twice for id in distinct(reply)], "an id of its own") == []


@requirement("tools.call.id-prefix", INFO, basis="observed", on=CHAT)
def test_an_id_of_a_call_looks_like_one(called):
    """The `id` of a call begins with `call_`."""
    assert failing(called.sound(f"{CALLS}/*/id"), lambda id: id.startswith("call_"), "call_…") == []


@requirement(
    "tools.call.type",
    MUST,
    basis="schema",
    on=CHAT,
    owns=f"{CALLS}/*/type",
    breaks="typed clients that tell kinds of calls apart by `type` fail to decode the message",
)
def test_every_call_has_a_type(called):
    """Every call has `type: "function"`, or `"custom"` for a custom tool."""
    assert called.problems(f"{CALLS}/*/type") == []


@requirement(
    "tools.call.function",
    MUST,
    basis="schema",
    on=CHAT,
    owns=f"{CALLS}/*/function",
    breaks="every client reads `function.name`: the official Python SDK's helper raises KeyError",
)
def test_every_call_of_a_function_has_it(called):
    """Every call of a function has a `function` that is an object."""
    assert called.problems(f"{CALLS}/*/function") == []


@requirement(
    "tools.call.name",
    MUST,
    basis="schema",
    on=CHAT,
    owns=f"{CALLS}/*/function/name",
    breaks="no client knows which function to run",
)
def test_every_call_has_a_name(called):
    """Every call of a function has a `name` that is a string."""
    assert called.problems(f"{CALLS}/*/function/name") == []


@requirement(
    "tools.call.offered",
    MUST,
    basis="schema",
    on=CHAT,
    owns="@offered",
    breaks="clients look for a function they do not have: agents stop, or run what they should not",
)
def test_only_offered_tools_are_called(called):
    """Every tool that is called was offered by the request, under that very name."""
    assert undeclared(called) == []


@requirement(
    "tools.call.arguments",
    MUST,
    basis="schema",
    on=CHAT,
    owns=f"{CALLS}/*/function/arguments",
    breaks="clients parse the arguments as JSON text, and raise TypeError on an object or null",
)
def test_arguments_are_text(called):
    """Every call of a function has `arguments` that are a string."""
    assert called.problems(f"{CALLS}/*/function/arguments") == []


# --- helpers of ours ----------------------------------------------------------------------------------


def distinct(reply):
    """The ids of an answer's calls, each once; an empty one is none."""
    return list({id.value: id for id in reply.sound(f"{CALLS}/*/id") if id.value}.values())

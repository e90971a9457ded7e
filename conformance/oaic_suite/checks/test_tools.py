"""Tools in whole answers: what may be offered and forced, and the calls that come of it."""

import re

from oaic_suite.calls import (
    broken_off,
    entries,
    misfits,
    not_objects,
    shared_ids,
    surplus,
    unallowed,
    undeclared,
    unforced,
)
from oaic_suite.located import failing, repeated, unlike
from oaic_suite.offers import forbids, forces, leaves_free, loose, names_a_tool, one_at_a_time, requires, strict
from oaic_suite.place import ABSENT
from oaic_suite.requirement import requirement
from oaic_suite.verdict import INFO, MUST, SHOULD

CHAT = "createChatCompletion"
CALLS = "/choices/*/message/tool_calls"
MARKUP = re.compile(r"<tool_call>|<function=|<\|python_tag\|>|\[TOOL_CALLS\]|<\|tool▁call|<｜tool▁call")
HAVE_CHOICES = ("auto", "none", "required", "named")


def no_markup(content):
    return not (isinstance(content, str) and MARKUP.search(content))


def not_empty(calls):
    return calls not in ([], {})


# --- what may be offered -----------------------------------------------------------------------------


@requirement(
    "tools.offer.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=("plain", "bare", "unstrict", "strict", "null-strict"),
    breaks="agents offer their tools with the first request, and fail on it",
)
def test_an_offer_of_tools_is_accepted(offer):
    """A request that offers tools is accepted: with a schema or without, strict or not, or null for neither."""
    assert offer.outcome == 200


@requirement(
    "tools.offer.beside-a-format",
    MUST,
    basis="schema",
    on=CHAT,
    only="format",
    breaks="agents whose last answer is to be JSON are refused from the first request on",
)
def test_tools_are_accepted_beside_a_format(offer):
    """A request may offer tools and ask for JSON at once."""
    assert offer.outcome == 200


@requirement(
    "tools.choice.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=HAVE_CHOICES,
    breaks="clients that force a function, as all do that want structured data out of one, are refused",
)
def test_every_form_of_choice_is_accepted(offer):
    """`tool_choice` may be `auto`, `none`, `required`, or an object that names a function."""
    assert offer.outcome == 200


@requirement(
    "tools.choice.allowed-accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only="allowed",
    breaks="agents that narrow a fixed list of tools, to keep the prompt cached, are refused",
)
def test_a_choice_of_allowed_tools_is_accepted(offer):
    """`tool_choice` may be an object that lists the tools allowed."""
    assert offer.outcome == 200


@requirement(
    "tools.parallel.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=("parallel", "serial"),
    breaks="frameworks that always say whether calls may be parallel are refused",
)
def test_parallel_calls_may_be_asked_for_or_not(offer):
    """`parallel_tool_calls` may be true or false."""
    assert offer.outcome == 200


@requirement(
    "tools.schema.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only="",
    breaks="tools whose schemas come out of typed code, with references and unions, cannot be offered",
)
def test_every_sort_of_schema_is_accepted(form_filled):
    """The parameters of a function may be described with every keyword of JSON Schema in common use."""
    assert form_filled.outcome == 200


@requirement(
    "tools.schema.strict-accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only="",
    breaks="the official SDKs' helpers, which make strict schemas with references and unions, are refused",
)
def test_every_sort_of_strict_schema_is_accepted(strict_form_filled):
    """The parameters of a strict function may nest, name values, unite types and refer to themselves."""
    assert strict_form_filled.outcome == 200


# --- what is forced ----------------------------------------------------------------------------------
# A model is free to call nothing under `auto`, which then settles nothing. What a request forces is for the
# server to bring about, whatever the model would rather say: a 200 without the call is the server's failure.


@requirement(
    "tools.named.forced",
    MUST,
    basis="schema",
    on=CHAT,
    when=names_a_tool,
    owns="@forced",
    breaks="extraction of data by a forced function gets prose, or the arguments of another function",
)
def test_a_named_tool_is_called(offer):
    """The tool that `tool_choice` names is called, and no other."""
    assert unforced(offer) == []


@requirement(
    "tools.required.forced",
    MUST,
    basis="schema",
    on=CHAT,
    when=requires,
    owns="@forced",
    breaks="agents whose every step is a call get stuck on prose",
)
def test_a_required_call_is_made(offer):
    """With `tool_choice: "required"` at least one tool is called."""
    assert unforced(offer) == []


@requirement(
    "tools.none.forbids",
    MUST,
    basis="schema",
    on=CHAT,
    when=forbids,
    breaks="the turn in which an agent must sum up calls again, for ever",
)
def test_a_forbidden_call_is_not_made(offer):
    """With `tool_choice: "none"` no tool is called."""
    assert failing(offer.wherever(f"{CALLS}/*"), lambda call: False, "no call") == []


@requirement(
    "tools.allowed.only",
    MUST,
    basis="schema",
    on=CHAT,
    only="allowed",
    breaks="tools that the application has put out of reach for now are called",
)
def test_only_allowed_tools_are_called(offer):
    """With a choice of allowed tools none but those are called."""
    assert unallowed(offer) == []


@requirement(
    "tools.parallel.one-at-a-time",
    MUST,
    basis="schema",
    on=CHAT,
    when=one_at_a_time,
    breaks="steps that depend on one another are run at once",
)
def test_calls_come_one_at_a_time(offer):
    """With `parallel_tool_calls: false` at most one tool is called."""
    assert surplus(offer) == []


@requirement("tools.parallel.several", INFO, basis="observed", on=CHAT, only="parallel")
def test_several_tools_are_called_at_once(offer):
    """Asked for two things at once, the model calls two tools in one answer."""
    assert len(entries(offer)) >= 2


@requirement("tools.auto.not-always", INFO, basis="taste", on=CHAT, only="")
def test_small_talk_calls_nothing(small_talk):
    """With `tool_choice: "auto"` small talk is answered in text."""
    assert failing(small_talk.wherever(f"{CALLS}/*"), lambda call: False, "no call") == []


# --- how it ends -------------------------------------------------------------------------------------


@requirement(
    "tools.auto.finish-reason",
    MUST,
    basis="schema",
    on=CHAT,
    when=leaves_free,
    breaks="agents that look at the reason, as most frameworks do, never run the tool",
)
def test_a_free_call_ends_in_tool_calls(free_call):
    """An answer that calls a tool of its own accord has `finish_reason: "tool_calls"`."""
    assert unlike(called_for(free_call), ("finish_reason",), "tool_calls", "length") == []


@requirement(
    "tools.forced.finish-reason",
    MUST,
    basis="schema",
    on=CHAT,
    when=forces,
    breaks="agents take the answer for a failure, or for cut short",
)
def test_a_forced_call_ends_in_tool_calls_or_stop(offer):
    """An answer that was forced to call has `finish_reason: "tool_calls"`, or `"stop"` as the service has it."""
    assert unlike(called_for(offer), ("finish_reason",), "tool_calls", "stop", "length") == []


@requirement(
    "tools.auto.reason-has-calls",
    MUST,
    basis="sdk",
    on=CHAT,
    when=leaves_free,
    breaks="agents loop over `tool_calls` that are not there: the official Python SDK gives them None",
)
def test_an_answer_that_ends_in_calls_has_them(free_call):
    """A choice with `finish_reason: "tool_calls"` has calls."""
    assert failing(ended_in_calls(free_call), bool, "at least one call") == []


@requirement(
    "tools.cut.finish-reason",
    SHOULD,
    basis="observed",
    on=CHAT,
    only="",
    breaks="agents take half the arguments for all of them",
)
def test_a_call_cut_short_says_so(cut_call):
    """A call whose arguments the token limit cuts short has `finish_reason: "length"`."""
    assert unlike(broken_off(cut_call), ("finish_reason",), "length") == []


# --- calls -------------------------------------------------------------------------------------------


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
    assert called.problems(CALLS, f"{CALLS}/*") == []


@requirement(
    "tools.call.id",
    MUST,
    basis="schema",
    on=CHAT,
    owns=f"{CALLS}/*/id",
    breaks="agents have nothing to send the result back under, and stop",
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


@requirement(
    "tools.arguments.object",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=loose,
    breaks="agents that parse the arguments raise a decoding error, or hand a string to the function",
)
def test_arguments_are_an_object(called):
    """Arguments that were not cut short are the JSON text of one object."""
    assert not_objects(called) == []


@requirement(
    "tools.arguments.schema",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=loose,
    only="",
    breaks="functions are run with arguments they do not know, or without those they need",
)
def test_arguments_satisfy_the_schema(form_filled):
    """The arguments of a forced call satisfy the schema of the function."""
    assert misfits(form_filled) == []


@requirement(
    "tools.strict.object",
    MUST,
    basis="schema",
    on=CHAT,
    when=strict,
    breaks="the official SDKs' helpers, which parse the arguments into the caller's type, raise a validation error",
)
def test_strict_arguments_are_an_object(strict_form_filled):
    """Arguments of a strict function that were not cut short are the JSON text of one object."""
    assert not_objects(strict_form_filled) == []


@requirement(
    "tools.strict.schema",
    MUST,
    basis="schema",
    on=CHAT,
    when=strict,
    breaks="the official SDKs' helpers, which parse the arguments into the caller's type, raise a validation error",
)
def test_strict_arguments_satisfy_the_schema(strict_form_filled):
    """Arguments of a strict function satisfy its schema."""
    assert misfits(strict_form_filled) == []


@requirement("tools.arguments.not-empty", INFO, basis="hearsay", on=CHAT)
def test_arguments_are_not_empty(called):
    """A function is never called with empty `arguments`, not even one that takes none."""
    assert failing(called.sound(f"{CALLS}/*/function/arguments"), lambda text: text != "", "{}") == []


# --- beside the calls --------------------------------------------------------------------------------


@requirement(
    "tools.message.no-markup",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="users see the raw markup of the call, and it goes back into the prompt as history",
)
def test_no_call_stands_in_the_text_as_well(called):
    """The content of a message that calls holds no call in the markup of the model."""
    assert failing(content_of_calls(called), no_markup, "no markup of calls") == []


@requirement("tools.message.content-null", INFO, basis="observed", on=CHAT)
def test_content_beside_a_call_is_null(called):
    """The content of a message that calls and says nothing is null, not an empty text."""
    assert failing(content_of_calls(called), lambda content: content != "", "null") == []


@requirement(
    "tools.message.no-empty-calls",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="loops that run until there are no `tool_calls` do not end; the empty array is refused when sent back",
)
def test_a_message_without_calls_has_no_empty_array(offer):
    """A message that calls nothing has no `tool_calls`, rather than an empty array."""
    assert failing(offer.wherever(CALLS), not_empty, "no such member") == []


# --- going on ----------------------------------------------------------------------------------------


@requirement(
    "tools.history.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only="",
    breaks="agents fail on their second request, in one framework or the other",
)
def test_calls_and_results_are_accepted_as_history(history):
    """Calls and their results are accepted as history in every legal shape."""
    assert history.outcome == 200


@requirement(
    "tools.round-trip.accepted",
    MUST,
    basis="sdk",
    on=CHAT,
    only="",
    breaks="the way the official SDKs show to go on, appending the message and the results, is refused",
)
def test_results_may_follow_the_servers_own_calls(answered):
    """A message with calls may be sent back as it came, or with empty content, followed by the results."""
    assert answered.outcome == 200


@requirement(
    "tools.round-trip.answered",
    SHOULD,
    basis="observed",
    on=CHAT,
    only="",
    breaks="agents end with nothing to show for the work of their tools",
)
def test_results_are_answered(answered):
    """The answer to the results of tools says something, or calls again."""
    assert failing(answered.each("/choices/*/message"), says_something, "text, or calls") == []


# --- helpers of ours ---------------------------------------------------------------------------------


def called_for(reply):
    """The choices that call, each with a reason the contract knows."""
    reply.sound("/choices/*/finish_reason")
    entries(reply)
    return [choice for choice in reply.each("/choices/*") if choice.below("message", "tool_calls").value]


def ended_in_calls(reply):
    """The calls of each choice that ends in them."""
    ended = [each for each in reply.each("/choices/*") if each.below("finish_reason").value == "tool_calls"]
    return [choice.below("message", "tool_calls") for choice in ended]


def distinct(reply):
    """The ids of an answer's calls, each once; an empty one is none."""
    return list({id.value: id for id in reply.sound(f"{CALLS}/*/id") if id.value}.values())


def content_of_calls(reply):
    return [choice.below("message", "content") for choice in called_for(reply)]


def says_something(message):
    return any(message.get(name) not in (None, ABSENT, [], "") for name in ("content", "refusal", "tool_calls"))

"""Tools in whole answers: what may be offered, what is forced, and how that ends."""

from oaic_suite.checks.chat.readings.choices import CUT_SHORT
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.readings import never
from oaic_suite.checks.tools.readings.calls import CALLS, broken_off, calling, entries, surplus, unallowed, unforced
from oaic_suite.checks.tools.readings.offers import forbids, forces, leaves_free, names_a_tool, one_at_a_time, requires
from oaic_suite.evidence.located import failing, unlike
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

HAVE_CHOICES = ("auto", "none", "required", "named")


# --- what may be offered ------------------------------------------------------------------------------


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
    only=OURS,
    breaks="agents whose last answer is to be JSON are refused from the first request on",
)
def test_tools_are_accepted_beside_a_format(offer_beside_a_format):
    """A request may offer tools and ask for JSON at once."""
    assert offer_beside_a_format.outcome == 200


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
    only=OURS,
    breaks="tools whose schemas come out of typed code, with references and unions, cannot be offered",
)
def test_every_sort_of_schema_is_accepted(called_with_schema):
    """The parameters of a function may be described with every keyword of JSON Schema in common use."""
    assert called_with_schema.outcome == 200


@requirement(
    "tools.schema.strict-accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="the official SDKs' helpers, which make strict schemas with references and unions, are refused",
)
def test_every_sort_of_strict_schema_is_accepted(called_with_strict_schema):
    """The parameters of a strict function may nest, name values, unite types and refer to themselves."""
    assert called_with_strict_schema.outcome == 200


# --- what is forced -----------------------------------------------------------------------------------


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
    shows="tool_choice",
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
    shows=("tools", "tool_choice"),
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
    shows="tool_choice",
)
def test_a_forbidden_call_is_not_made(offer):
    """With `tool_choice: "none"` no tool is called."""
    assert failing(offer.wherever(f"{CALLS}/*"), never, "no call") == []


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
    shows="parallel_tool_calls",
)
def test_calls_come_one_at_a_time(offer):
    """With `parallel_tool_calls: false` at most one tool is called."""
    assert surplus(offer) == []


@requirement("tools.parallel.several", INFO, basis="observed", on=CHAT, only="parallel")
def test_several_tools_are_called_at_once(offer):
    """Asked for two things at once, the model calls two tools in one answer."""
    assert len(entries(offer)) >= 2


@requirement("tools.auto.not-always", INFO, basis="taste", on=CHAT, only="")
def test_small_talk_calls_nothing(no_tool_needed):
    """With `tool_choice: "auto"` small talk is answered in text."""
    assert failing(no_tool_needed.wherever(f"{CALLS}/*"), never, "no call") == []


# --- how it ends --------------------------------------------------------------------------------------


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
    assert unlike(calling(free_call), ("finish_reason",), "tool_calls", "length") == []


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
    assert unlike(calling(offer), ("finish_reason",), "tool_calls", "stop", "length") == []


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
    only=OURS,
    breaks="agents take half the arguments for all of them",
)
def test_a_call_cut_short_says_so(cut_call):
    """A call whose arguments the token limit cuts short has `finish_reason: "length"`."""
    assert unlike(broken_off(cut_call), ("finish_reason",), "length") == []


def ended_in_calls(reply):
    """The calls of each choice that ends in them."""
    ended = [each for each in reply.each("/choices/*") if each.below("finish_reason").value == "tool_calls"]
    return [choice.below("message", "tool_calls") for choice in ended]


def whole_messages(reply):
    """The messages that no limit cut short: a model may spend all of one on thoughts that nobody is told."""
    reply.sound("/choices/*/message")
    found = [each for each in reply.each("/choices/*") if each.below("finish_reason").value not in CUT_SHORT]
    if not found:
        raise NotEstablished("the answer was cut short")
    return [choice.below("message") for choice in found]


def says_something(message):
    return any(message.get(name) not in (None, ABSENT, [], "") for name in ("content", "refusal", "tool_calls"))


@requirement(
    "tools.history.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
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
    only=OURS,
    breaks="the way the official SDKs show to go on, appending the message and the results, is refused",
)
def test_results_may_follow_the_servers_own_calls(tool_results_reply):
    """A message with calls may be sent back as it came, or with empty content, followed by the results."""
    assert tool_results_reply.outcome == 200


@requirement(
    "tools.round-trip.answered",
    SHOULD,
    basis="observed",
    on=CHAT,
    only=OURS,
    breaks="agents end with nothing to show for the work of their tools",
)
def test_results_are_answered(tool_results_reply):
    """The answer to the results of tools, where nothing cuts it short, says something, or calls again."""
    assert failing(whole_messages(tool_results_reply), says_something, "text, or calls") == []

"""Tools misused: requests about tools that make no sense, and how they are refused."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.cases import refused
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD


def about(member):
    return lambda param: isinstance(param, str) and param.startswith(member)


# --- what the contract rules out ----------------------------------------------------------------------


@refused(
    "tools.errors.result-without-id",
    MUST,
    basis="schema",
    breaks="the result is taken for that of any call, or of none",
)
def test_a_result_without_an_id_is_refused(refused_tools):
    """A message of role tool without `tool_call_id` is refused."""
    assert refused_tools.accepted == []


@refused("tools.errors.shape-of-tools", MUST, basis="schema", breaks="an agent works on without its tools")
def test_tools_that_are_no_array_are_refused(refused_tools):
    """A request whose `tools` are an object is refused."""
    assert refused_tools.accepted == []


@refused("tools.errors.shape-of-choice", MUST, basis="schema", breaks="a choice misspelt is a choice ignored")
def test_a_choice_nobody_knows_is_refused(refused_tools):
    """A `tool_choice` that is none of `none`, `auto` and `required` is refused."""
    assert refused_tools.accepted == []


@refused(
    "tools.errors.shape-without-function", MUST, basis="schema", breaks="an agent works on without one of its tools"
)
def test_a_tool_without_a_function_is_refused(refused_tools):
    """A tool of type function without `function` is refused."""
    assert refused_tools.accepted == []


@refused("tools.errors.shape-without-name", MUST, basis="schema", breaks="an agent works on without one of its tools")
def test_a_function_without_a_name_is_refused(refused_tools):
    """A function without `name` is refused."""
    assert refused_tools.accepted == []


@refused("tools.errors.shape-of-no-kind", MUST, basis="schema", breaks="an agent works on without one of its tools")
def test_a_tool_of_a_kind_nobody_knows_is_refused(refused_tools):
    """A tool of a type that does not exist is refused."""
    assert refused_tools.accepted == []


@refused(
    "tools.errors.shape-of-strict", SHOULD, basis="schema", breaks="a promise asked for amiss is not given, unsaid"
)
def test_strict_as_text_is_refused(refused_tools):
    """A function whose `strict` is no boolean is refused."""
    assert refused_tools.accepted == []


@refused(
    "tools.errors.shape-of-parameters", MUST, basis="schema", breaks="the function is called without its arguments"
)
def test_parameters_as_text_are_refused(refused_tools):
    """A function whose `parameters` are no object is refused."""
    assert refused_tools.accepted == []


# --- what makes no sense ------------------------------------------------------------------------------


@refused(
    "tools.errors.result-of-nothing",
    SHOULD,
    basis="observed",
    breaks="a history that lost its calls is answered by guessing, and nobody notices",
)
def test_a_result_of_nothing_is_refused(refused_tools):
    """A message of role tool that follows no message with calls is refused."""
    assert refused_tools.accepted == []


@refused(
    "tools.errors.result-of-another",
    SHOULD,
    basis="observed",
    breaks="a result goes to the wrong call, and nobody notices",
)
def test_a_result_of_another_call_is_refused(refused_tools):
    """A message of role tool whose `tool_call_id` is that of no call before it is refused."""
    assert refused_tools.accepted == []


@refused(
    "tools.errors.call-without-result",
    SHOULD,
    basis="observed",
    breaks="a history that lost a result is answered by guessing, and nobody notices",
)
def test_a_call_without_a_result_is_refused(refused_tools):
    """A message with calls that is not followed by their results is refused."""
    assert refused_tools.accepted == []


@refused(
    "tools.errors.choice-of-another",
    SHOULD,
    basis="observed",
    breaks="a function misspelt is not called, or another is",
)
def test_a_choice_of_a_tool_not_offered_is_refused(refused_tools):
    """A `tool_choice` that names a function the request does not offer is refused."""
    assert refused_tools.accepted == []


@refused(
    "tools.errors.choice-required-of-none",
    SHOULD,
    basis="observed",
    breaks="an agent that lost its tools gets prose where it counts on a call",
)
def test_a_call_required_of_nothing_is_refused(refused_tools):
    """`tool_choice: "required"` without `tools` is refused."""
    assert refused_tools.accepted == []


@refused(
    "tools.errors.choice-named-of-none",
    SHOULD,
    basis="observed",
    breaks="an agent that lost its tools gets prose where it counts on a call",
)
def test_a_function_named_of_none_is_refused(refused_tools):
    """A `tool_choice` that names a function, without `tools`, is refused."""
    assert refused_tools.accepted == []


@refused(
    "tools.errors.tool-misnamed",
    SHOULD,
    basis="observed",
    breaks="what works here fails on the service, and the name may come back changed",
)
def test_a_name_with_spaces_is_refused(refused_tools):
    """A function whose name has other characters than letters, digits, underscores and dashes is refused."""
    assert refused_tools.accepted == []


@refused(
    "tools.errors.tool-of-text",
    SHOULD,
    basis="observed",
    breaks="the function is called with arguments that are no object",
)
def test_parameters_of_text_are_refused(refused_tools):
    """A function whose parameters are described as a string is refused."""
    assert refused_tools.accepted == []


@refused(
    "tools.errors.tool-strict-but-open",
    SHOULD,
    basis="observed",
    breaks="the caller counts on arguments without surprises, which nobody promised",
)
def test_a_strict_function_with_an_open_schema_is_refused(refused_tools):
    """A strict function whose schema does not rule out further members is refused."""
    assert refused_tools.accepted == []


# --- how it is refused --------------------------------------------------------------------------------


@requirement(
    "tools.errors.client-fault",
    MUST,
    basis="sdk",
    on=CHAT,
    only=OURS,
    owns="@blame",
    breaks="the official SDKs retry every 5xx: a broken history is sent three times, and monitors raise the alarm",
)
def test_a_misuse_of_tools_is_the_fault_of_the_client(refused_tools):
    """A request that misuses tools is refused with a 4xx, never with a 5xx."""
    assert refused_tools.refused_with < 500


@requirement(
    "tools.errors.param",
    SHOULD,
    basis="observed",
    on=CHAT,
    only=("shape", "result-without"),
    breaks="authors of tools are not told which of them, and which member of it, is wrong",
)
def test_a_refusal_names_the_member_of_the_tool(refused_tools):
    """The refusal of a tool of the wrong shape names the member, as in `tools[0].function.name`, or one above it."""
    assert refused_tools.misnamed == []


@requirement(
    "tools.errors.history-param",
    SHOULD,
    basis="observed",
    on=CHAT,
    only=("result-of", "call-without"),
    breaks="authors of agents are not told that it is the history that is broken",
)
def test_a_refusal_names_the_message(refused_tools):
    """The refusal of calls and results that do not match names `messages`, or a message."""
    assert failing(refused_tools.sound("/error/param"), about("messages"), "messages, or a member of them") == []


@requirement(
    "tools.errors.choice-param",
    SHOULD,
    basis="observed",
    on=CHAT,
    only="choice",
    breaks="authors of agents are not told that it is the choice that is wrong",
)
def test_a_refusal_names_the_choice(refused_tools):
    """The refusal of a choice of a tool that is not offered names `tool_choice`."""
    assert failing(refused_tools.sound("/error/param"), about("tool_choice"), "tool_choice") == []


@requirement(
    "tools.errors.tool-param",
    SHOULD,
    basis="observed",
    on=CHAT,
    only="tool-",
    breaks="authors of tools are not told which of them is wrong",
)
def test_a_refusal_names_the_tool(refused_tools):
    """The refusal of a tool that cannot be called names it, as in `tools[0].function.parameters`, or `tools`."""
    assert failing(refused_tools.sound("/error/param"), about("tools"), "tools, or a member of them") == []


@requirement(
    "tools.errors.disputed",
    MUST,
    basis="sdk",
    on=CHAT,
    only=OURS,
    breaks="the official SDKs retry every 5xx: what clients send that leave no member out fails three times",
)
def test_what_servers_disagree_about_breaks_none(disputed_tools):
    """Empty arrays of tools or calls, and two functions of one name, are answered, or refused with a 4xx."""
    assert disputed_tools.failed == []


@requirement("tools.errors.no-tools", INFO, basis="hearsay", on=CHAT, only="no-tools")
def test_no_tools_are_not_the_servers_fault(disputed_tools):
    """An empty array of `tools` is taken for none, or refused with a 4xx: servers do either."""
    assert disputed_tools.status < 500


@requirement("tools.errors.one-name-for-two", INFO, basis="hearsay", on=CHAT, only="one-name")
def test_one_name_for_two_functions_is_refused(disputed_tools):
    """Two functions of one name are refused."""
    assert disputed_tools.accepted == []

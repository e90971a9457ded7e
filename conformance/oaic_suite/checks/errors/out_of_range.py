"""Numbers beyond their range are refused, and say so."""

from oaic_suite.checks.errors.cases import refused
from oaic_suite.evidence.located import unlike
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import SHOULD

OUT_OF_RANGE = ("integer_below_min_value", "decimal_below_min_value", "integer_above_max_value")


@requirement(
    "errors.out-of-range.code",
    SHOULD,
    basis="observed",
    only="out-of-range",
    breaks="callers that pull a setting back into its range by the code cannot",
)
def test_a_value_out_of_range_has_its_code(refusal):
    """The refusal for a number out of range has a `code` such as `decimal_below_min_value`."""
    assert unlike(refusal.sound("/error/code"), (), *OUT_OF_RANGE) == []


@refused("errors.out-of-range-temperature.refused", breaks="a setting without meaning is ignored or passed on")
def test_a_negative_temperature_is_refused(refusal):
    """A chat whose `temperature` is below 0 is refused."""
    assert refusal.accepted == []


@refused("errors.out-of-range-top-p.refused", breaks="a setting without meaning is ignored or passed on")
def test_a_negative_top_p_is_refused(refusal):
    """A chat whose `top_p` is below 0 is refused."""
    assert refusal.accepted == []


@refused("errors.out-of-range-n.refused", breaks="the first choice of an empty list is an IndexError in the caller")
def test_a_chat_for_no_answer_is_refused(refusal):
    """A chat whose `n` is 0 is refused."""
    assert refusal.accepted == []


@refused("errors.out-of-range-logprobs.refused", breaks="a caller that asked for 99 alternatives counts on them")
def test_too_many_alternatives_are_refused(refusal):
    """A chat that asks for more than 20 `top_logprobs` is refused."""
    assert refusal.accepted == []

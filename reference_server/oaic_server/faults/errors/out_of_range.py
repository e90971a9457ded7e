"""Numbers beyond their range, moved into it."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.errors.guesses import at_least, guess, mended
from oaic_server.faults.errors.replies import recoded
from oaic_server.faults.operations import CHAT


@fault("errors.out-of-range.code", on=CHAT)
def a_value_out_of_range_is_a_wrong_value(reply: Reply) -> None:
    recoded(reply, "decimal_below_min_value", "invalid_value")


@guess("errors.out-of-range-temperature.refused")
def a_negative_temperature_is_taken_for_none(request: Request) -> Request | None:
    return at_least(request, "temperature", 0)


@guess("errors.out-of-range-top-p.refused")
def a_negative_top_p_is_taken_for_none(request: Request) -> Request | None:
    return at_least(request, "top_p", 0)


@guess("errors.out-of-range-n.refused")
def no_answer_is_taken_for_one(request: Request) -> Request | None:
    return at_least(request, "n", 1)


@guess("errors.out-of-range-logprobs.refused")
def too_many_alternatives_are_cut_to_a_few(request: Request) -> Request | None:
    return mended(request, top_logprobs=20) if request.members.get("top_logprobs") == 99 else None

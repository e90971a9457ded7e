"""Optional members that are refused, or not told."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.replies import in_responses, recount, texts

ONE_BY_ONE = "parallel_tool_calls"


def unknown(request: Request, member: str) -> Reply:
    return Refusal(400, f"{member}: unknown", code="unknown_parameter", param=member).reply(request)


@fault("responses.options.accepted", stage="answer", on=RESPONSE)
def instructions_are_unheard_of(request: Request) -> Reply | None:
    return unknown(request, "instructions") if request.body.get("instructions") else None


@fault("responses.options.codex", stage="answer", on=RESPONSE)
def what_codex_says_of_itself_is_unheard_of(request: Request) -> Reply | None:
    return unknown(request, "client_metadata") if "client_metadata" in request.body else None


@fault("responses.options.null", stage="answer", on=RESPONSE)
def null_is_refused(request: Request) -> Reply | None:
    nulls = [name for name, value in request.body.items() if value is None]
    return unknown(request, nulls[0]) if nulls else None


@fault("responses.options.null:boolean", stage="answer", on=RESPONSE)
def null_is_no_boolean(request: Request) -> Reply | None:
    return unknown(request, ONE_BY_ONE) if request.body.get(ONE_BY_ONE, True) is None else None


@fault("responses.options.told", on=RESPONSE)
@in_responses
def what_was_asked_is_not_told(reply: Reply) -> None:
    reply.body |= {"instructions": None, "metadata": {}, "temperature": 1.0}


@fault("responses.options.told:limit", on=RESPONSE)
@in_responses
def no_limit_is_told(reply: Reply) -> None:
    reply.body["max_output_tokens"] = None


@fault("responses.options.instructions-read", on=RESPONSE)
@in_responses
def instructions_are_not_read(reply: Reply) -> None:
    if reply.request.body.get("instructions"):
        recount(reply, 1)


@fault("responses.options.logprobs", on=RESPONSE)
@in_responses
def how_likely_a_token_was_is_not_told(reply: Reply) -> None:
    for text in texts(reply):
        text["logprobs"] = []


@fault("responses.options.alternatives", on=RESPONSE)
@in_responses
def one_alternative_is_told_too_few(reply: Reply) -> None:
    for text in texts(reply):
        for token in text["logprobs"]:
            token["top_logprobs"] = token["top_logprobs"][:1]

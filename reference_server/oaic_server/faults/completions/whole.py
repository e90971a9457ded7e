"""Legacy completions, answered whole, that break what clients rely on."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down, choices, in_answers
from oaic_server.faults.completions.replies import changed, holds_ids, refuse_if
from oaic_server.faults.operations import COMPLETION
from oaic_server.parrot import prompts

# --- the answer as a whole ----------------------------------------------------------------------------


@fault("completions.prompts.status", stage="answer", on=COMPLETION)
def one_prompt_at_a_time(request: Request) -> None:
    refuse_if(request, isinstance(request.body.get("prompt"), list) and not holds_ids(request))


@fault("completions.tokens.status", stage="answer", on=COMPLETION)
def tokens_are_no_prompt(request: Request) -> None:
    refuse_if(request, holds_ids(request))


@fault("completions.tokens.status:plain-text", on=COMPLETION)
def tokens_are_the_end_in_plain_text(reply: Reply) -> None:
    """How a failure is declared says nothing of how answers are."""
    if isinstance(reply.body, dict) and not reply.is_error and holds_ids(reply.request):
        break_down(reply)


@fault("completions.tokens.status:lists", stage="answer", on=COMPLETION)
def one_list_of_tokens_at_a_time(request: Request) -> None:
    refuse_if(request, holds_ids(request) and not prompts.is_ids(request.body["prompt"]), 500)


# --- prompts ------------------------------------------------------------------------------------------


@fault("completions.echo.prompt", stage="request", on=COMPLETION)
def echo_is_ignored(request: Request) -> Request:
    """`echo` is ignored, and the prompt is not repeated by chance either."""
    one_text = isinstance(request.members.get("prompt"), str)
    echoed = request.members.get("echo") and request.members.get("logprobs") is None
    return changed(request, echo=False, prompt="And then?") if one_text and echoed else request


@fault("completions.echo.prompt:every", stage="request", on=COMPLETION)
def echo_is_ignored_for_many_prompts_too(request: Request) -> Request:
    """No text begins with any prompt: what is not echoed cannot be in the wrong order."""
    asked = request.members
    echoed = asked.get("echo") and asked.get("logprobs") is None and not holds_ids(request)
    return changed(request, echo=False, prompt=unlike(asked.get("prompt"))) if echoed else request


def unlike(prompt: Any) -> Any:
    return ["And then?"] * len(prompt) if isinstance(prompt, list) else "And then?"


@fault("completions.prompts.order", on=COMPLETION)
@in_answers
def choices_are_numbered_from_the_last_prompt(reply: Reply) -> None:
    if reply.request.body.get("echo"):
        for index, choice in zip(reversed(range(len(choices(reply)))), choices(reply), strict=True):
            choice["index"] = index


@fault("completions.prompts.order:by-turns", on=COMPLETION)
@in_answers
def choices_are_numbered_prompt_by_prompt_in_turn(reply: Reply) -> None:
    times = reply.request.members.get("n") or 1
    if reply.request.body.get("echo") and times > 1:
        prompts = len(choices(reply)) // times
        for place, choice in enumerate(choices(reply)):
            choice["index"] = place % times * prompts + place // times


# --- options ------------------------------------------------------------------------------------------


@fault("completions.limit.tokens", stage="request", on=COMPLETION)
def the_limit_is_ignored(request: Request) -> Request:
    return changed(request, max_tokens=64) if request.members.get("max_tokens") == 1 else request


@fault("completions.limit.finish", on=COMPLETION)
@in_answers
def what_was_cut_off_seems_whole(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = "stop"


@fault("completions.limit.unsaid", stage="request", on=COMPLETION)
def no_limit_means_none(request: Request) -> Request:
    return request if "max_tokens" in request.members else changed(request, max_tokens=1000)


@fault("completions.stop.accepted", stage="answer", on=COMPLETION)
def a_stop_is_an_array_only(request: Request) -> None:
    refuse_if(request, isinstance(request.body.get("stop"), str))


@fault("completions.stop.text", stage="request", on=COMPLETION)
def stop_is_ignored(request: Request) -> Request:
    return changed(request, stop=None)


@fault("completions.stop.text:only-the-first", stage="request", on=COMPLETION)
def only_the_first_stop_counts(request: Request) -> Request:
    stop = request.members.get("stop")
    return changed(request, stop=stop[:1]) if isinstance(stop, list) else request


@fault("completions.stop.accepted:text-only", stage="answer", on=COMPLETION)
def a_stop_is_a_text_only(request: Request) -> None:
    if isinstance(request.body.get("stop"), list):
        unsupported(request, "stop")


@fault("completions.options.accepted", stage="answer", on=COMPLETION)
def a_user_is_not_known(request: Request) -> None:
    refuse_if(request, request.body.get("user") is not None)


@fault("completions.null.accepted", stage="answer", on=COMPLETION)
def null_is_refused(request: Request) -> None:
    refuse_if(request, None in request.body.values())


# --- legal oddities -----------------------------------------------------------------------------------


@benign("completions.more-members", on=COMPLETION)
@in_answers
def an_answer_has_members_of_its_own(reply: Reply) -> None:
    reply.body |= {"system_fingerprint": None, "service_tier": None, "timings": {"ms": 7}}
    for choice in choices(reply):
        choice["stop_reason"] = None


@benign("completions.nothing-said", on=COMPLETION)
@in_answers
def nothing_is_said_and_not_counted(reply: Reply) -> None:
    """A text may be empty; the service then leaves `completion_tokens` out."""
    if reply.request.body.get("n") == 2 and not reply.request.body.get("echo"):
        for choice in choices(reply):
            choice["text"] = ""
        usage = reply.body["usage"]
        reply.body["usage"] = {"prompt_tokens": usage["prompt_tokens"], "total_tokens": usage["prompt_tokens"]}


@benign("completions.limit.rough", stage="request", on=COMPLETION)
def an_unsaid_limit_is_a_little_higher(request: Request) -> Request:
    return request if "max_tokens" in request.members else changed(request, max_tokens=20)


@benign("completions.another-model", on=COMPLETION)
@in_answers
def a_dated_model_answers(reply: Reply) -> None:
    reply.body["model"] += ":20230824-v2"


@benign("completions.special-tokens", on=COMPLETION)
@in_answers
def every_prompt_begins_with_a_token_of_its_own(reply: Reply) -> None:
    for name in ("prompt_tokens", "total_tokens"):
        reply.body["usage"][name] += 1


@benign("completions.no-route", stage="answer", on=COMPLETION)
def there_are_no_completions(request: Request) -> None:
    raise Refusal(404, "There are no completions here.", code="unknown_url")


@benign("completions.only-chat", stage="answer", on=COMPLETION)
def no_model_completes(request: Request) -> None:
    raise Refusal(403, "You are not allowed to sample from this model.")


@benign("completions.no-stream", stage="answer", on=COMPLETION)
def nothing_is_streamed(request: Request) -> None:
    unsupported(request, "stream")


@benign("completions.plain", stage="answer", on=COMPLETION)
def only_what_is_plain_is_given(request: Request) -> None:
    unsupported(request, "suffix", "echo", "logprobs", "best_of", "stop", "stream_options", "n")


# --- the pieces ---------------------------------------------------------------------------------------


def unsupported(request: Request, *names: str) -> None:
    """Refuses what is asked for under these names, and says so."""
    for name in names:
        if request.body.get(name) not in (None, False):
            raise Refusal(400, f"{name}: not supported", code="unsupported_parameter", param=name)

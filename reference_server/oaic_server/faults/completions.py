"""Legacy completions, answered whole, that break what clients rely on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from oaic_server import prompts
from oaic_server.faults import benign, fault
from oaic_server.faults.answers import choices, in_answers
from oaic_server.refusal import Refusal
from oaic_server.reply import Reply
from oaic_server.request import Request

COMPLETION = "createCompletion"
WHOLE = "chat.completion"

# --- the answer as a whole ---------------------------------------------------------------------------


@fault("completions.reply.status", stage="answer", on=COMPLETION)
def echoes_are_the_end(request: Request) -> None:
    plain = request.body.get("logprobs") is None and isinstance(request.body.get("prompt"), str)
    refuse_if(request, plain and bool(request.body.get("echo")), 500)


@fault("completions.prompts.status", stage="answer", on=COMPLETION)
def one_prompt_at_a_time(request: Request) -> None:
    refuse_if(request, isinstance(request.body.get("prompt"), list) and not holds_ids(request))


@fault("completions.tokens.status", stage="answer", on=COMPLETION)
def tokens_are_no_prompt(request: Request) -> None:
    refuse_if(request, holds_ids(request))


@fault("completions.tokens.status:lists", stage="answer", on=COMPLETION)
def one_list_of_tokens_at_a_time(request: Request) -> None:
    refuse_if(request, holds_ids(request) and not prompts.is_ids(request.body["prompt"]), 500)


@fault("completions.reply.content-type", on=COMPLETION)
@in_answers
def an_answer_is_declared_as_text(reply: Reply) -> None:
    reply.set_header("content-type", "text/plain")


@fault("completions.reply.json", on=COMPLETION)
@in_answers
def an_answer_is_cut_short(reply: Reply) -> None:
    reply.body = reply.content()[:-2]


@fault("completions.reply.no-error", on=COMPLETION)
@in_answers
def a_failure_looks_like_a_success(reply: Reply) -> None:
    reply.body = Refusal(500, "The model is not loaded.").envelope()


@fault("completions.reply.object", on=COMPLETION)
@in_answers
def an_answer_says_it_is_of_chat(reply: Reply) -> None:
    reply.body["object"] = WHOLE


@fault("completions.reply.id", on=COMPLETION)
@in_answers
def an_answer_has_no_id(reply: Reply) -> None:
    del reply.body["id"]


@fault("completions.reply.created", on=COMPLETION)
@in_answers
def an_answer_is_dated_to_the_microsecond(reply: Reply) -> None:
    reply.body["created"] += 0.123456


@fault("completions.reply.whole-numbers", on=COMPLETION)
@in_answers
def dates_have_a_fraction(reply: Reply) -> None:
    reply.body["created"] = float(reply.body["created"])


@fault("completions.reply.schema", on=COMPLETION)
@in_answers
def an_answer_names_no_model(reply: Reply) -> None:
    reply.body["model"] = None


# --- choices -----------------------------------------------------------------------------------------


@fault("completions.reply.choices", on=COMPLETION)
@in_answers
def an_answer_is_in_a_form_of_its_own(reply: Reply) -> None:
    reply.body |= {"content": reply.body.pop("choices")[0]["text"], "stop": True}


@fault("completions.reply.choices-count", on=COMPLETION)
@in_answers
def only_the_first_prompt_is_answered(reply: Reply) -> None:
    del choices(reply)[reply.request.body.get("n") or 1 :]


@fault("completions.reply.choices-count:n", stage="request", on=COMPLETION)
def n_is_ignored(request: Request) -> Request:
    return changed(request, n=1) if (body(request).get("n") or 0) == 2 and not body(request).get("best_of") else request


@fault("completions.reply.choices-count:best-of", on=COMPLETION)
@in_answers
def every_candidate_is_shown(reply: Reply) -> None:
    if reply.request.body.get("best_of") == 2:
        reply.body["choices"] = [{**choices(reply)[0], "index": index} for index in range(2)]


@fault("completions.reply.index", on=COMPLETION)
@in_answers
def indexes_are_missing(reply: Reply) -> None:
    for choice in choices(reply):
        del choice["index"]


@fault("completions.reply.indexes-count-up", on=COMPLETION)
@in_answers
def every_index_is_zero(reply: Reply) -> None:
    for choice in choices(reply):
        choice["index"] = 0


@fault("completions.reply.text", on=COMPLETION)
@in_answers
def choices_are_those_of_chat(reply: Reply) -> None:
    for choice in choices(reply):
        choice["message"] = {"role": "assistant", "content": choice.pop("text")}


@fault("completions.reply.finish-reason", on=COMPLETION)
@in_answers
def why_a_text_ended_is_told_in_other_words(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = {"stop": "eos_token", "length": "max_tokens"}[choice["finish_reason"]]


# --- prompts -----------------------------------------------------------------------------------------


@fault("completions.echo.prompt", stage="request", on=COMPLETION)
def echo_is_ignored(request: Request) -> Request:
    """`echo` is ignored, and the prompt is not repeated by chance either."""
    one_text = isinstance(body(request).get("prompt"), str)
    echoed = body(request).get("echo") and body(request).get("logprobs") is None
    return changed(request, echo=False, prompt="And then?") if one_text and echoed else request


@fault("completions.prompts.order", on=COMPLETION)
@in_answers
def choices_are_numbered_from_the_last_prompt(reply: Reply) -> None:
    if reply.request.body.get("echo"):
        for index, choice in zip(reversed(range(len(choices(reply)))), choices(reply), strict=True):
            choice["index"] = index


# --- options -----------------------------------------------------------------------------------------


@fault("completions.limit.tokens", stage="request", on=COMPLETION)
def the_limit_is_ignored(request: Request) -> Request:
    return changed(request, max_tokens=64) if body(request).get("max_tokens") == 5 else request


@fault("completions.limit.finish", on=COMPLETION)
@in_answers
def what_was_cut_off_seems_whole(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = "stop"


@fault("completions.limit.unsaid", stage="request", on=COMPLETION)
def no_limit_means_none(request: Request) -> Request:
    return request if "max_tokens" in body(request) else changed(request, max_tokens=1000)


@fault("completions.stop.accepted", stage="answer", on=COMPLETION)
def a_stop_is_an_array_only(request: Request) -> None:
    refuse_if(request, isinstance(request.body.get("stop"), str))


@fault("completions.stop.text", stage="request", on=COMPLETION)
def stop_is_ignored(request: Request) -> Request:
    return changed(request, stop=None)


@fault("completions.stop.text:only-the-first", stage="request", on=COMPLETION)
def only_the_first_stop_counts(request: Request) -> Request:
    stop = body(request).get("stop")
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


# --- legal oddities ----------------------------------------------------------------------------------


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
    if reply.request.body.get("n") == 2:
        for choice in choices(reply):
            choice["text"] = ""
        usage = reply.body["usage"]
        reply.body["usage"] = {"prompt_tokens": usage["prompt_tokens"], "total_tokens": usage["prompt_tokens"]}


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


# --- the pieces --------------------------------------------------------------------------------------


def body(request: Request) -> dict[str, Any]:
    return request.body if isinstance(request.body, dict) else {}


def holds_ids(request: Request) -> bool:
    return any(prompts.is_ids(one) for one in prompts.each(request.body.get("prompt")))


def changed(request: Request, **members: Any) -> Request:
    """A plain request with other members; what streams has faults of its own."""
    return request if request.stream or not body(request) else replace(request, body={**request.body, **members})


def refuse_if(request: Request, unwanted: bool, status: int = 422) -> None:
    if unwanted and not request.stream:
        raise Refusal(status, "The request could not be processed.")


def unsupported(request: Request, *names: str) -> None:
    """Refuses what is asked for under these names, and says so."""
    for name in names:
        if request.body.get(name) not in (None, False):
            raise Refusal(400, f"{name}: not supported", code="unsupported_parameter", param=name)

"""Faults of a completion that is one answer."""

from __future__ import annotations

from zlib import crc32

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import choices, few, in_answers
from oaic_server.faults.completions.replies import changed, refuse_if
from oaic_server.faults.operations import COMPLETION

WHOLE = "chat.completion"


@fault("completions.reply.status", stage="answer", on=COMPLETION)
def echoes_are_the_end(request: Request) -> None:
    plain = request.body.get("logprobs") is None and isinstance(request.body.get("prompt"), str)
    refuse_if(request, plain and bool(request.body.get("echo")), 500)


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


@fault("completions.reply.model-asked-for", on=COMPLETION)
@in_answers
def an_answer_names_another_model(reply: Reply) -> None:
    reply.body["model"] = "gpt-4"


@fault("completions.reply.whole-numbers", on=COMPLETION)
@in_answers
def dates_have_a_fraction(reply: Reply) -> None:
    reply.body["created"] = float(reply.body["created"])


@fault("completions.reply.schema", on=COMPLETION)
@in_answers
def an_answer_names_no_model(reply: Reply) -> None:
    reply.body["model"] = None


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
    return (
        changed(request, n=1)
        if (request.members.get("n") or 0) == 2 and not request.members.get("best_of")
        else request
    )


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


@fault("completions.reply.created-plausible", on=COMPLETION)
@in_answers
def a_date_is_in_milliseconds(reply: Reply) -> None:
    reply.body["created"] *= 1000


@fault("completions.reply.unique-id", on=COMPLETION)
@in_answers
def an_id_is_that_of_the_prompt(reply: Reply) -> None:
    reply.body["id"] = f"cmpl-{crc32(str(reply.request.body['prompt']).encode())}"


@fault("completions.reply.unique-id:few", on=COMPLETION)
@in_answers
def there_are_few_ids(reply: Reply) -> None:
    reply.body["id"] = few("cmpl")

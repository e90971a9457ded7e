"""Embeddings asked for in other ways, and legal oddities."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.embeddings.replies import USUAL, changed, entries, holds_ids, refuse_unless, respell
from oaic_server.faults.operations import EMBEDDINGS
from oaic_server.parrot import prompts


@fault("embeddings.user.accepted", stage="answer", on=EMBEDDINGS)
def a_user_is_not_known(request: Request) -> None:
    refuse_unless(request, "user" not in request.body)


@fault("embeddings.tokens.status", stage="answer", on=EMBEDDINGS)
def tokens_are_no_input(request: Request) -> None:
    refuse_unless(request, not holds_ids(request))


@fault("embeddings.tokens.status:crash", stage="answer", on=EMBEDDINGS)
def tokens_are_the_end(request: Request) -> None:
    refuse_unless(request, not holds_ids(request), 500)


@fault("embeddings.tokens.status:plain-text", on=EMBEDDINGS)
def tokens_are_the_end_in_plain_text(reply: Reply) -> None:
    """How a failure is declared says nothing of how vectors are."""
    if not reply.is_error and holds_ids(reply.request):
        break_down(reply)


@fault("embeddings.tokens.count", stage="request", on=EMBEDDINGS)
def every_token_is_an_input(request: Request) -> Request:
    """An array of ids is read as an array of texts."""
    ids: Any = request.members.get("input")
    return changed(request, input=[[id] for id in ids]) if prompts.is_ids(ids) else request


@fault("embeddings.tokens.count:one-for-all", on=EMBEDDINGS)
@in_answers
def arrays_of_tokens_are_joined(reply: Reply) -> None:
    if prompts.each(reply.request.body["input"])[1:] and holds_ids(reply.request):
        del entries(reply)[1:]


@benign("embeddings.more-members", on=EMBEDDINGS)
@in_answers
def entries_have_members_of_their_own(reply: Reply) -> None:
    reply.body |= {"id": "embd-1", "created": 1767225600}
    reply.body["usage"] |= {"completion_tokens": 0, "prompt_tokens_details": None}
    for entry in entries(reply):
        entry["truncated"] = False


@benign("embeddings.few-digits", on=EMBEDDINGS)
def components_are_written_with_seven_digits(reply: Reply) -> None:
    if reply.request.members.get("encoding_format") != "base64":
        respell(reply, lambda vector: [float(f"{component:.6e}") for component in vector])


@benign("embeddings.whole-components", on=EMBEDDINGS)
@in_answers
def a_component_is_a_whole_number(reply: Reply) -> None:
    """The least of each vector, which is next to nothing."""
    respell(reply, lambda vector: [0 if component == min(vector, key=abs) else component for component in vector])


@benign("embeddings.noise", on=EMBEDDINGS)
def no_two_answers_are_quite_alike(reply: Reply) -> None:
    wobble = (hash(id(reply)) % 7 + 1) * 1e-5
    respell(reply, lambda vector: [component + wobble for component in vector])


@benign("embeddings.special-tokens", on=EMBEDDINGS)
@in_answers
def every_input_has_a_first_and_a_last_token(reply: Reply) -> None:
    for name in ("prompt_tokens", "total_tokens"):
        reply.body["usage"][name] += 2 * len(entries(reply))


@benign("embeddings.no-route", stage="answer", on=EMBEDDINGS)
def there_are_no_embeddings(request: Request) -> None:
    raise Refusal(501, "This server was started without embeddings.")


@benign("embeddings.only-chat", stage="answer", on=EMBEDDINGS)
def no_model_embeds(request: Request) -> None:
    raise Refusal(400, "The model does not support embeddings.", param="model")


@benign("embeddings.one-length", stage="answer", on=EMBEDDINGS)
def every_vector_has_its_length(request: Request) -> None:
    if "dimensions" in request.body:
        raise Refusal(400, "dimensions: not supported by this model", param="dimensions")


@fault("embeddings.dimensions.length", stage="request", on=EMBEDDINGS)
def fewer_dimensions_are_ignored(request: Request) -> Request:
    asked = request.body.get("dimensions", USUAL)
    return changed(request, dimensions=USUAL) if 0 < asked < USUAL else request


@fault("embeddings.dimensions.too-many", stage="request", on=EMBEDDINGS)
def more_dimensions_are_ignored(request: Request) -> Request:
    asked = request.body.get("dimensions", 0)
    return changed(request, dimensions=min(asked, USUAL)) if asked else request


@fault("embeddings.dimensions.too-many:crash", stage="answer", on=EMBEDDINGS)
def more_dimensions_are_the_end(request: Request) -> None:
    refuse_unless(request, request.body.get("dimensions", 0) <= USUAL, 500)

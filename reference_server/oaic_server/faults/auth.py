"""Keys that are not asked for, or asked for in a way that clients do not understand."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import CHAT, COMPLETION, EMBEDDINGS, LISTING, MODEL

WIDTH = len("Bearer sk-") + 32


def perhaps_streamed(request: Request) -> bool:
    """Whether a stream is asked for, or may yet turn out to be: a refused request was not read."""
    return request.stream or not request.raw


# --- whether ------------------------------------------------------------------------------------------


@fault("auth.wrong-key.refused", stage="request")
def any_key_will_do(request: Request) -> Request:
    return request.excuse("key") if "authorization" in request.headers else request


@fault("auth.wrong-key.refused:or-none", stage="request")
def no_key_is_asked_for(request: Request) -> Request:
    return request.excuse("key")


@fault("auth.wrong-key.longer", stage="request")
def keys_are_cut_to_a_width(request: Request) -> Request:
    """As by a column of a table: the longest that fits is that of the server itself."""
    told = request.headers.get("authorization", "")
    return request.having(headers={**request.headers, "authorization": told[:WIDTH]})


@fault("auth.wrong-key.any-form", stage="request", on=CHAT)
def what_is_no_key_is_taken_for_a_guest(request: Request) -> Request:
    told = request.headers.get("authorization", "")
    return request if not told or told.lower().startswith("bearer sk-") else request.excuse("key")


@fault("auth.no-key.refused", stage="request", on=CHAT)
def only_a_wrong_key_is_refused(request: Request) -> Request:
    return request if "authorization" in request.headers or request.stream else request.excuse("key")


@fault("auth.every-route.refused", stage="request", on=LISTING)
def the_list_of_models_is_open(request: Request) -> Request:
    return request.excuse("key")


@fault("auth.every-route.refused:model", stage="request", on=MODEL)
def single_models_are_open(request: Request) -> Request:
    return request.excuse("key")


@fault("auth.every-route.refused:streamed", stage="request", on=CHAT)
def streams_are_open(request: Request) -> Request:
    return request.excuse("key") if perhaps_streamed(request) else request


@fault("auth.every-route.refused:embeddings", stage="request", on=EMBEDDINGS)
def embeddings_are_open(request: Request) -> Request:
    return request.excuse("key")


@fault("auth.every-route.refused:completions", stage="request", on=COMPLETION)
def whole_completions_are_open(request: Request) -> Request:
    return request if request.stream else request.excuse("key")


@fault("auth.every-route.refused:streamed-completions", stage="request", on=COMPLETION)
def streamed_completions_are_open(request: Request) -> Request:
    return request.excuse("key") if perhaps_streamed(request) else request


@fault("auth.every-route.refused:nobody", stage="request", on=EMBEDDINGS)
def embeddings_are_open_to_whoever_has_no_key(request: Request) -> Request:
    return request if "authorization" in request.headers else request.excuse("key")


@fault("auth.scheme.any-case")
def the_scheme_is_read_letter_by_letter(reply: Reply) -> None:
    if reply.request.headers.get("authorization", "").startswith("bearer"):
        reply.status, reply.body = 401, {"error": dict.fromkeys(("message", "type", "param", "code"), "")}


# --- how ----------------------------------------------------------------------------------------------


@fault("auth.status")
def a_wrong_key_is_forbidden(reply: Reply) -> None:
    if reply.status == 401:
        reply.status = 403


@fault("auth.status:in-a-success")
def a_wrong_key_is_refused_with_200(reply: Reply) -> None:
    if reply.status == 401 and reply.request.operation == LISTING:
        reply.status = 200


@fault("auth.json")
def a_wrong_key_is_refused_in_words(reply: Reply) -> None:
    if reply.status == 401:
        reply.body = b"Unauthorized"


@fault("auth.envelope")
def a_wrong_key_is_a_detail(reply: Reply) -> None:
    if reply.status == 401:
        reply.body = {"detail": "Not authenticated"}


@fault("auth.envelope:status-as-code")
def the_code_of_a_wrong_key_is_401(reply: Reply) -> None:
    if reply.status == 401:
        reply.body["error"]["code"] = 401


@fault("auth.wrong-key.code")
def a_wrong_key_has_no_code(reply: Reply) -> None:
    if reply.status == 401:
        reply.body["error"]["code"] = None


@benign("auth.more-challenges")
def a_401_offers_a_second_scheme(reply: Reply) -> None:
    if reply.status == 401:
        reply.headers.append(("www-authenticate", 'Basic realm="parrot"'))

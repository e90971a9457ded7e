"""Faults in the answer to a method that is not there."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault


@fault("http.wrong-method.status")
def a_wrong_method_fails(reply: Reply) -> None:
    if reply.status == 405:
        reply.status = 500


@benign("http.wrong-method.not-implemented")
def a_method_that_no_path_has_is_not_implemented(reply: Reply) -> None:
    if reply.status == 405:
        reply.status = 501


@fault("http.wrong-method.json")
def a_wrong_method_is_told_in_words(reply: Reply) -> None:
    if reply.status == 405:
        reply.body = b"Method Not Allowed"


@fault("http.wrong-method.envelope")
def a_wrong_method_is_a_detail(reply: Reply) -> None:
    if reply.status == 405:
        reply.body = {"detail": "Method Not Allowed"}


@fault("http.wrong-method.allow")
def a_405_does_not_say_what_is_allowed(reply: Reply) -> None:
    if reply.status == 405:
        reply.set_header("allow", None)


@benign("http.wrong-method-not-found")
def a_wrong_method_is_not_found(reply: Reply) -> None:
    if reply.status == 405:
        reply.status = 404
        reply.set_header("allow", None)

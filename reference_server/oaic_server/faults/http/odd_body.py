"""Faults of bodies at the edge of JSON."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.http.replies import refuse
from oaic_server.faults.operations import CHAT


@fault("http.odd-body.answered", on=CHAT)
def the_parser_recurses_until_it_dies(reply: Reply) -> None:
    if b"[[[[" in reply.request.raw:
        reply.wire.cut_after = 0


@fault("http.odd-body.answered:loops", on=CHAT)
def a_zero_character_ends_the_text_and_not_the_wait(reply: Reply) -> None:
    if b"\\u0000" in reply.request.raw:
        reply.wire.wait = 60


@fault("http.odd-body.blame", on=CHAT)
def half_a_character_cannot_be_encoded(reply: Reply) -> None:
    if reply.is_error and b"\\ud83e" in reply.request.raw:
        refuse(reply, 500)


@fault("http.odd-body.blame:decoding", on=CHAT)
def what_is_not_utf_8_cannot_be_decoded(reply: Reply) -> None:
    if reply.is_error and not reply.request.raw.isascii():
        refuse(reply, 500)


@fault("http.odd-body.blame:empty", on=CHAT)
def no_body_is_no_object(reply: Reply) -> None:
    if reply.is_error and not reply.request.raw and reply.status == 400:
        refuse(reply, 500)


@fault("http.odd-body.blame:not-a-number", on=CHAT)
def what_is_not_a_number_cannot_be_sampled_with(reply: Reply) -> None:
    if b"NaN" in reply.request.raw:
        refuse(reply, 500)


@fault("http.odd-body.envelope", on=CHAT)
def the_parser_answers_in_its_own_words(reply: Reply) -> None:
    if reply.request.malformed and b"NaN" in reply.request.raw:
        reply.body = {"detail": [{"loc": ["body"], "msg": reply.request.malformed, "type": "json_invalid"}]}

"""Bodies that HTTP and JSON allow, and a server does not; and those that bring it down."""

from __future__ import annotations

from oaic_server.faults import benign, fault
from oaic_server.reply import Reply

CHAT = "createChatCompletion"
ROOMY = 2**20
ENVELOPE = {"error": dict.fromkeys(("message", "type", "param", "code"), "")}


def refuse(reply: Reply, status: int) -> None:
    reply.status, reply.frames, reply.body = status, None, ENVELOPE


def is_roomy(reply: Reply) -> bool:
    return not reply.is_error and len(reply.request.raw) > ROOMY


# --- what is hardly JSON -----------------------------------------------------------------------------


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


# --- what is JSON ------------------------------------------------------------------------------------


@fault("http.unicode.accepted", on=CHAT)
def characters_beyond_16_bits_do_not_exist(reply: Reply) -> None:
    if not reply.is_error and any(byte >= 0xF0 for byte in reply.request.raw):
        refuse(reply, 400)


@fault("http.unicode.accepted:ascii", on=CHAT)
def nothing_is_read_but_ascii(reply: Reply) -> None:
    if not reply.is_error and not reply.request.raw.isascii():
        refuse(reply, 500)


@fault("http.media-type.any-case", on=CHAT)
def the_media_type_is_read_letter_by_letter(reply: Reply) -> None:
    if reply.request.headers.get("content-type") == "Application/JSON":
        refuse(reply, 415)


# --- how it comes ------------------------------------------------------------------------------------


@fault("http.chunked.read", on=CHAT)
def what_has_no_length_is_empty(reply: Reply) -> None:
    if "transfer-encoding" in reply.request.headers:
        refuse(reply, 400)


@fault("http.expect.answered", on=CHAT)
def what_is_expected_is_not_understood(reply: Reply) -> None:
    if "expect" in reply.request.headers:
        refuse(reply, 400)


@fault("http.large-body.accepted", on=CHAT)
def a_mebibyte_is_a_wrong_request(reply: Reply) -> None:
    if is_roomy(reply):
        refuse(reply, 400)


@fault("http.large-body.explained", on=CHAT)
def the_proxy_takes_no_more_than_a_mebibyte(reply: Reply) -> None:
    if is_roomy(reply):
        reply.status, reply.body = 413, b"<html><h1>413 Request Entity Too Large</h1></html>"
        reply.set_header("content-type", "text/html")


# --- legal -------------------------------------------------------------------------------------------


@benign("http.odd-bodies-unprocessable", on=CHAT)
def what_is_hardly_json_is_unprocessable(reply: Reply) -> None:
    if reply.request.malformed and not reply.request.raw.isascii():
        reply.status = 422


@benign("http.large-body-limited", on=CHAT)
def two_mebibytes_are_too_large(reply: Reply) -> None:
    if is_roomy(reply):
        refuse(reply, 413)


@benign("http.length-required", on=CHAT)
def a_body_has_to_say_its_length(reply: Reply) -> None:
    if "transfer-encoding" in reply.request.headers:
        refuse(reply, 411)


@benign("http.no-expectations", on=CHAT)
def no_expectation_is_met(reply: Reply) -> None:
    if "expect" in reply.request.headers:
        refuse(reply, 417)

"""The table of hostile servers, each with what becomes of a run; docs/hostile-targets.md prints it."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.codings import EMPTY_BLOCK, FIRST_ZEROS, GZIP, MORE_ZEROS, NAME, endless, streaming, tiny_pieces, to_sdks
from hostile.company import answered_by_the_hundred, in_company, opened_and_dripped
from hostile.honest import ENTRY, honest
from hostile.leaks import echoes, not_http_but_key, refuses_with_key
from hostile.shapes import (
    CONTROLS,
    MANY_MEMBERS,
    MANY_WRONG,
    MARKUP,
    PAGE,
    SURROGATES,
    TOO_MANY_MEMBERS,
    always,
    changed,
    huge_body,
    huge_headers,
    leaves,
    listing,
    long_length,
    long_numbers,
    many_headers,
    many_models,
    redirects,
    short_length,
    strange_ids,
    strings,
)
from hostile.waits import (
    answered_twice,
    dies,
    dies_behind_a_proxy,
    dies_of_one_request,
    drip_of_body,
    drip_of_everything,
    empty,
    endless_body,
    endless_extension,
    endless_stream,
    endless_trailers,
    garbage,
    interim_answers,
    interim_flood,
    one_by_one,
    reset_mid_body,
    silence,
    stalled_stream,
    switches,
    wedges,
)
from hostile.wire import EVENTS, HTML, JSON, LIST, Asked, Handler, Hostile, error

BROKEN = error("the server is on fire")
INVALID, NON_CONFORMANT, INCOMPLETE = ("invalid", 10), ("non_conformant", 1), ("incomplete", 11)
PARTIAL = ("partial", 0)  # of the rows asked for no MUST is broken
EVERYTHING, CHAT_TOO, STREAMS = (), ("models", "chat"), ("models", "chat.stream")
SDKS = ("models", "sdk.chat")
ERRORS, ENDS = ("models", "errors"), ("models", "chat.reply", "http")
COMPANY = ("models", "concurrency")


def without_models(asked: Asked) -> Iterator[object]:
    yield from always(404, error("no such route"))(asked) if "/models" in asked.path else honest(asked)


def bare_array(asked: Asked) -> Iterator[object]:
    yield from always(200, [ENTRY])(asked) if asked.path == LIST else honest(asked)


TABLE: dict[str, Hostile] = {
    "nothing": Hostile("nothing listens", None, *INVALID, EVERYTHING),
    "silence": Hostile("accepts, and never says a word", silence, *INVALID),
    "empty": Hostile("closes the connection without an answer", empty, *INVALID),
    "garbage": Hostile("answers in something that is not HTTP", garbage, *INVALID),
    "drip": Hostile("sends its header a byte at a time, without end", drip_of_everything, *INVALID),
    "drip-body": Hostile("sends a header, then a space now and then, without end", drip_of_body, *INVALID),
    "endless-body": Hostile("sends a header, then spaces as fast as it can", endless_body, *NON_CONFORMANT),
    "endless-stream": Hostile("answers, but its streams never end", endless_stream, *NON_CONFORMANT, STREAMS),
    "stalled-stream": Hostile("answers, but never closes a stream", stalled_stream, *NON_CONFORMANT, STREAMS),
    "reset": Hostile("resets the connection in the middle of every body", reset_mid_body, *NON_CONFORMANT),
    "dies": Hostile("answers forty requests, then is gone", dies, *INVALID, CHAT_TOO),
    "dies-behind-proxy": Hostile(
        "answers forty requests, then closes every connection", dies_behind_a_proxy, *INVALID, CHAT_TOO
    ),
    "dies-of-one": Hostile(
        "is gone as soon as it is asked for no choice at all", dies_of_one_request, *INVALID, ERRORS
    ),
    "wedges": Hostile("answers forty requests, then nothing but who asks for its models", wedges, *INVALID, CHAT_TOO),
    "page": Hostile("answers everything with a page, status 200", always(200, PAGE, HTML), *INVALID),
    "no-such-thing": Hostile("answers everything with 404", always(404, error("no such route")), *INVALID),
    "error-in-200": Hostile(
        "answers everything with an error object, status 200", always(200, BROKEN), *NON_CONFORMANT
    ),
    "teapot": Hostile("answers everything with 418", always(418, b"short and stout", "text/plain"), *NON_CONFORMANT),
    "500": Hostile("answers everything with 500", always(500, BROKEN), *INVALID),
    "401": Hostile("answers everything with 401", always(401, BROKEN), *INVALID),
    "403": Hostile("answers everything with 403", always(403, BROKEN), *INVALID),
    "429": Hostile("answers everything with 429", always(429, BROKEN), *INVALID, CHAT_TOO),
    "429-later": Hostile(
        "answers everything with 429, and asks for an hour",
        always(429, BROKEN, JSON, {"Retry-After": "3600"}),
        *INVALID,
    ),
    "redirects": Hostile("redirects every request to itself", redirects, *NON_CONFORMANT),
    "huge-headers": Hostile("sends half a megabyte of headers", huge_headers, *INVALID),
    "long-length": Hostile("promises more bytes than it sends", long_length, *NON_CONFORMANT),
    "short-length": Hostile("promises fewer bytes than it sends", short_length, *NON_CONFORMANT),
    "no-models": Hostile(
        "has chat but no `/models`, and no `--model` was given", without_models, *INCOMPLETE, CHAT_TOO
    ),
    "one-by-one": Hostile("sends header after header, without end", one_by_one, *INVALID),
    "interim-answers": Hostile("says again and again that an answer will come", interim_answers, *INVALID),
    "interim-flood": Hostile("says as fast as it can that an answer will come, without end", interim_flood, *INVALID),
    "switches": Hostile("changes to WebSocket, though nobody asked it to", switches, *INVALID),
    "endless-trailers": Hostile("sends trailers after its body, without end", endless_trailers, *NON_CONFORMANT),
    "endless-extension": Hostile(
        "begins a chunk, and says without end what is special about it", endless_extension, *NON_CONFORMANT
    ),
    "answered-twice": Hostile(
        "sends another answer after each, on the same connection", answered_twice, *NON_CONFORMANT, ENDS
    ),
    "empty-blocks": Hostile(
        "compresses nothing, without end", endless(FIRST_ZEROS[:10], EMPTY_BLOCK * 1000, JSON, GZIP), *NON_CONFORMANT
    ),
    "endless-name": Hostile(
        "compresses a file whose name has no end",
        endless(NAME, b"x" * 65536, JSON, GZIP),
        *NON_CONFORMANT,
    ),
    "zeros": Hostile("compresses zeros, without end", endless(FIRST_ZEROS, MORE_ZEROS, JSON, GZIP), *NON_CONFORMANT),
    "bare-array": Hostile("lists its models as a bare array", bare_array, *NON_CONFORMANT),
    "huge-body": Hostile("lists 300,000 models", huge_body, *NON_CONFORMANT),
    "many-models": Hostile("lists 5,000 models, each of them wrong", many_models, *NON_CONFORMANT),
    "many-wrong": Hostile("lists 45,000 models, each of them wrong", listing(MANY_WRONG), *NON_CONFORMANT),
    "many-members": Hostile("has a model of 95,000 members", listing(MANY_MEMBERS), *NON_CONFORMANT),
    "too-many-members": Hostile("has a model of 400,000 members", listing(TOO_MANY_MEMBERS), *NON_CONFORMANT),
    "many-headers": Hostile("sends 9,000 headers", many_headers, *NON_CONFORMANT),
    "strange-ids": Hostile(
        "lists models called `.`, `..` and nothing at all", strange_ids(".", "..", ""), *NON_CONFORMANT
    ),
    "tiny-chunks": Hostile(
        "streams 2,900 chunks with nothing in them",
        streaming(always(200, b'data:{"choices":[{}]}\n\n' * 2_900, EVENTS)),
        *NON_CONFORMANT,
        STREAMS,
    ),
    "tiny-values": Hostile(
        "streams empty objects, without end",
        streaming(endless(b"", b"data:{}\n\n" * 100, EVENTS)),
        *NON_CONFORMANT,
        STREAMS,
    ),
    "tiny-events": Hostile(
        "streams a digit an event, without end",
        streaming(endless(b"", b"data:1\n\n" * 100, EVENTS)),
        *NON_CONFORMANT,
        STREAMS,
    ),
    "tiny-pieces": Hostile("streams a byte a chunk, without end", streaming(tiny_pieces), *NON_CONFORMANT, STREAMS),
    "sdk-zeros": Hostile(
        "compresses zeros for SDKs alone, without end",
        to_sdks(endless(FIRST_ZEROS, MORE_ZEROS, JSON, GZIP)),
        *NON_CONFORMANT,
        SDKS,
    ),
    "sdk-one-by-one": Hostile(
        "sends SDKs alone header after header, without end", to_sdks(one_by_one), *NON_CONFORMANT, SDKS
    ),
    "sdk-interim-answers": Hostile(
        "tells SDKs alone again and again that an answer will come",
        to_sdks(interim_answers),
        *NON_CONFORMANT,
        SDKS,
    ),
    "sdk-silence": Hostile("accepts SDKs alone, and never says a word", to_sdks(silence), *NON_CONFORMANT, SDKS),
    "sdk-stalled-stream": Hostile(
        "answers SDKs alone, but never closes a stream", to_sdks(stalled_stream), *NON_CONFORMANT, SDKS
    ),
    "silent-in-company": Hostile("answers who asks alone, and none of several", in_company(silence), *PARTIAL, COMPANY),
    "drips-in-company": Hostile(
        "answers who asks alone, and several with a header a byte at a time",
        in_company(drip_of_everything),
        *PARTIAL,
        COMPANY,
    ),
    "opens-in-company": Hostile(
        "begins several streams at once, and goes on a byte now and then",
        in_company(opened_and_dripped),
        *PARTIAL,
        COMPANY,
    ),
    "by-the-hundred": Hostile(
        "sends a hundred other answers after each, on the same connection",
        answered_by_the_hundred,
        *NON_CONFORMANT,
        ENDS,
    ),
    "deep-json": Hostile("nests arrays 200,000 deep", always(200, b"[" * 200_000 + b"]" * 200_000), *NON_CONFORMANT),
    "deeper-than-we-follow": Hostile("nests arrays 400 deep", always(200, b"[" * 400 + b"]" * 400), *NON_CONFORMANT),
    "long-numbers": Hostile("writes numbers of 10,000 digits", long_numbers, *NON_CONFORMANT),
    "surrogates": Hostile(
        "puts halves of surrogate pairs into every string", strings(SURROGATES), *NON_CONFORMANT, STREAMS
    ),
    "markup": Hostile("puts tags, `]]>` and templates into every string", strings(MARKUP), *NON_CONFORMANT, STREAMS),
    "controls": Hostile(
        "puts control, escape and bidi characters into every string", strings(CONTROLS), *NON_CONFORMANT, STREAMS
    ),
    "long-strings": Hostile(
        "puts 100,000 characters into every string", strings("x" * 100_000), *NON_CONFORMANT, STREAMS
    ),
    "echoes": Hostile("echoes the key, in every spelling, wherever it can", echoes, *NON_CONFORMANT, EVERYTHING),
    "refuses-with-key": Hostile("refuses the key, and says which one it was", refuses_with_key, *INVALID),
    "garbage-with-key": Hostile(
        "answers in something that is not HTTP, with the key in it", not_http_but_key, *INVALID
    ),
}


LEAVES = {
    "array": [["x"], {"y": []}],
    "object": {"x": {"y": None}, "": []},
    "number": -1.5,
    "huge": 10**400,
    "null": None,
    "true": True,
    "empty": "",
    "text": MARKUP + SURROGATES,
}
MEMBERS = {
    "null": None,
    "number": 1.5,
    "string": "x",
    "array": [],
    "nested": [[[]], []],
    "mixed": [None, 1, "x", [], {}, {"index": "x", "delta": [], "message": 0}],
    "object": {},
}
WHOLES = {"object": {}, "null": None, "string": "x", "array": [[], {}]}
SHAPES: dict[str, Handler] = {
    **{f"every leaf: {name}": changed(lambda value, leaf=leaf: leaves(value, leaf)) for name, leaf in LEAVES.items()},
    **{f"every member: {name}": changed(lambda value, it=it: dict.fromkeys(value, it)) for name, it in MEMBERS.items()},
    **{f"the whole: {name}": changed(lambda value, whole=whole: whole) for name, whole in WHOLES.items()},
}

"""Servers that do what no server should: one small handler each, over raw sockets, and what becomes of a run.

A handler is asked once a request and yields what leaves: bytes, a number of seconds to wait, or one of the
words below. docs/hostile-targets.md prints this table.
"""

from __future__ import annotations

import base64
import itertools
import json
import socket
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote

KEY = "sk-hostile-0123456789abcdef"
HANG, RESET, DIE = object(), object(), object()
MODEL = "m-1"
LIST = "/v1/models"


@dataclass(frozen=True)
class Asked:
    number: int  # counted from 1, over all connections
    method: str
    path: str
    headers: dict[str, str]
    body: dict

    @property
    def key(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ")


Handler = Callable[[Asked], Iterator[object]]


@dataclass(frozen=True)
class Hostile:
    does: str
    handler: Handler | None  # None: nothing listens
    conclusion: str
    exit_code: int
    judged: tuple[str, ...] = ("models",)  # prefixes of requirements: what shows the point, no more


# --- bytes -----------------------------------------------------------------------------------------------

WORDS = {200: "OK", 302: "Found", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests"}
JSON, EVENTS, HTML = "application/json", "text/event-stream", "text/html"


def head(
    status: int, media_type: str = JSON, length: int | None = None, headers: dict[str, str] | None = None
) -> bytes:
    lines = [f"HTTP/1.1 {status} {WORDS.get(status, 'Hostile')}", f"Content-Type: {media_type}", "Connection: close"]
    lines += [f"Content-Length: {length}"] if length is not None else []
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def answer(status: int, value: object, media_type: str = JSON, headers: dict[str, str] | None = None) -> bytes:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return head(status, media_type, len(body), headers) + body


def error(message: str, code: str | None = None) -> dict:
    return {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": code}}


# --- an honest server, small ------------------------------------------------------------------------------

ENTRY = {"id": MODEL, "object": "model", "created": 1767225600, "owned_by": "nobody"}
CHAT = {"id": "chatcmpl-1", "created": 1767225600, "model": MODEL, "system_fingerprint": "fp_1"}


def chat() -> dict:
    message = {"role": "assistant", "content": "Hello.", "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    return CHAT | {"object": "chat.completion", "choices": [choice], "usage": usage}


def chunk(delta: dict, finish_reason: str | None = None) -> dict:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
    return CHAT | {"object": "chat.completion.chunk", "choices": [choice]}


def frame(value: object) -> bytes:
    return b"data: " + (value if isinstance(value, bytes) else json.dumps(value).encode()) + b"\n\n"


def chunks(*texts: str) -> list[dict]:
    first, last = chunk({"role": "assistant", "content": ""}), chunk({}, "stop")
    return [first, *(chunk({"content": text}) for text in texts), last]


def honest_value(asked: Asked) -> tuple[int, object]:
    found = {LIST: {"object": "list", "data": [ENTRY]}, f"{LIST}/{MODEL}": ENTRY, "/v1/chat/completions": chat()}
    if unquote(asked.path) not in found:
        return 404, error("there is no such thing", "model_not_found")
    return 200, found[unquote(asked.path)]


def honest(asked: Asked) -> Iterator[object]:
    status, value = honest_value(asked)
    if status == 200 and asked.body.get("stream"):
        yield head(200, EVENTS) + b"".join(map(frame, [*chunks("Hel", "lo."), b"[DONE]"]))
    else:
        yield answer(status, value)


# --- no answer, or none that ends ---------------------------------------------------------------------------


def silence(asked: Asked) -> Iterator[object]:
    yield HANG


def empty(asked: Asked) -> Iterator[object]:
    yield b""


def garbage(asked: Asked) -> Iterator[object]:
    yield b"\x16\x03\x01\x00 SSH-2.0-hostile \x00\xff\r\n" * 3


def drip_of_everything(asked: Asked) -> Iterator[object]:
    for byte in itertools.cycle(b"HTTP/1.1 200 OK\r\n" + b"X-Slow: 1\r\n" * 50):
        yield bytes([byte])
        yield 0.2


def drip_of_body(asked: Asked) -> Iterator[object]:
    yield head(200)
    for _ in itertools.count():
        yield b" "
        yield 0.2


def endless_body(asked: Asked) -> Iterator[object]:
    yield head(200)
    for _ in itertools.count():
        yield b" " * 65536


def endless_stream(asked: Asked) -> Iterator[object]:
    if not asked.body.get("stream"):
        yield from honest(asked)
        return
    yield head(200, EVENTS) + frame(chunks()[0])
    for _ in itertools.count():
        yield frame(chunk({"content": "and "})) * 20


def stalled_stream(asked: Asked) -> Iterator[object]:
    yield from honest(asked)
    if asked.body.get("stream"):
        yield HANG


def reset_mid_body(asked: Asked) -> Iterator[object]:
    yield head(200, JSON, 1000) + b'{"object": "list", "da'
    yield RESET


def dies(asked: Asked) -> Iterator[object]:
    if asked.number > 40:
        yield DIE
    yield from honest(asked)


def dies_of_one_request(asked: Asked) -> Iterator[object]:
    if asked.body.get("n") == 0:
        yield DIE
    yield from honest(asked)


def wedges(asked: Asked) -> Iterator[object]:
    if asked.number > 40 and asked.method == "POST":
        yield HANG
    yield from honest(asked)


def dies_behind_a_proxy(asked: Asked) -> Iterator[object]:
    yield from honest(asked) if asked.number <= 40 else ()


def one_by_one(asked: Asked) -> Iterator[object]:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in itertools.count():
        yield f"X-{number}: 1\r\n".encode()
        yield 0.2


def interim_answers(asked: Asked) -> Iterator[object]:
    for _ in itertools.count():
        yield b"HTTP/1.1 103 Early Hints\r\n\r\n"
        yield 0.2


def answered_twice(asked: Asked) -> Iterator[object]:
    """The second answer is nobody's, on a connection that is left open."""
    whole = b"".join(honest(asked)).replace(b"Connection: close\r\n", b"")
    sized = b"Content-Length" in whole
    yield whole + answer(500, error("whose is this?")).replace(b"Connection: close\r\n", b"") if sized else whole


# --- bytes that stand for others ------------------------------------------------------------------------------

GZIP = {"Content-Encoding": "gzip"}
ZEROS = zlib.compressobj(wbits=31)
FIRST_ZEROS, MORE_ZEROS = (ZEROS.compress(bytes(2**20)) + ZEROS.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
NAME = b"\x1f\x8b\x08\x08" + bytes(6)  # RFC 1952: what follows is a name, up to a zero
EMPTY_BLOCK = b"\x00\x00\x00\xff\xff"


CHUNKED = head(200, EVENTS, headers={"Transfer-Encoding": "chunked"})


def tiny_pieces(asked: Asked) -> Iterator[object]:
    yield CHUNKED
    for _ in itertools.count():
        yield b"".join(b"1\r\n%c\r\n" % byte for byte in b"data: 1 ") * 500


def endless(beginning: bytes, piece: bytes, media_type: str = JSON, headers: dict[str, str] | None = None) -> Handler:
    def handler(asked: Asked) -> Iterator[object]:
        yield head(200, media_type, headers=headers) + beginning
        for _ in itertools.count():
            yield piece

    return handler


def to_sdks(handler: Handler) -> Handler:
    """The same to the official clients; all others are only told of a model that is wrong."""
    mistaken = strange_ids()

    def chosen(asked: Asked) -> Iterator[object]:
        yield from handler(asked) if "OpenAI/" in asked.headers.get("user-agent", "") else mistaken(asked)

    return chosen


def streaming(handler: Handler) -> Handler:
    """The same where a stream is asked for; else an honest server."""

    def chosen(asked: Asked) -> Iterator[object]:
        yield from handler(asked) if asked.body.get("stream") else honest(asked)

    return chosen


# --- the same answer to everything ----------------------------------------------------------------------------


def always(status: int, value: object, media_type: str = JSON, headers: dict[str, str] | None = None) -> Handler:
    def handler(asked: Asked) -> Iterator[object]:
        yield answer(status, value, media_type, headers)

    return handler


PAGE = b"<!doctype html><html><head><title>It works</title></head><body><h1>It works!</h1></body></html>"


def redirects(asked: Asked) -> Iterator[object]:
    yield answer(302, b"", HTML, {"Location": asked.path})


def huge_headers(asked: Asked) -> Iterator[object]:
    yield head(200, headers={f"X-Huge-{number}": "x" * 1000 for number in range(500)}) + b"{}"


def long_length(asked: Asked) -> Iterator[object]:
    whole = b"".join(honest(asked))
    yield whole.replace(b"Content-Length: ", b"Content-Length: 9")


def short_length(asked: Asked) -> Iterator[object]:
    body = json.dumps(honest_value(asked)[1]).encode()
    yield head(200, JSON, 7) + body


# --- JSON that harms its readers --------------------------------------------------------------------------------


def huge_body(asked: Asked) -> Iterator[object]:
    if asked.path != LIST:
        yield from honest(asked)
        return
    entries = (json.dumps(ENTRY | {"id": f"m-{number}"}).encode() for number in itertools.count())
    yield head(200) + b'{"object": "list", "data": ['
    for _ in range(300):
        yield b",".join(itertools.islice(entries, 1000)) + b","
    yield b"{}]}"


def many_models(asked: Asked) -> Iterator[object]:
    entries = [ENTRY | {"id": f"m-{number}", "object": "llm"} for number in range(5_000)]
    yield from always(200, {"object": "list", "data": entries})(asked) if asked.path == LIST else honest(asked)


WRONG = ENTRY | {"object": "llm"}


def listing(data: bytes) -> Handler:
    """Lists these models, and does all else honestly."""

    def handler(asked: Asked) -> Iterator[object]:
        yield from (
            always(200, b'{"object": "list", "data": [' + data + b"]}")(asked) if asked.path == LIST else honest(asked)
        )

    return handler


SMALLEST_WRONG = b'{"id":"m-1"}'
MANY_WRONG = b",".join([SMALLEST_WRONG] * 45_000)  # as many as there is room for
MANY_MEMBERS = b'{"id":"m-1",' + b",".join(b'"%d":0' % number for number in range(95_000)) + b"}"
TOO_MANY_MEMBERS = b'{"id":"m-1",' + b",".join(b'"%d":0' % number for number in range(400_000)) + b"}"


def many_headers(asked: Asked) -> Iterator[object]:
    yield answer(200, dressed(honest_value(asked)[1], "x"), headers={f"X-{number}": "1" for number in range(9_000)})


def strange_ids(*ids: str) -> Handler:
    """Lists models that no path can name, before one that it can."""
    entries = [WRONG | {"id": id} for id in (*ids, MODEL)]
    return listing(json.dumps(entries)[1:-1].encode())


LONG = "9" * 10_000


def long_numbers(asked: Asked) -> Iterator[object]:
    body = json.dumps({"object": "list", "data": [ENTRY]}).replace("1767225600", LONG)
    yield answer(200, body.encode())


def dressed(value: object, text: str) -> object:
    """The same value with every string replaced."""
    if isinstance(value, dict):
        return {name: dressed(member, text) for name, member in value.items()}
    if isinstance(value, list):
        return [dressed(member, text) for member in value]
    return text if isinstance(value, str) else value


def changed(change: Callable[[object], object]) -> Handler:
    """A server that answers everything, with a status that fits, and changes what it says."""

    def handler(asked: Asked) -> Iterator[object]:
        status, value = (200, ENTRY) if "models/" in asked.path else honest_value(asked)
        if status == 200 and asked.body.get("stream"):
            yield head(200, EVENTS) + b"".join(map(frame, [*map(change, chunks("a", "b")), b"[DONE]"]))
        else:
            yield answer(status, change(value))

    return handler


def strings(text: str) -> Handler:
    return changed(lambda value: dressed(value, text))


def leaves(value: object, leaf: object) -> object:
    """The same value with everything that holds nothing replaced, and what holds something kept."""
    if isinstance(value, dict) and value:
        return {name: leaves(member, leaf) for name, member in value.items()}
    if isinstance(value, list) and value:
        return [leaves(member, leaf) for member in value]
    return leaf


MARKUP = "</script></style>\"'><hostile-tag onmouseover=alert(1)>]]>--><!-- {{ 7*7 }} %s %(x)s [bold]"
CONTROLS = "\x00\x07\x08\x1b[31m\x1b]0;owned\x07\r\x7f\x9b2J\u202e\u2066\u200b\ufeff\ufffe\U000e0041 end"
SURROGATES = "\ud800 \udfff\ud800"


# --- the key, everywhere ------------------------------------------------------------------------------------------


def spellings(key: str) -> list[str]:
    return [
        key,
        "".join(f"%{ord(char):02X}" for char in key),
        "".join(f"%{ord(char):02x}" for char in key),
        "".join(f"\\u{ord(char):04x}" for char in key),
        "".join(f"&#{ord(char)};" for char in key),
        base64.b64encode(key.encode()).decode().rstrip("="),
        key[::-1],
    ]


def echoes(asked: Asked) -> Iterator[object]:
    """Bodies, headers, errors and member names carry the key; a stream has it in two pieces of one frame."""
    told = f"you sent {' and '.join(spellings(asked.key))} as ?api_key={asked.key}"
    headers = {"X-Echo": told, "Set-Cookie": f"session={asked.key}", "WWW-Authenticate": f'Bearer "{asked.key}"'}
    headers |= {"X-Request-Id": asked.key, asked.key or "X-None": "1"}
    status, value = honest_value(asked)
    if asked.body.get("stream"):
        whole = b"".join(frame(each) for each in dressed(chunks("a", "b"), told))
        middle = whole.index(asked.key.encode()) + 5
        yield head(200, EVENTS, headers=headers) + whole[:middle]
        yield 0.01
        yield whole[middle:]
    else:
        yield answer(status, dressed(value, told) | {asked.key or "none": told}, headers=headers)


def refuses_with_key(asked: Asked) -> Iterator[object]:
    yield answer(401, error(f"Incorrect API key provided: {asked.key}."), headers={"X-Key": asked.key})


def not_http_but_key(asked: Asked) -> Iterator[object]:
    yield f"{asked.headers.get('authorization')} is no way to talk to me\r\n\r\n".encode()


# --- the table ----------------------------------------------------------------------------------------------------

BROKEN = error("the server is on fire")
INVALID, NON_CONFORMANT, INCOMPLETE = ("invalid", 10), ("non_conformant", 1), ("incomplete", 11)
EVERYTHING, CHAT_TOO, STREAMS = (), ("models", "chat"), ("models", "chat.stream")
SDKS = ("models", "sdk.chat")
ERRORS, ENDS = ("models", "errors"), ("models", "chat.reply", "http")


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
    "drip-body": Hostile("sends a header, then a space now and then, without end", drip_of_body, *NON_CONFORMANT),
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


# --- the right status, the wrong shape: each judged by every check, and none may stumble -----------------------------

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


# --- serving it -----------------------------------------------------------------------------------------------------


@contextmanager
def serving(handler: Handler | None) -> Iterator[str]:
    """The base URL of the server, while it stands."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
    if handler is None:
        listener.close()
        yield url
        return
    over = threading.Event()
    threading.Thread(target=accept, args=(listener, handler, over), daemon=True).start()
    try:
        yield url
    finally:
        over.set()
        listener.close()


def accept(listener: socket.socket, handler: Handler, over: threading.Event) -> None:
    for number in itertools.count(1):
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=serve, args=(listener, connection, handler, number, over), daemon=True).start()


def serve(
    listener: socket.socket, connection: socket.socket, handler: Handler, number: int, over: threading.Event
) -> None:
    with connection:
        try:
            for piece in handler(read(connection, number)):
                if over.is_set() or not send(piece, listener, connection, over):
                    return
        except OSError:
            return  # the suite hung up


def send(piece: object, listener: socket.socket, connection: socket.socket, over: threading.Event) -> bool:
    """Whether to go on after it."""
    if isinstance(piece, bytes):
        connection.sendall(piece)
        return True
    if piece is DIE:
        # Closing it would leave a thread in accept(), and with it the port.
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        return False
    if piece is RESET:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False
    return not over.wait(None if piece is HANG else piece)


def received(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionError
    return data


def read(connection: socket.socket, number: int) -> Asked:
    data = b""
    while b"\r\n\r\n" not in data:
        data += received(connection)
    top, _, body = data.partition(b"\r\n\r\n")
    first, *lines = top.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += received(connection)
    method, path, _ = first.split(" ", 2)
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        sent = {}
    return Asked(number, method, path, headers, sent if isinstance(sent, dict) else {})

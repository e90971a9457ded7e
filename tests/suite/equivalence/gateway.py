"""A gateway in front of a server: hands everything on, and changes what it is told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

HOP = {"connection", "transfer-encoding", "content-length", "keep-alive", "host"}


@dataclass
class Answer:
    """What the server answered, and what it was asked."""

    path: str
    asked: dict[str, Any]
    status: int
    headers: dict[str, str]
    body: bytes
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def streams(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/event-stream")

    def change(self, change: Callable[[Any], None]) -> None:
        """Changes the JSON of the answer, or of each event."""
        if self.streams:
            self.body = b"\n\n".join(self.event(event, change) for event in self.body.split(b"\n\n"))
        elif self.body:
            self.body = changed(self.body, change)

    @staticmethod
    def event(event: bytes, change: Callable[[Any], None]) -> bytes:
        name, data, text = event.rpartition(b"data: ")
        return name + data + changed(text, change) if text.startswith(b"{") else event


def changed(text: bytes, change: Callable[[Any], None]) -> bytes:
    value = json.loads(text)
    change(value)
    return json.dumps(value).encode()


Breaks = Callable[[Answer], None]


@contextmanager
def gateway(upstream: str, breaks: Sequence[Breaks] = ()) -> Iterator[str]:
    """The base URL of one in front of the server at another."""
    root = upstream.removesuffix("/v1")
    client = httpx.Client(base_url=root, timeout=60)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def hand_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            sent = [(name, value) for name, value in self.headers.items() if name.lower() not in HOP]
            told = client.request(self.command, self.path, content=body or None, headers=sent)
            answer = Answer(self.path, asked(body), told.status_code, dict(told.headers.items()), told.content)
            for each in breaks:
                each(answer)
            self.tell(answer)

        def tell(self, answer: Answer) -> None:
            self.send_response_only(answer.status)
            for name, value in answer.headers.items():
                if name.lower() not in HOP:
                    self.send_header(name, value)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        do_GET = do_POST = do_DELETE = do_PUT = do_PATCH = do_OPTIONS = do_HEAD = hand_on

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        client.close()


def asked(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


# --- what gateways do ----------------------------------------------------------------------------------


def loses_usage(answer: Answer) -> None:
    """Whole chats lose what they cost."""
    if answer.path.endswith("/chat/completions") and not answer.streams:
        answer.change(lambda told: told.pop("usage", None))


def cuts_streams(answer: Answer) -> None:
    """Whatever the reason was, a streamed chat says that it was too long."""
    if answer.path.endswith("/chat/completions") and answer.streams:
        answer.change(lambda event: [cut(choice) for choice in event.get("choices", [])])


def cut(choice: Any) -> None:
    choice["finish_reason"] = choice["finish_reason"] and "length"


def refuses_logprobs(answer: Answer) -> None:
    """A member that the gateway does not know costs the whole answer."""
    if answer.asked.get("logprobs") is True:
        answer.status = 501
        answer.body = b'{"error": {"message": "no", "type": "server_error", "param": null, "code": null}}'
        answer.headers["content-type"] = "application/json"


def has_whole_ids(answer: Answer) -> None:
    """Ids of chats are numbers."""
    if answer.path.endswith("/chat/completions") and answer.status == 200:
        answer.change(lambda told: told.update(id=7))


def hides_errors(answer: Answer) -> None:
    """An error is text."""
    if answer.status >= 400:
        answer.body, answer.headers["content-type"] = b"something went wrong", "text/plain"


def has_fractions(answer: Answer) -> None:
    """`created` of a whole chat has a fraction."""
    if answer.path.endswith("/chat/completions") and answer.status == 200 and not answer.streams:
        answer.change(lambda told: told.update(created=told["created"] + 0.25))

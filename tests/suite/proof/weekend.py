"""A server as somebody writes it in a weekend, in good faith; test_weekend.py says what is wrong with it."""

import json
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODEL = "parakeet-1"
FILLER = "Well, that is a thing people ask me about quite a lot, and I never know what to say, so I say it back"


def think(messages):
    """The bot: repeats what it heard, after some thought."""
    heard = [m["content"] for m in messages if m["role"] == "user"]
    return (FILLER + ": " + " ".join(heard[-1:]).strip()).split(" ")


def generate(request):
    """The words of the answer, cut where the caller wants them cut."""
    words = think(request["messages"])
    limit = request.get("max_tokens")
    if limit:
        words = words[:limit]
    text = " ".join(words)
    for stop in request.get("stop") or []:
        text = text.split(stop)[0]
    return text


def usage(request, text):
    asked = sum(len(m["content"].split()) for m in request["messages"])
    said = len(text.split())
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


class Handler(BaseHTTPRequestHandler):
    def reply(self, status, body):
        text = json.dumps(body, ensure_ascii=False)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", len(text))
        self.end_headers()
        self.wfile.write(text.encode())

    def do_GET(self):
        if self.path == "/v1/models":
            self.reply(200, {"data": [{"id": MODEL, "object": "model"}]})
        else:
            self.reply(404, {"error": "not found"})

    def do_POST(self):
        if self.path != "/v1/chat/completions":
            return self.reply(404, {"error": "not found"})
        try:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            text = generate(request)
            if request.get("stream"):
                self.stream(text)
            else:
                self.whole(request, text)
        except Exception as error:
            self.reply(500, {"error": str(error)})

    def whole(self, request, text):
        message = {"role": "assistant", "content": text}
        self.reply(
            200,
            {
                "id": "chatcmpl-" + uuid.uuid4().hex,
                "object": "chat.completion",
                "created": time.time(),
                "model": MODEL,
                "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
                "usage": usage(request, text),
            },
        )

    def stream(self, text):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for word in text.split(" "):
            self.send_chunk({"role": "assistant", "content": word + " "}, None)
        self.send_chunk({}, "stop")
        self.wfile.write(b"data: [DONE]\n\n")

    def send_chunk(self, delta, finish):
        chunk = {
            "id": "chatcmpl-" + uuid.uuid4().hex,
            "object": "chat.completion.chunk",
            "created": time.time(),
            "model": MODEL,
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()


class Server(ThreadingHTTPServer):
    request_queue_size = 64  # with the usual five, whether two dozen at once are let in depends on the machine


if __name__ == "__main__":
    with Server(("127.0.0.1", 0), Handler) as server:
        print(f"http://127.0.0.1:{server.server_port}/v1", flush=True)
        server.serve_forever()

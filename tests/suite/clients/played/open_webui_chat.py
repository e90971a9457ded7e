"""Open WebUI, as its page asks it: a server of its own, a user, and connections that are set anew each time."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import httpx
from playing import STEPS, WORDS, play

ALONE = {"OFFLINE_MODE": "true", "HF_HUB_OFFLINE": "1", "ENABLE_OLLAMA_API": "false", "RAG_EMBEDDING_ENGINE": "openai"}
PATIENCE = 140  # seconds until its own server answers
TOOL = '''
class Tools:
    def read_page(self, number: int) -> str:
        """
        A page of the book.
        :param number: which
        """
        return f"page {number}"
'''
PAGES = [f"{word} " * 150 for word in ("one", "two", "three", "four")]  # each a piece of its own


class Shown(Exception):
    """An error that the user is shown."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started():
    """Its server, and who asks it: a user who may do anything, and has a tool."""
    port, folder = free_port(), tempfile.mkdtemp()
    words = [Path(sys.executable).with_name("open-webui"), "serve", "--host", "127.0.0.1", "--port", str(port)]
    own = {"DATA_DIR": folder, "WEBUI_SECRET_KEY": "secret", "HOME": folder, **ALONE}
    server = subprocess.Popen(words, cwd=folder, env=os.environ | own, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    page = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=None, trust_env=False)
    until = time.monotonic() + PATIENCE
    while not is_up(page) and time.monotonic() < until:
        time.sleep(0.2)
    person = {"name": "a", "email": "a@example.org", "password": "a long Passw0rd"}
    page.headers["authorization"] = f"Bearer {asked(page, '/api/v1/auths/signup', person)['token']}"
    tool = {"id": "pages", "name": "pages", "content": TOOL, "meta": {"description": "pages"}}
    asked(page, "/api/v1/tools/create", tool)
    return server, page


def is_up(page):
    try:
        return page.get("/health").is_success
    except httpx.TransportError:
        return False


def asked(page, path, body=None):
    answer = page.get(path) if body is None else page.post(path, json=body)
    if not answer.is_success:
        raise Shown(answer.status_code)
    return answer.json()


def connected(base_url, api_key):
    """The connection, as its settings have it; and what its list then offers."""
    connections = {"OPENAI_API_BASE_URLS": [base_url], "OPENAI_API_KEYS": [api_key], "OPENAI_API_CONFIGS": {}}
    asked(PAGE, "/openai/config/update", {"ENABLE_OPENAI_API": True, **connections})
    return [model["id"] for model in asked(PAGE, "/api/models?refresh=true")["data"]]


def chat(words, *tools):
    def done(base_url, api_key):
        connected(base_url, api_key)
        message = answered(words, tools)
        if message.get("error"):
            raise Shown(message["error"])
        output = message.get("output") or []
        calls = [(each["name"], each["arguments"]) for each in output if each["type"] == "function_call"]
        return {"text": message["content"], "calls": calls, "tokens": (message.get("usage") or {}).get("output_tokens")}

    return done


def answered(words, tools):
    """The message that stands in the chat when all is done."""
    question, answer = str(uuid.uuid4()), str(uuid.uuid4())
    said = {"id": question, "parentId": None, "childrenIds": [answer], "role": "user", "content": words}
    body = {
        "model": "parrot-1",
        "messages": [{"role": "user", "content": words}],
        "stream": True,
        "stream_options": {"include_usage": True},
        "session_id": "one",
        "parent_id": None,
        "message_ids": [{"model_id": "parrot-1", "message_id": answer}],
        "user_message": said | {"timestamp": 0, "models": ["parrot-1"]},
        "tool_ids": tools,
    }
    chat = asked(PAGE, "/api/chat/completions", body)["chat_id"]
    while asked(PAGE, f"/api/tasks/chat/{chat}")["task_ids"]:
        time.sleep(0.05)
    return asked(PAGE, f"/api/v1/chats/{chat}")["chat"]["history"]["messages"][answer]


def documents(base_url, api_key):
    """Which piece is found, when one of them is looked for."""
    where = {"openai_config": {"url": base_url, "key": api_key}, "RAG_EMBEDDING_BATCH_SIZE": len(PAGES)}
    chosen = {"RAG_EMBEDDING_ENGINE": "openai", "RAG_EMBEDDING_MODEL": "parrot-1"}
    asked(PAGE, "/api/v1/retrieval/embedding/update", where | chosen)
    text = {"name": "book", "content": "\n\n".join(PAGES), "collection_name": f"book-{uuid.uuid4()}"}
    asked(PAGE, "/api/v1/retrieval/process/text", text)
    looked_for = {"collection_name": text["collection_name"], "query": PAGES[1].strip(), "k": 1}
    return {"found": asked(PAGE, "/api/v1/retrieval/query/doc", looked_for)["documents"][0][0].split()[0]}


SERVER, PAGE = started()
DOINGS = {
    "streamed": chat(WORDS),
    "tools streamed": chat(STEPS, "pages"),
    "offered": lambda base_url, api_key: {"models": connected(base_url, api_key)},
    "documents": documents,
}
play(DOINGS, (Shown, httpx.HTTPError))
SERVER.terminate()

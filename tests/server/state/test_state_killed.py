"""A server that is killed in the middle of writing loses nothing that it has answered."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time

import httpx
import pytest
from own_process import ENVIRONMENT

KILLS = int(os.environ.get("OAIC_KILLS", "20"))
SECONDS = 20  # far more than a start takes: it only ends a hang
WRITERS = 3


class Writer(threading.Thread):
    """Keeps things until the server is gone, and remembers what was acknowledged."""

    def __init__(self, base_url, number):
        super().__init__()
        self.base_url, self.number = base_url, number
        self.files, self.items, self.responses = {}, {}, []

    def run(self):
        with httpx.Client(base_url=self.base_url, trust_env=False, timeout=SECONDS) as client:
            try:
                conversation = ok(client.post("/conversations", json={}))["id"]
                for turn in range(1_000):
                    self.write(client, conversation, turn)
            except httpx.HTTPError:
                return

    def write(self, client, conversation, turn):
        content = random.Random(f"{self.number} {turn}").randbytes(20_000)
        file = ok(client.post("/files", data={"purpose": "batch"}, files={"file": ("a", content)}))
        self.files[file["id"]] = hashlib.sha256(content).hexdigest()
        item = {"role": "user", "content": str(turn)}
        ok(client.post(f"/conversations/{conversation}/items", json={"items": [item]}))
        self.items.setdefault(conversation, []).append(str(turn))
        self.responses.append(ok(client.post("/responses", json={"model": "parrot-1", "input": "Hello"})))


def ok(response):
    assert response.status_code == 200, response.text
    return response.json()


def started(store, *arguments):
    command = [sys.executable, "-m", "oaic_server", "--port", "0", "--store", str(store), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT, cwd=store.parent)
    return process, process.stdout.readline().strip()


def ended(process):
    process.kill()
    process.communicate()


def missing(client, writer):
    """What was acknowledged, and is not there as it was."""
    for id, digest in writer.files.items():
        if hashlib.sha256(client.get(f"/files/{id}/content").content).hexdigest() != digest:
            yield id
    for id, texts in writer.items.items():
        page = ok(client.get(f"/conversations/{id}/items", params={"order": "asc", "limit": 100}))["data"]
        told = [item["content"][0]["text"] for item in page]
        if told[: len(texts)] != texts[:100]:
            yield id
    for response in writer.responses:
        if client.get(f"/responses/{response['id']}").json() != response:
            yield response["id"]


@pytest.mark.thorough
def test_nothing_acknowledged_is_lost(tmp_path, capsys):
    store, dice, known = tmp_path / "kept.db", random.Random(1), []
    for kill in range(KILLS):
        process, base_url = started(store)
        with httpx.Client(base_url=base_url, trust_env=False, timeout=SECONDS) as client:
            assert [lost for writer in known[-WRITERS:] for lost in missing(client, writer)] == []
        writers = [Writer(base_url, f"{kill} {number}") for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        while not any(writer.files for writer in writers):
            time.sleep(0.01)
        time.sleep(dice.random() / 2)
        ended(process)
        for writer in writers:
            writer.join(SECONDS)
        known += writers
    process, base_url = started(store)
    with httpx.Client(base_url=base_url, trust_env=False, timeout=SECONDS) as client:
        assert [lost for writer in known for lost in missing(client, writer)] == []
    ended(process)
    with capsys.disabled():
        kept = sum(len(writer.files) + len(writer.responses) + sum(map(len, writer.items.values())) for writer in known)
        print(f"\n{KILLS} kills, {kept} things acknowledged, none lost")


@pytest.mark.slow
def test_workers_share_what_they_keep_and_one_that_dies_is_replaced(tmp_path):
    process, base_url = started(tmp_path / "kept.db", "--workers", "2")
    anew = httpx.Limits(max_keepalive_connections=0)  # whoever is free answers
    try:
        with httpx.Client(base_url=base_url, trust_env=False, timeout=SECONDS, limits=anew) as client:
            kept = [ok(client.post("/files", data={"purpose": "batch"}, files={"file": ("a", b"x")})) for _ in range(8)]
            [dead, *_] = children(process.pid)
            os.kill(dead, signal.SIGKILL)
            give_up = time.monotonic() + SECONDS
            while len(living := children(process.pid)) < 2 or dead in living:
                assert time.monotonic() < give_up
                time.sleep(0.05)
            assert ok(client.get("/files", params={"order": "asc"}))["data"] == kept
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0
    finally:
        ended(process)


def children(pid):
    listed = subprocess.run(["ps", "-o", "pid=,stat=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    found = [line.split() for line in listed.splitlines()]
    return [int(number) for number, state in found if not state.startswith("Z")]

"""What becomes of requests: counted for Prometheus, and logged as far as the settings want it."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest
from oaic_server.http.account import printable, shown
from oaic_server.http.lines import SOON, Lines
from oaic_server.state.metrics import Metrics
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread

KEY = "sk-never-to-be-logged"
HEADERS = {"authorization": f"Bearer {KEY}", "x-secret": KEY}
CHAT = {"model": "parrot-1", "messages": [{"role": "user", "content": "Hello"}]}
LINE = r"\d{4}-\d\d-\d\dT[\d:.]+Z req_[0-9a-f]{32} (.*) [\d.]+ms"


@pytest.fixture
def logged(capfd):
    """The lines a server logs of three requests; a stream is over a little after its client has all of it."""

    def ask(level, **settings):
        with (
            serve_in_thread(Settings(api_keys=(KEY,), log_level=level, **settings)) as server,
            httpx.Client(base_url=server.base_url, headers=HEADERS, trust_env=False) as client,
        ):
            ids = [
                client.get("/models", params={"key": KEY}).headers["x-request-id"],
                client.post("/chat/completions", json={**CHAT, "stream": True}).headers["x-request-id"],
                client.get("/no%0Athing").headers["x-request-id"],
            ]
        lines = {line.split()[1]: line for line in capfd.readouterr().err.splitlines()}
        return [lines.get(id) for id in ids]

    return ask


def test_nothing_is_logged_unless_it_is_asked_for(logged):
    assert logged("errors") == [None, None, None]


def test_each_request_is_a_line(logged):
    lines = logged("requests", fault=("chat.stream.done",))
    told = [re.match(LINE, line).group(1) for line in lines]
    assert told == ["GET /v1/models 200", "POST /v1/chat/completions 200", "GET /v1/no%0Athing 404"]
    assert [line.split()[6:] for line in lines] == [[], ["fault=chat.stream.done"], []]
    assert KEY not in "".join(lines)


def test_headers_are_logged_by_name_and_a_few_by_value(logged):
    lines = logged("headers")
    assert "authorization=… x-secret=…" in lines[0]
    assert "content-type=application/json" in lines[1]
    assert KEY not in "".join(lines)


def test_lines_are_written_together_and_soon(capsys):
    async def two():
        lines = Lines()
        lines.add("one")
        lines.add("other")
        before = capsys.readouterr().err
        await asyncio.sleep(2 * SOON)
        return before

    assert (asyncio.run(two()), capsys.readouterr().err) == ("", "one\nother\n")


def test_what_a_client_sends_stays_on_its_line():
    assert shown({"user-agent": "a\nb", "cookie": "c"}) == ["user-agent=a\\nb", "cookie=…"]
    assert printable("/v1/\x1b[2J") == "/v1/\\x1b[2J"


def test_metrics_count_and_time_by_operation():
    metrics = Metrics()
    for status, seconds in ((200, 0.002), (200, 0.3), (429, 99.0)):
        metrics.answered("createEmbedding", status, seconds)
    lines = metrics.text().splitlines()
    assert 'oaic_requests_total{operation="createEmbedding",status="200"} 2' in lines
    assert 'oaic_requests_total{operation="createEmbedding",status="429"} 1' in lines
    named = {line.partition(" ")[0]: line.partition(" ")[2] for line in lines if "createEmbedding" in line}
    buckets = [f'oaic_request_seconds_bucket{{operation="createEmbedding",le="{le}"}}' for le in (0.001, 0.0025, 0.5)]
    assert [named[bucket] for bucket in buckets] == ["0", "1", "2"]
    assert named['oaic_request_seconds_bucket{operation="createEmbedding",le="+Inf"}'] == "3"
    assert named['oaic_request_seconds_sum{operation="createEmbedding"}'] == "99.302000"
    assert lines[-1] == "oaic_streams_open 0"


def test_streams_that_are_being_sent_are_counted(reference_server_factory):
    server = reference_server_factory(token_delay_ms=60_000)
    root = server.base_url.removesuffix("/v1")
    headers = {"authorization": f"Bearer {server.api_key}"}
    with (
        httpx.Client(headers=headers, trust_env=False) as client,
        client.stream("POST", f"{server.base_url}/chat/completions", json={**CHAT, "stream": True}) as stream,
    ):
        pieces = stream.iter_bytes()
        next(pieces)
        assert "oaic_streams_open 1\n" in client.get(f"{root}/metrics").text

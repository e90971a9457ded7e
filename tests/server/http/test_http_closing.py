"""A server that is told to stop in the middle of its answers."""

from __future__ import annotations

import signal
import socket
import time
from urllib.parse import urlsplit

import httpx
import pytest
from own_process import serving

SECONDS = 20  # far more than anything here takes: it only ends a hang
SAID = "one two three four five six"


def is_refused(address):
    try:
        socket.create_connection(address, 1).close()
    except ConnectionRefusedError:
        return True
    return False


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    ("path", "body", "end"),
    [
        ("/chat/completions", {"messages": [{"role": "user", "content": SAID}]}, "data: [DONE]\n\n"),
        pytest.param("/responses", {"input": SAID}, '"status":"completed"', marks=pytest.mark.slow),
    ],
)
def test_an_open_stream_comes_to_its_end(stop, path, body, end):
    """A minute a token: only a server that stops waiting ends in time."""
    with serving("--token-delay-ms", "60000") as (process, base_url):
        asked = {"model": "parrot-1", "stream": True, **body}
        with httpx.stream("POST", base_url + path, json=asked, trust_env=False, timeout=SECONDS) as stream:
            pieces = stream.iter_text()
            first = next(pieces)
            process.send_signal(stop)
            rest = "".join(pieces)
        assert process.wait(SECONDS) == 0
    assert end not in first
    assert end in rest
    assert "six" in rest


@pytest.mark.slow
def test_what_does_not_end_is_cut_off_and_nobody_new_is_let_in():
    """The fault keeps a stream open for long after its last frame."""
    with serving("--fault", "chat.stream.closes", "--closing-seconds", "3") as (process, base_url):
        address = urlsplit(base_url).hostname, urlsplit(base_url).port
        asked = {"model": "parrot-1", "stream": True, "n": 2, "messages": [{"role": "user", "content": SAID}]}
        url = f"{base_url}/chat/completions"
        with httpx.stream("POST", url, json=asked, trust_env=False, timeout=SECONDS) as stream:
            pieces = stream.iter_text()
            while not next(pieces).endswith("data: [DONE]\n\n"):
                pass
            process.terminate()
            while not is_refused(address):
                time.sleep(0.01)
            assert process.poll() is None
            with pytest.raises(httpx.RemoteProtocolError):
                next(pieces)
        assert process.wait(SECONDS) == 0

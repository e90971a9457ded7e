"""A server on loopback answers to its own names: a page whose name was made to mean 127.0.0.1 is told nothing."""

from __future__ import annotations

import json
import socket
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from oaic_server.http.hosts import OURS, name, names


def answered(server, *hosts, version="1.1"):
    """The status, and the code of an error, of the answer to a request with these headers `Host`."""
    address = urlsplit(server.base_url)
    lines = [f"GET /v1/models HTTP/{version}", *(f"host: {host}" for host in hosts), "connection: close", "", ""]
    with closing(socket.create_connection((address.hostname, address.port), 30)) as connection:
        connection.sendall("\r\n".join(lines).encode())
        head, _, body = b"".join(iter(lambda: connection.recv(65536), b"")).partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body).get("error", {}).get("code")


@pytest.fixture(scope="module")
def open_server(request):
    from oaic_server.state.settings import Settings
    from oaic_server.testing import serve_in_thread

    with serve_in_thread(Settings(allow_hosts=("Parrot.example",))) as server:
        yield server


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost:8000", "LOCALHOST", "localhost.", "[::1]:80", "parrot.example:1"]
)
def test_its_own_names_are_answered(open_server, host):
    assert answered(open_server, host) == (200, None)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "", "[::2]"])
def test_another_name_is_misdirected(open_server, host):
    assert answered(open_server, host) == (421, "misdirected_request")


def test_a_request_has_one_host(open_server):
    assert answered(open_server)[0] == 400
    assert answered(open_server, "localhost", "localhost")[0] == 400
    assert answered(open_server, version="1.0")[0] == 200  # before there was one


def test_no_key_is_asked_of_another_name(reference_server_factory):
    server = reference_server_factory()
    assert (answered(server, "localhost")[0], answered(server, "evil.example")[0]) == (401, 421)


LISTENING = {
    "loopback": (("127.0.0.1", "127.0.0.1", ()), {*OURS}),
    "loopback by a name": (("127.0.0.2", "parrot.local", ()), {*OURS, "127.0.0.2", "parrot.local"}),
    "loopback and a name allowed": (("::1", "::1", ("host.docker.internal",)), {*OURS, "host.docker.internal"}),
    "everywhere": (("0.0.0.0", "0.0.0.0", ()), None),
    "everywhere by name alone": (("0.0.0.0", "0.0.0.0", ("a.example",)), {*OURS, "0.0.0.0", "a.example"}),
    "another address": (("192.0.2.1", "192.0.2.1", ()), None),
    "no address": (("", "127.0.0.1", ()), None),
}


@pytest.mark.parametrize(("where", "answers_to"), LISTENING.values(), ids=LISTENING)
def test_where_it_listens_decides_whether_names_matter(where, answers_to):
    assert names(*where) == answers_to


@pytest.mark.parametrize(
    ("host", "bare"),
    [("a:80", "a"), ("A.", "a"), ("[::1]:80", "::1"), ("::1", "::1"), (" a ", "a"), ("a.:80", "a"), ("", "")],
)
def test_a_name_stands_without_port_and_case(host, bare):
    assert name(host) == bare

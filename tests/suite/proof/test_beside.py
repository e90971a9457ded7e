"""What stands beside the API: a server with none of it is asked once, and nothing is held against it."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from oaic_spec import contract
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.asking.surface import probes, surfaces
from oaic_suite.asking.survey.preflight import survey
from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.rejudge import concerned
from oaic_suite.judging.selecting.profile import profiles
from oaic_suite.judging.verdict import Level

BESIDE = {operation.id: operation for operation in contract().operations.values() if operation.convention}
FAMILIES = {probe.operation: name for name, probe in probes().items() if probe.operation in BESIDE and not probe.needs}


def test_none_of_it_is_a_must():
    """Wherever a row names such an operation, or is of a profile that only such operations have."""
    names = {surface.name for surface in surfaces() if any(plain.operation in BESIDE for plain in surface.plain)}
    rows = [
        row for row in catalogue().values() if row.on in BESIDE or row.id.partition(".")[0] in {*names, "unversioned"}
    ]
    assert len(rows) > 50
    assert [row.id for row in rows if row.level is Level.MUST or row.basis != "convention"] == []


def test_none_of_it_is_required():
    covering = [
        profile for profile in profiles().values() if any(name in profile.surfaces for name in FAMILIES.values())
    ]
    assert len(covering) >= 3
    assert [profile.name for profile in covering if profile.required] == []


@pytest.mark.parametrize("operation", BESIDE.values(), ids=BESIDE)
@pytest.mark.parametrize("status", [200, 404])
def test_what_is_said_of_any_operation_is_not_said_of_one_beside_the_api(operation, status):
    exchange = Exchange("x", Request(operation.method, "http://h" + operation.path, operation=operation.id), status)
    assert [row.id for row in concerned(exchange) if row.on != operation.id] == []
    upstream = replace(exchange, request=replace(exchange.request, operation="listModels"))
    assert [row.id for row in concerned(upstream) if row.on is None] != []


@contextmanager
def stranger(status, body):
    """A server that answers whatever it is asked alike."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.command, self.path))
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *told):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize(
    "answer", [(404, b""), (404, b'{"detail": "Not Found"}'), (200, b"<!doctype html>"), (200, b"{}")]
)
def test_a_server_without_it_is_asked_once_for_each(answer):
    """One that answers what it does not know with 404, with a page, or with anything at all."""
    with stranger(*answer) as (root, asked):
        target = Target(f"{root}/v1", Client(Deadlines.within(10), Redactor.of([])), model_id="m")
        survey(target, [*FAMILIES.values(), "unversioned"])
        target.client.close()
    absent = {name for name in (*FAMILIES.values(), "unversioned") if target.capabilities.lacks(name)}
    healthy = {"health"} if answer == (200, b"{}") else set()  # whatever is no page is health enough
    assert absent == {*FAMILIES.values(), "unversioned"} - healthy
    assert max(Counter(asked).values()) == 1
    assert len(asked) == len(FAMILIES) + 1


def test_an_address_without_a_version_has_none_to_leave_out():
    with stranger(200, b'{"data": [{"id": "m"}]}') as (root, asked):
        target = Target(root, Client(Deadlines.within(10), Redactor.of([])), model_id="m")
        survey(target, ["unversioned"])
        target.client.close()
    assert (target.capabilities.lacks("unversioned"), asked) == (True, [])

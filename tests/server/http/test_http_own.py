"""What the server serves beside the contract: its page, the contract itself, and how it is doing."""

from __future__ import annotations

import re

import httpx
import pytest
from oaic_server.http.routes import Routes
from oaic_spec import contract


@pytest.fixture
def own(server):
    """Asks without a key."""
    root = server.base_url.removesuffix("/v1")
    return lambda path, method="GET": httpx.request(method, root + path, trust_env=False)


def test_the_contract_is_served_as_it_is(own):
    reply = own("/openapi.json")
    assert (reply.headers["content-type"], reply.json()) == ("application/json", contract().document)


def test_the_page_has_every_operation_and_every_schema(own):
    reply = own("/docs")
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    anchors = set(re.findall(r'id="([^"]+)"', reply.text))
    assert anchors == {*contract().operations, *contract().document["components"]["schemas"]}


def test_the_page_tells_paths_that_lead_to_their_operations(own):
    told = re.findall(r'<h3 id="(\w+)"><code>(\w+) ([^<]+)</code>', own("/docs").text)
    routes = Routes(contract().operations.values())
    assert [id for id, method, path in told if routes.find(path).operation(method).id != id] == []
    assert len(told) == len(contract().operations)


def test_every_link_of_the_page_leads_somewhere(own):
    page = own("/docs").text
    links, anchors = re.findall(r'href="?([^">]+)', page), re.findall(r'id="([^"]+)"', page)
    assert {link for link in links if link.removeprefix("#") not in anchors} == {"openapi.json"}


def test_the_page_needs_nothing_from_elsewhere(own):
    reply = own("/docs")
    assert reply.headers["content-security-policy"].startswith("default-src 'none'")
    assert re.findall(r"src=|@import|url\(|<script|http-equiv", reply.text) == []


def test_it_is_told_how_the_server_is_doing(own, client):
    client.get("/models")
    reply = own("/metrics")
    assert reply.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert 'oaic_requests_total{operation="listModels",status="200"}' in reply.text


def test_its_own_pages_are_read_and_not_written(own):
    assert own("/docs", "HEAD").content == b""
    refused = own("/metrics", "POST")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")

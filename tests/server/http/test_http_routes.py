"""Paths find their operation."""

from __future__ import annotations

import pytest
from oaic_server.http.routes import Routes, pattern
from oaic_spec import Operation


def operation(id, method, path):
    return Operation(id, method, path, "", None, None, None, None, (), {})


OPERATIONS = [
    operation("listModels", "GET", "/models"),
    operation("retrieveModel", "GET", "/models/{model}"),
    operation("deleteModel", "DELETE", "/models/{model}"),
    operation("getFile", "GET", "/files/{file_id}"),
    operation("getContent", "GET", "/files/{file_id}/content"),
    operation("getMessages", "GET", "/chat/completions/{completion_id}/messages"),
]

FOUND = {
    ("GET", "/v1/models"): ("listModels", {}),
    ("HEAD", "/v1/models"): ("listModels", {}),
    ("GET", "/v1/%6Dodels"): ("listModels", {}),
    ("GET", "/v1/models/a"): ("retrieveModel", {"model": "a"}),
    ("DELETE", "/v1/models/a/b:c"): ("deleteModel", {"model": "a/b:c"}),
    ("GET", "/v1/models/a%2Fb%3Ac%20d"): ("retrieveModel", {"model": "a/b:c d"}),
    ("GET", "/v1/files/x"): ("getFile", {"file_id": "x"}),
    ("GET", "/v1/files/x%2Fcontent"): ("getFile", {"file_id": "x/content"}),
    ("GET", "/v1/files/x/content"): ("getContent", {"file_id": "x"}),
    ("GET", "/v1/chat/completions/x/messages"): ("getMessages", {"completion_id": "x"}),
}


@pytest.mark.parametrize(("asked", "expected"), FOUND.items(), ids=lambda value: " ".join(map(str, value)))
def test_a_path_finds_its_operation(asked, expected):
    method, path = asked
    route = Routes(OPERATIONS).find(path)
    assert (route.operation(method).id, dict(route.parameters)) == expected


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/", "/v1//", "/v1/files/", "/v1/files/x/y", "/v1x/models", "*"])
def test_another_path_finds_nothing(path):
    assert Routes(OPERATIONS).find(path) is None


def test_a_route_knows_the_methods_it_allows():
    assert Routes(OPERATIONS).find("/v1/models/a").allow == "GET, DELETE, HEAD, OPTIONS"


def test_a_template_is_taken_literally_but_for_its_names():
    assert pattern("/a.b/{x}").fullmatch("/a.b/c")
    assert not pattern("/a.b/{x}").fullmatch("/aXb/c")

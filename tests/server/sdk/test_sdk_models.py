"""The official SDK lists and retrieves what stands on the wire."""

from __future__ import annotations

import pytest
from official import WAYS, told


@pytest.fixture(params=WAYS)
def sdk(request, server):
    return request.param(server.base_url, server.api_key)


def test_the_list(sdk):
    listed = sdk.each(lambda client: client.models.list())
    assert [told(model) for model in listed] == sdk.wire.json["data"]
    assert [model.id for model in listed] != []


def test_one_model(sdk):
    model = sdk.one(lambda client: client.models.retrieve("parrot-1"))
    assert told(model) == sdk.wire.json
    assert (model.id, model.object) == ("parrot-1", "model")

"""A surface is a folder: its handlers and its rules are found there, and nothing else names its operations."""

from __future__ import annotations

import asyncio
import copy
import re
import sys
from importlib import import_module
from pathlib import Path

import httpx
import oaic_server
import pytest
from oaic_server import surfaces
from oaic_server.answering.rules import ModelExists
from oaic_server.http import app, gates
from oaic_server.state.settings import Settings
from oaic_server.surfaces import index
from oaic_server.surfaces.index import HandlerMissing, handlers, snake_case
from oaic_spec import Contract, contract

HOUSE = Path(oaic_server.__file__).parent
MAY_NAME_OPERATIONS = {"surfaces", "faults"}

ENDPOINT = """
from oaic_server.exchange.reply import Reply

def brew_coffee(request, service):
    service.charge(request, request.body["cups"])
    return Reply.json(request, {"cups": request.body["cups"]})
"""
RULES = """
from oaic_server.exchange.refusal import Refusal

def nobody_drinks_that_much(body, service):
    if body["cups"] > 9:
        raise Refusal(400, "cups: expected at most 9", param="cups")

RULES = {"brewCoffee": (nobody_drinks_that_much,)}
"""
MEMBERS = {"model": {"type": "string"}, "cups": {"type": "integer"}}
BREWING = {
    "operationId": "brewCoffee",
    "tags": ["Brewing"],
    "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": MEMBERS}}}},
    "responses": {"200": {"content": {"application/json": {"schema": {"type": "object"}}}}},
}


def forget():
    """What was found so far, and the modules of the surface that is gone."""
    index.functions.cache_clear()
    index.rules.cache_clear()
    for name in [name for name in sys.modules if name.startswith(f"{surfaces.__name__}.brewing")]:
        del sys.modules[name]


@pytest.fixture
def longer_contract(monkeypatch):
    """The contract with one more operation, which no surface answers yet."""
    document = copy.deepcopy(contract().document)
    document["paths"]["/brewings"] = {"post": BREWING}
    longer = Contract(document)
    for module in (app, gates):
        monkeypatch.setattr(module, "contract", lambda: longer)


@pytest.fixture
def brewing(longer_contract, monkeypatch, tmp_path):
    """A folder with an endpoint and its rules, and nothing else."""
    for name, text in {"__init__": "", "endpoint": ENDPOINT, "rules": RULES}.items():
        path = tmp_path / "brewing" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    monkeypatch.setattr(surfaces, "__path__", [*surfaces.__path__, str(tmp_path)])
    forget()
    yield
    forget()


def brew(**members):
    async def ask():
        transport = httpx.ASGITransport(app.Application(Settings(seed=1)))
        async with httpx.AsyncClient(transport=transport, base_url="http://server") as client:
            return await client.post("/v1/brewings", json=members)

    return asyncio.run(ask())


@pytest.mark.usefixtures("longer_contract")
def test_the_server_does_not_start_without_a_handler():
    with pytest.raises(HandlerMissing, match=r"has a handler for brewCoffee \(as brew_coffee\)"):
        app.Application(Settings())


@pytest.mark.usefixtures("brewing")
def test_a_folder_is_all_that_a_new_endpoint_needs():
    reply = brew(model="parrot-1", cups=2)
    assert (reply.status_code, reply.json()) == (200, {"cups": 2})
    assert int(reply.headers["x-ratelimit-remaining-tokens"]) == int(reply.headers["x-ratelimit-limit-tokens"]) - 2


@pytest.mark.usefixtures("brewing")
@pytest.mark.parametrize(
    ("members", "status", "code", "param"),
    [
        ({"model": "parrot-1", "cups": 10}, 400, None, "cups"),
        ({"model": "teapot", "cups": 10}, 400, None, "cups"),
        ({"model": "teapot", "cups": 2}, 404, "model_not_found", None),
    ],
    ids=["against its own rule", "against that first", "of a model that does not exist"],
)
def test_a_new_endpoint_refuses(members, status, code, param):
    reply = brew(**members)
    error = reply.json()["error"]
    assert (reply.status_code, error["code"], error["param"]) == (status, code, param)


@pytest.mark.usefixtures("brewing")
def test_an_operation_without_a_model_is_not_asked_for_one():
    assert brew(cups=2).status_code == 200


def test_every_operation_has_its_handler():
    assert handlers(contract().operations).keys() == contract().operations.keys()


def test_an_operation_without_a_handler_is_named():
    with pytest.raises(HandlerMissing, match=r"brewCoffee \(as brew_coffee\)"):
        handlers(["listModels", "brewCoffee"])


@pytest.mark.parametrize(
    ("operation", "name"),
    [("listModels", "list_models"), ("createChatCompletion", "create_chat_completion"), ("getURL2Day", "get_url2_day")],
)
def test_a_handler_is_named_in_snake_case(operation, name):
    assert snake_case(operation) == name


@pytest.mark.parametrize("module", index.files("rules"), ids=lambda module: module.__name__.split(".")[-2])
def test_a_surface_has_rules_only_for_what_it_answers(module):
    endpoint = import_module(module.__name__.removesuffix("rules") + "endpoint")
    assert [operation for operation in module.RULES if not hasattr(endpoint, snake_case(operation))] == []
    assert module.RULES.keys() <= contract().operations.keys()


@pytest.mark.parametrize("operation", contract().operations)
def test_every_operation_asks_once_whether_its_model_exists(operation):
    assert [type(rule) for rule in index.rules(operation)].count(ModelExists) == 1


def test_nothing_but_surfaces_and_faults_names_an_operation():
    names = [name for operation in contract().operations for name in (operation, snake_case(operation))]
    named = re.compile(rf"\b({'|'.join(names)})\b")
    central = [
        *(path for path in HOUSE.rglob("*.py") if not MAY_NAME_OPERATIONS & set(path.relative_to(HOUSE).parts)),
        *(HOUSE / "surfaces").glob("*.py"),
    ]
    found = {str(path.relative_to(HOUSE)): named.findall(path.read_text("utf-8")) for path in central}
    assert {path: operations for path, operations in found.items() if operations} == {}

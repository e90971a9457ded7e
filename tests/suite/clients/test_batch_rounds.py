"""Batches by the official SDKs, from a file to a file: what a batch answers is what its endpoint answers by itself."""

from __future__ import annotations

import json

import httpx
import openai
import pytest
from nested import reference_server
from oaic_suite.asking.bounds.room import Stock
from oaic_suite.clients.node.installation import lacking
from oaic_suite.clients.node.runner import Runner

HELLO = {"model": "parrot-1", "messages": [{"role": "user", "content": "Say hello."}]}
WORDS = {"model": "parrot-1", "input": "Say hello."}
ASKED = {"/v1/chat/completions": HELLO, "/v1/embeddings": WORDS, "/v1/responses": WORDS}
ITS_OWN = ("id", "created", "created_at", "completed_at", "output")  # of an answer: no other has these


@pytest.fixture(scope="module")
def address():
    with reference_server() as url:
        yield url


@pytest.fixture(scope="module")
def directly(address):
    """What the endpoint answers by itself."""

    def ask(endpoint):
        answered = httpx.post(address + endpoint.removeprefix("/v1"), json=ASKED[endpoint], trust_env=False)
        return comparable(answered.json())

    return ask


def comparable(answer):
    texts = [[part["text"] for part in item["content"]] for item in answer.get("output", ())]
    return {name: value for name, value in answer.items() if name not in ITS_OWN} | {"texts": texts}


def lines(endpoint):
    return [{"custom_id": id, "method": "POST", "url": endpoint, "body": ASKED[endpoint]} for id in ("one", "other")]


@pytest.mark.parametrize("endpoint", ASKED)
def test_the_python_sdk_reads_in_a_batch_what_is_answered_directly(address, directly, endpoint):
    content = "".join(f"{json.dumps(line)}\n" for line in lines(endpoint)).encode()
    with openai.OpenAI(base_url=address, api_key="sk-none") as client:
        file = client.files.create(file=("requests.jsonl", content), purpose="batch")
        batch = client.batches.create(input_file_id=file.id, endpoint=endpoint, completion_window="24h")
        while batch.status != "completed":
            assert batch.status in ("validating", "in_progress", "finalizing")
            batch = client.batches.retrieve(batch.id)
        assert batch.request_counts.model_dump() == {"total": 2, "completed": 2, "failed": 0}
        answers = [json.loads(line) for line in client.files.content(batch.output_file_id).text.splitlines()]
        assert batch.id in [each.id for each in client.batches.list(limit=1)]
    assert sorted(answer["custom_id"] for answer in answers) == ["one", "other"]
    assert [comparable(answer["response"]["body"]) for answer in answers] == [directly(endpoint)] * 2


@pytest.mark.slow
@pytest.mark.skipif(lacking() is not None, reason=f"needs {lacking()}: oaic node install")
@pytest.mark.parametrize("endpoint", ASKED)
def test_the_node_sdk_reads_in_a_batch_what_is_answered_directly(address, directly, endpoint):
    runner = Runner.start()
    try:
        body = {"lines": lines(endpoint), "endpoint": endpoint}
        where = {"base_url": address, "api_key": "sk-none", "headers": {}}
        told = runner.ask("openai", "batches.round", body, 20, Stock().rooms, **where)["gave"]
    finally:
        runner.stop()
    assert told["status"] == "completed"
    assert sorted((answer["of"], answer["status"]) for answer in told["answers"]) == [("one", 200), ("other", 200)]
    assert [comparable(answer["body"]) for answer in told["answers"]] == [directly(endpoint)] * 2

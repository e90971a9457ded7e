"""Batches: what becomes of the requests of a file, step by step."""

from __future__ import annotations

import json
from contextlib import contextmanager

import httpx
import pytest
from oaic_server.state.settings import DEEPEST, Settings
from oaic_server.surfaces.batches.progress import AT_ONCE
from oaic_server.testing import serve_in_thread
from oaic_spec import contract

SCHEMA = contract().schema
CHAT, EMBEDDINGS = "/v1/chat/completions", "/v1/embeddings"
HELLO = {"model": "parrot-1", "messages": [{"role": "user", "content": "Hello"}]}
WORDS = {"model": "parrot-1", "input": "Hello"}
ASKED = {
    CHAT: HELLO,
    EMBEDDINGS: WORDS,
    "/v1/responses": WORDS,
    "/v1/completions": {"model": "parrot-1", "prompt": "Hello"},
    "/v1/moderations": {"input": "Hello"},
}
DEEP = json.loads("[" * 300 + "]" * 300)
ITS_OWN = ("id", "created", "created_at", "completed_at", "output")  # of an answer: no other has these


class Batches:
    """A batch from beginning to end, as a program sees it."""

    def __init__(self, client):
        self.client = client

    def file(self, content, purpose="batch"):
        sent = {"file": ("lines.jsonl", content)}
        return self.client.post("/files", files=sent, data={"purpose": purpose}).json()["id"]

    def post(self, content, endpoint=CHAT, **members):
        body = {"input_file_id": self.file(content), "endpoint": endpoint, "completion_window": "24h", **members}
        return self.client.post("/batches", json=body)

    def begin(self, content, endpoint=CHAT, **members):
        return self.post(content, endpoint, **members).json()

    def look(self, batch):
        told = self.client.get(f"/batches/{batch['id']}").json()
        assert SCHEMA("Batch").problems(told) == []
        return told

    def cancel(self, batch):
        return self.client.post(f"/batches/{batch['id']}/cancel")

    def through(self, batch):
        """The batch each time it has another status, the first one first."""
        seen = [batch]
        while seen[-1]["status"] in ("validating", "in_progress", "finalizing", "cancelling"):
            told = self.look(batch)
            seen = [*seen, told] if told["status"] != seen[-1]["status"] else [*seen[:-1], told]
        return seen

    def lines(self, file_id):
        content = self.client.get(f"/files/{file_id}/content").content if file_id else b""
        found = [json.loads(line) for line in content.splitlines()]
        assert [problem for line in found for problem in SCHEMA("BatchRequestOutput").problems(line)] == []
        return found


@pytest.fixture
def batches(client):
    return Batches(client)


@contextmanager
def served(**settings):
    with serve_in_thread(Settings(**settings)) as running, httpx.Client(base_url=running.base_url) as client:
        yield Batches(client)


def line(custom_id="one", body=HELLO, url=CHAT, **members):
    return json.dumps({"custom_id": custom_id, "method": "POST", "url": url, "body": body, **members}).encode() + b"\n"


def statuses(seen):
    return [batch["status"] for batch in seen]


def test_a_batch_is_done_step_by_step(batches):
    seen = batches.through(batches.begin(line("one") + line("two"), metadata={"colour": "green"}))
    assert statuses(seen) == ["validating", "in_progress", "finalizing", "completed"]
    done = seen[-1]
    assert (done["metadata"], done["errors"], done["error_file_id"]) == ({"colour": "green"}, None, None)
    assert done["request_counts"] == {"total": 2, "completed": 2, "failed": 0}
    assert done["created_at"] <= done["in_progress_at"] <= done["finalizing_at"] <= done["completed_at"]
    assert (done["failed_at"], done["expired_at"], done["cancelled_at"]) == (None, None, None)
    assert {each["custom_id"] for each in batches.lines(done["output_file_id"])} == {"one", "two"}


@pytest.mark.parametrize("endpoint", ASKED)
def test_a_line_is_answered_as_if_it_had_come_by_itself(client, batches, endpoint):
    done = batches.through(batches.begin(line(body=ASKED[endpoint], url=endpoint), endpoint))[-1]
    [told] = batches.lines(done["output_file_id"])
    asked = client.post(endpoint.removeprefix("/v1"), json=ASKED[endpoint]).json()
    assert (told["custom_id"], told["error"], told["response"]["status_code"]) == ("one", None, 200)
    assert without(told["response"]["body"]) == without(asked)


def test_a_whole_number_may_have_a_point(batches):
    done = batches.through(batches.begin(line(body={**HELLO, "n": 2.0})))[-1]
    [told] = batches.lines(done["output_file_id"])
    assert len(told["response"]["body"]["choices"]) == 2


def without(answer):
    return {name: value for name, value in answer.items() if name not in ITS_OWN}


def test_what_the_answers_cost_is_added_up(batches):
    done = batches.through(batches.begin(line("one") + line("two")))[-1]
    told = [each["response"]["body"]["usage"] for each in batches.lines(done["output_file_id"])]
    assert done["usage"]["input_tokens"] == sum(usage["prompt_tokens"] for usage in told) > 0
    assert done["usage"]["total_tokens"] == sum(usage["total_tokens"] for usage in told)


def test_what_is_refused_stands_in_a_file_of_its_own(batches):
    unknown = line("two", {**HELLO, "model": "nobody"})
    streamed = line("three", {**HELLO, "stream": True})
    done = batches.through(batches.begin(line("one") + unknown + streamed))[-1]
    assert (done["status"], done["request_counts"]) == ("completed", {"total": 3, "completed": 1, "failed": 2})
    told = {each["custom_id"]: each for each in batches.lines(done["error_file_id"])}
    assert {id: (each["error"], each["response"]["status_code"]) for id, each in told.items()} == {
        "two": (None, 404),
        "three": (None, 400),
    }
    assert told["two"]["response"]["body"]["error"]["code"] == "model_not_found"


WRONG = {
    b"": [("empty_file", None, None)],
    line("one") + b"\n" + b"{nothing}\n": [("invalid_json_line", None, 3)],
    line("one") + b"[]\n": [("invalid_type", None, 2)],
    line(body={**HELLO, "tools": [DEEP]}): [("invalid_json_line", None, 1)],
    line("one") + line("one"): [("duplicate_custom_id", "custom_id", 2)],
    line(url=EMBEDDINGS, body=WORDS): [("mismatched_url", "url", 1)],
    line(method="GET"): [("invalid_value", "method", 1)],
    b'{"custom_id": "one"}\n' + line("two", body=7): [
        ("missing_required_parameter", "method", 1),
        ("invalid_type", "body", 2),
    ],
}


@pytest.mark.parametrize(("content", "told"), WRONG.items(), ids=[errors[0][0] for errors in WRONG.values()])
def test_a_file_that_is_wrong_fails_with_the_lines_that_are(batches, content, told):
    failed = batches.through(batches.begin(content))[-1]
    assert failed["status"] == "failed"
    assert [(each["code"], each["param"], each["line"]) for each in failed["errors"]["data"]] == told
    assert (failed["failed_at"] is None, failed["in_progress_at"], failed["output_file_id"]) == (False, None, None)


def test_a_file_that_is_gone_fails(client, batches):
    batch = batches.begin(line())
    client.delete(f"/files/{batch['input_file_id']}")
    [told] = batches.look(batch)["errors"]["data"]
    assert told["code"] == "file_not_found"


@pytest.mark.parametrize(
    ("members", "param"),
    [
        ({"input_file_id": "file-nobody"}, "input_file_id"),
        ({"endpoint": "/v1/videos"}, "endpoint"),
        ({"endpoint": "/v1/models"}, "endpoint"),
        ({"completion_window": "1h"}, "completion_window"),
        ({"output_expires_after": {"anchor": "created_at", "seconds": 1}}, "output_expires_after.seconds"),
    ],
)
def test_what_cannot_be_a_batch_is_refused(batches, members, param):
    refusal = batches.post(line(), **members)
    assert (refusal.status_code, refusal.json()["error"]["param"]) == (400, param)


def test_a_file_for_something_else_makes_no_batch(client, batches):
    id = batches.file(line(), purpose="user_data")
    refusal = client.post("/batches", json={"input_file_id": id, "endpoint": CHAT, "completion_window": "24h"})
    assert (refusal.status_code, refusal.json()["error"]["param"]) == (400, "input_file_id")


def test_a_batch_is_cancelled_and_what_was_answered_is_kept():
    content = b"".join(line(str(number)) for number in range(AT_ONCE + 1))
    with served() as batches:
        batch = batches.begin(content)
        for _ in range(2):
            told = batches.look(batch)
        assert (told["status"], told["request_counts"]["completed"]) == ("in_progress", AT_ONCE)
        assert batches.cancel(batch).json()["status"] == batches.cancel(batch).json()["status"] == "cancelling"
        ended = batches.look(batch)
        assert (ended["status"], len(batches.lines(ended["output_file_id"]))) == ("cancelled", AT_ONCE)
        assert ended["cancelling_at"] <= ended["cancelled_at"]
        assert batches.cancel(batch).json() == batches.look(batch) == ended


def test_what_is_done_is_not_cancelled(batches):
    done = batches.through(batches.begin(line()))[-1]
    assert batches.cancel(done).status_code == 409
    assert batches.look(done) == done


def test_what_is_not_done_in_time_expires():
    with served(batch_seconds=0) as batches:
        seen = batches.through(batches.begin(line("one") + line("two")))
        assert statuses(seen) == ["validating", "in_progress", "expired"]
        expired = seen[-1]
        told = batches.lines(expired["error_file_id"])
        assert [(each["custom_id"], each["response"], each["error"]["code"]) for each in told] == [
            ("one", None, "batch_expired"),
            ("two", None, "batch_expired"),
        ]
        assert expired["request_counts"] == {"total": 2, "completed": 0, "failed": 2}


def test_its_files_are_forgotten_when_it_was_said(client, batches):
    expiry = {"anchor": "created_at", "seconds": 3600}
    done = batches.through(batches.begin(line(), output_expires_after=expiry))[-1]
    file = client.get(f"/files/{done['output_file_id']}").json()
    assert (file["purpose"], file["expires_at"] - file["created_at"]) == ("batch_output", 3600)
    assert "output_expires_after" not in done


def test_no_rate_limit_counts_what_a_batch_asks():
    with served(rate_limit_tokens=1) as batches:
        done = batches.through(batches.begin(line("one") + line("two")))[-1]
        assert done["request_counts"] == {"total": 2, "completed": 2, "failed": 0}


def test_batches_are_listed_the_latest_first(client, batches):
    made = [batches.begin(line())["id"] for _ in range(3)]
    first = client.get("/batches", params={"limit": 2}).json()
    assert SCHEMA("ListBatchesResponse").problems(first) == []
    rest = client.get("/batches", params={"limit": 1, "after": first["last_id"]}).json()
    assert [each["id"] for each in (*first["data"], *rest["data"])] == made[::-1]


@pytest.mark.thorough
def test_of_a_thousand_batches_every_one_is_on_some_page():
    with served() as batches:
        file = batches.file(line())
        body = {"input_file_id": file, "endpoint": CHAT, "completion_window": "24h"}
        made = [batches.client.post("/batches", json=body).json()["id"] for _ in range(1_000)]
        listed: list[str] = []
        page = {"last_id": None, "has_more": True}
        while page["has_more"]:
            after = {"after": page["last_id"]} if page["last_id"] else {}
            page = batches.client.get("/batches", params={"limit": 37, **after}).json()
            listed += [batch["id"] for batch in page["data"]]
        assert listed == made[::-1]


def test_an_unknown_batch_is_not_found(client):
    for refusal in (client.get("/batches/batch_nobody"), client.post("/batches/batch_nobody/cancel")):
        assert refusal.status_code == 404


def test_a_batch_goes_on_after_the_server_was_restarted(tmp_path):
    store = str(tmp_path / "store")
    with served(store=store) as batches:
        batch = batches.begin(line("one") + line("two"))
        assert batches.look(batch)["status"] == "in_progress"
    with served(store=store) as batches:
        done = batches.through(batch)[-1]
        assert (done["status"], len(batches.lines(done["output_file_id"]))) == ("completed", 2)
    with served(store=store) as batches:
        assert batches.look(batch) == done


def test_what_is_as_deep_as_can_be_is_written_wherever_it_stands(tmp_path):
    with served(depth_limit=DEEPEST, store=str(tmp_path / "store")) as batches:
        deep = json.loads('{"a":' * (DEEPEST - 8) + "1" + "}" * (DEEPEST - 8))
        tool = {"type": "function", "name": "f", "parameters": {"type": "object", "default": deep}}
        body = {**WORDS, "tools": [tool]}
        done = batches.through(batches.begin(line("one", body, "/v1/responses"), "/v1/responses"))[-1]
        assert done["request_counts"] == {"total": 1, "completed": 1, "failed": 0}
        assert batches.client.get(f"/files/{done['output_file_id']}/content").status_code == 200
        assert "response.completed" in batches.client.post("/responses", json={**body, "stream": True}).text
        tool["parameters"]["default"] = {"a": {"a": {"a": {"a": {"a": deep}}}}}
        assert batches.client.post("/responses", json=body).status_code == 400


def test_a_look_asks_for_no_more_than_a_request_may_cost():
    with served(work_limit=100) as batches:
        long = {**HELLO, "messages": [{"role": "user", "content": "word " * 60}]}
        batch = batches.begin(b"".join(line(str(number), long) for number in range(4)))
        seen = [batches.look(batch)["request_counts"]["completed"] for _ in range(3)]
        assert seen[0] == 0 < seen[1] < seen[2] <= 4

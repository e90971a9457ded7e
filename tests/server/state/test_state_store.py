"""What is kept outlasts the server, is shared by several of them, and is as it would be in memory."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager

import httpx
import pytest
from oaic_server.state.database import Database, opened
from oaic_server.state.files import Files, KeptFile
from oaic_server.state.settings import Settings, SettingsError
from oaic_server.state.shelf import BYTES, JSON
from oaic_server.state.store import Store
from oaic_server.state.uploads import UPLOAD, KeptUpload, Uploads
from oaic_server.surfaces.batches import progress
from oaic_server.testing import serve_in_thread

TURN = {"role": "user", "content": "Say hello."}
MODEL = {"model": "parrot-1"}


@contextmanager
def serving(path):
    """A server that keeps things there, and a client of it."""
    with (
        serve_in_thread(Settings(store=str(path))) as running,
        httpx.Client(base_url=running.base_url, trust_env=False) as client,
    ):
        yield client


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kept.db"


@pytest.fixture
def two(path):
    """Two servers that share one file."""
    with serving(path) as one, serving(path) as other:
        yield one, other


def respond(client, input="Hello", **members):
    return client.post("/responses", json={**MODEL, "input": input, **members})


def turns(client, conversation):
    page = client.get(f"/conversations/{conversation}/items", params={"order": "asc", "limit": 100})
    return [item["content"][0]["text"] for item in page.json()["data"]]


@pytest.fixture(params=["memory", "database"])
def store(request, path):
    made = Store() if request.param == "memory" else Database(str(path))
    yield made
    made.close()


def test_a_shelf_is_the_same_wherever_it_stands(store):
    shelf, other = store.shelf("a", JSON), store.shelf("b", JSON)
    for id in ("one", "two", "three"):
        shelf.put(id, {"id": id})
    shelf.put("one", {"id": "again"})
    shelf.drop("two")
    shelf.drop("two")
    shelf.update("two", {"id": "two"})
    shelf.update("three", {"id": "changed"})
    assert {each["id"] for each in shelf.all()} == {"again", "changed"}
    assert (shelf.get("one"), shelf.get("two"), len(shelf)) == ({"id": "again"}, None, 2)
    assert (other.get("one"), other.all(), len(other)) == (None, [], 0)


def test_a_shelf_may_forget_all_but_the_latest(store):
    shelf, other = store.shelf("a", JSON, 2, forgets=True), store.shelf("b", JSON)
    other.put("zero", 0)
    for number, id in enumerate(("one", "two", "three"), start=1):
        shelf.put(id, number)
    assert (shelf.all(), other.all()) == ([2, 3], [0])


@pytest.mark.parametrize("id", ["\0", "ü", "\udc80", "'; DROP TABLE kept"])
def test_any_id_is_an_id(store, id):
    shelf = store.shelf("a", BYTES)
    shelf.put(id, b"\0\xff")
    assert shelf.get(id) == b"\0\xff"


def keep_two_and_fail(database, shelf):
    with database.together():
        shelf.put("one", 1)
        with database.together():
            shelf.put("two", 2)
        raise ZeroDivisionError


def test_what_fails_together_was_never_done(path):
    database = Database(str(path))
    shelf = database.shelf("a", JSON)
    with pytest.raises(ZeroDivisionError):
        keep_two_and_fail(database, shelf)
    assert shelf.all() == []
    database.close()


def test_a_full_disk_is_told_as_such_and_goes_by(path):
    database = Database(str(path))
    shelf = database.shelf("a", JSON)
    [(pages,)] = database.ask("PRAGMA page_count")
    database.ask(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(sqlite3.OperationalError, match="full"), database.together():
        shelf.put("one", "x" * 100_000)
    database.ask("PRAGMA max_page_count = 1000000")
    with database.together():
        shelf.put("two", 2)
    assert shelf.all() == [2]
    database.close()


def test_files_in_memory_are_bounded():
    files = Files(Store(), lambda: 0, most=3, room=100)
    for number in range(5):
        files.put(KeptFile(f"file-{number}", 10, 0, "a", "batch"), b"x" * 10)
    assert [file.id for file in files.all()] == ["file-2", "file-3", "file-4"]
    files.put(KeptFile("file-5", 90, 0, "a", "batch"), b"x" * 90)
    assert [file.id for file in files.all()] == ["file-4", "file-5"]
    files.drop("file-5")
    files.put(KeptFile("file-6", 90, 0, "a", "batch"), b"x" * 90)
    assert [file.id for file in files.all()] == ["file-4", "file-6"]


def test_an_upload_that_makes_room_leaves_no_parts_behind():
    uploads = Uploads(Store(), lambda: 0, most=1, room=10)
    for id in ("one", "two", "three"):
        upload = KeptUpload(id, 0, "a", 10, "batch", {})
        uploads.put(upload)
        uploads.add(upload, f"part-{id}", b"x" * 10)
    assert upload.status == "pending"
    assert uploads.content(upload, ["part-one", "part-two", "part-three"]) == b"x" * 10


def test_room_is_made_by_other_uploads_than_that_which_is_added_to():
    uploads = Uploads(Store(), lambda: 0, room=10)
    older, later = (KeptUpload(id, 0, "a", 10, "batch", {}) for id in ("older", "later"))
    uploads.put(older)
    uploads.put(later)
    for upload, id in ((older, "one"), (later, "two"), (older, "three")):
        assert uploads.takes(upload, 5)
        uploads.add(upload, id, b"x" * 5)
    assert (older.status, later.status) == ("pending", "expired")
    assert not uploads.takes(older, 1)


def test_a_file_expires(store):
    now = [10]
    files = Files(store, lambda: now[0])
    files.put(KeptFile("file-1", 1, 0, "a", "batch", expires_at=20), b"x")
    assert [file.id for file in files.all()] == ["file-1"]
    now[0] = 20
    assert files.all() == []
    assert files.get("file-1") is None


def test_what_has_expired_is_dropped_unasked(path):
    now, database = [10], Database(str(path))
    files, uploads = Files(database, lambda: now[0]), Uploads(database, lambda: now[0])
    files.put(KeptFile("file-1", 1, 0, "a", "batch", expires_at=20), b"x")
    upload = KeptUpload("upload-1", 10, "a", 10, "batch", {})
    uploads.put(upload)
    uploads.add(upload, "part-1", b"x")
    held = "SELECT kind FROM kept WHERE kind IN ('file', 'content', 'part') ORDER BY kind"
    assert database.ask(held) == [("content",), ("file",), ("part",)]
    now[0] = 10_000
    files.put(KeptFile("file-2", 1, 0, "a", "batch"), b"x")
    uploads.put(KeptUpload("upload-2", 10_000, "a", 10, "batch", {}))
    assert database.ask(held) == [("content",), ("file",)]
    now[0] = 20_000
    Uploads(database, lambda: now[0])
    assert [each.status for each in database.shelf("upload", UPLOAD).all()] == ["expired", "expired"]
    database.close()


def test_what_is_kept_is_its_owners_alone(path):
    database = Database(str(path))
    database.shelf("a", JSON).put("one", 1)
    assert {each.name: each.stat().st_mode & 0o777 for each in path.parent.iterdir()} == {
        "kept.db": 0o600,
        "kept.db-shm": 0o600,
        "kept.db-wal": 0o600,
    }
    database.close()


def test_a_file_that_is_there_keeps_its_mode(path):
    path.touch()
    path.chmod(0o640)
    Database(str(path)).close()
    assert path.stat().st_mode & 0o777 == 0o640


# --- restarted -----------------------------------------------------------------------------------------


def test_what_was_kept_is_there_after_a_restart(path):
    with serving(path) as client:
        file = client.post("/files", data={"purpose": "batch"}, files={"file": ("a.jsonl", b"\0\xff")}).json()
        conversation = client.post("/conversations", json={"items": [TURN], "metadata": {"a": "b"}}).json()
        first = respond(client, "My name is Ada.", conversation=conversation["id"]).json()
        streamed = respond(client, stream=True).text
        said = turns(client, conversation["id"])
    id = streamed.partition('"id":"')[2].partition('"')[0]
    with serving(path) as client:
        assert client.get(f"/files/{file['id']}").json() == file
        assert client.get(f"/files/{file['id']}/content").content == b"\0\xff"
        assert client.get(f"/conversations/{conversation['id']}").json() == conversation
        assert turns(client, conversation["id"]) == said
        assert client.get(f"/responses/{first['id']}").json() == first
        assert client.get(f"/responses/{id}", params={"stream": True}).text == streamed
        assert respond(client, previous_response_id=first["id"]).status_code == 200
        reference = {"type": "item_reference", "id": first["output"][0]["id"]}
        assert respond(client, [reference, TURN]).status_code == 200
        for deleted in (f"/files/{file['id']}", f"/conversations/{conversation['id']}", f"/responses/{id}"):
            assert client.delete(deleted).status_code == 200
    with serving(path) as client:
        assert client.get("/files").json()["data"] == []
        for deleted in (f"/files/{file['id']}/content", f"/conversations/{conversation['id']}", f"/responses/{id}"):
            assert client.get(deleted).status_code == 404


# --- shared --------------------------------------------------------------------------------------------


def test_what_one_server_keeps_the_other_has(two):
    one, other = two
    file = one.post("/files", data={"purpose": "batch"}, files={"file": ("a.jsonl", b"abc")}).json()
    assert other.get("/files").json()["data"] == [file]
    assert other.delete(f"/files/{file['id']}").status_code == 200
    assert one.get(f"/files/{file['id']}").status_code == 404


def test_two_servers_add_to_one_conversation(two):
    one, other = two
    id = one.post("/conversations", json={}).json()["id"]
    for number in range(6):
        items = {"items": [{**TURN, "content": str(number)}]}
        assert two[number % 2].post(f"/conversations/{id}/items", json=items).status_code == 200
    assert turns(one, id) == turns(other, id) == [str(number) for number in range(6)]


def test_a_response_in_the_background_goes_on_wherever_it_is_asked_about(two):
    one, other = two
    id = respond(one, background=True).json()["id"]
    told = [two[number % 2].get(f"/responses/{id}").json()["status"] for number in range(3)]
    assert told == ["in_progress", "completed", "completed"]
    assert one.get(f"/responses/{id}").json() == other.get(f"/responses/{id}").json()


def test_what_one_server_cancels_the_other_does_not_end(two):
    one, other = two
    id = respond(one, background=True).json()["id"]
    assert other.post(f"/responses/{id}/cancel").json()["status"] == "cancelled"
    assert one.get(f"/responses/{id}").json()["status"] == "cancelled"


# --- refused -------------------------------------------------------------------------------------------


LINE = {"custom_id": "a", "method": "POST", "url": "/v1/responses", "body": {**MODEL, "input": "Hello"}}


@pytest.fixture
def under_way(two):
    """A batch that has its requests before it."""
    one, _ = two
    sent = {"file": ("a.jsonl", json.dumps(LINE).encode())}
    file = one.post("/files", data={"purpose": "batch"}, files=sent).json()["id"]
    body = {"input_file_id": file, "endpoint": "/v1/responses", "completion_window": "24h"}
    path = f"/batches/{one.post('/batches', json=body).json()['id']}"
    assert one.get(path).json()["status"] == "in_progress"
    return path


def meanwhile(monkeypatch, happens):
    """Something happens while the first request of a batch is asked."""
    ask, happened = progress.asked, []

    def asked(line, service):
        if not happened:
            happened.append(True)
            happens()
        return ask(line, service)

    monkeypatch.setattr(progress, "asked", asked)


def test_while_a_batch_is_worked_on_others_are_kept(two, under_way, monkeypatch):
    one, other = two
    statuses = []
    meanwhile(monkeypatch, lambda: statuses.append(respond(other).status_code))
    assert one.get(under_way).json()["request_counts"]["completed"] == 1
    assert statuses == [200]


def test_a_step_of_a_batch_counts_once_where_two_take_it(two, under_way, monkeypatch):
    one, other = two
    seen = []
    meanwhile(monkeypatch, lambda: seen.append(other.get(under_way).json()))
    assert one.get(under_way).json() == seen[0]
    assert seen[0]["request_counts"] == {"total": 1, "completed": 1, "failed": 0}


def test_a_batch_that_was_cancelled_meanwhile_stays_so(two, under_way, monkeypatch):
    one, other = two
    meanwhile(monkeypatch, lambda: other.post(f"{under_way}/cancel"))
    assert one.get(under_way).json()["status"] == "cancelling"


@pytest.mark.parametrize("content", [b"no database" * 200, None], ids=["another file", "a folder"])
def test_what_is_no_store_is_refused_at_the_start(path, content):
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(SettingsError, match="--store: cannot keep anything in"):
        opened(str(path))


def test_a_store_of_another_version_is_refused(path):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 7")
    connection.close()
    with pytest.raises(SettingsError, match="of version 7"):
        opened(str(path))


ALONE = {"--seed": {"seed": 1}, "--control": {"control": True}, "--rate-limit-tokens": {"rate_limit_tokens": 1}}


@pytest.mark.parametrize(("named", "setting"), ALONE.items(), ids=ALONE)
def test_what_one_process_has_alone_is_refused_for_several(named, setting):
    with pytest.raises(SettingsError, match=named):
        Settings(workers=2, store="kept.db", **setting)


def test_several_workers_need_a_store():
    with pytest.raises(SettingsError, match="--workers: expected --store FILE"):
        Settings(workers=2)

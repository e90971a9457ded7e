"""Files: kept, listed in pages, given back, deleted; and in parts."""

from __future__ import annotations

import hashlib
import resource
from itertools import pairwise

import httpx
import openai
import pytest
from oaic_server.state import uploads
from oaic_server.state.settings import Settings
from oaic_server.surfaces.uploads import endpoint
from oaic_server.testing import serve_in_thread

MANY = 10_000


@pytest.fixture(scope="module", params=["memory", "database"])
def client(request, tmp_path_factory):
    store = None if request.param == "memory" else str(tmp_path_factory.mktemp("store") / "kept.db")
    with (
        serve_in_thread(Settings(store=store)) as running,
        httpx.Client(base_url=running.base_url, trust_env=False, timeout=60) as client,
    ):
        yield client


@pytest.fixture
def sdk(client):
    with openai.OpenAI(base_url=str(client.base_url), api_key="sk-any") as sdk:
        yield sdk


def sent(client, name="a.jsonl", content=b"abc", purpose="batch", **members):
    response = client.post("/files", data={"purpose": purpose, **members}, files={"file": (name, content)})
    assert response.status_code == 200, response.text
    return response.json()


def refused(response, status, param=None):
    error = response.json()["error"]
    assert (response.status_code, error["param"]) == (status, param), error["message"]


def test_a_file_lives_and_dies(client):
    file = sent(client, "é.bin", b"\0\xff")
    assert (file["bytes"], file["filename"], file["purpose"], file["status"]) == (2, "é.bin", "batch", "processed")
    assert client.get(f"/files/{file['id']}").json() == file
    content = client.get(f"/files/{file['id']}/content")
    assert (content.content, content.headers["content-type"]) == (b"\0\xff", "application/octet-stream")
    told = client.delete(f"/files/{file['id']}").json()
    assert told == {"id": file["id"], "object": "file", "deleted": True}
    for method, path in (("GET", ""), ("GET", "/content"), ("DELETE", "")):
        refused(client.request(method, f"/files/{file['id']}{path}"), 404, "id")


def test_what_is_kept_for_batches_expires_and_the_rest_does_not(client):
    batch, other = sent(client), sent(client, purpose="vision")
    assert batch["expires_at"] - batch["created_at"] == 30 * 24 * 3600
    assert other["expires_at"] is None
    brief = sent(client, **{"expires_after[anchor]": "created_at", "expires_after[seconds]": "3600"})
    assert brief["expires_at"] - brief["created_at"] == 3600


def test_files_are_listed_in_pages(client):
    ids = [sent(client, purpose="evals")["id"] for _ in range(5)]

    def page(**asked):
        return client.get("/files", params={"purpose": "evals", **asked}).json()

    assert [file["id"] for file in page()["data"]] == ids[::-1]
    assert [file["id"] for file in page(order="asc", limit=2, after=ids[1])["data"]] == ids[2:4]
    first = page(limit=2)
    assert (first["first_id"], first["last_id"], first["has_more"]) == (ids[4], ids[3], True)
    assert page(limit=2, after=ids[1])["has_more"] is False
    assert page(after=ids[0])["data"] == []
    refused(client.get("/files", params={"after": "file-none"}), 400, "after")
    refused(client.get("/files", params={"limit": 0}), 400, "limit")


def test_the_sdk_walks_the_pages(sdk, client):
    ids = {sent(client, purpose="user_data")["id"] for _ in range(3)}
    walked = [file.id for file in sdk.files.list(purpose="user_data", limit=1)]
    assert len(walked) == len(set(walked))
    assert ids <= set(walked)


@pytest.mark.thorough
def test_ten_thousand_files_later_lists_page_as_ever_and_memory_is_bounded(client):
    sent(client)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(MANY):
        sent(client, purpose="fine-tune")
    walked, asked = [], {"purpose": "fine-tune", "limit": 999}
    while True:
        page = client.get("/files", params=asked).json()
        walked += page["data"]
        if not page["has_more"]:
            break
        asked["after"] = page["last_id"]
    assert len({file["id"] for file in walked}) == len(walked) == MANY
    assert all(later["created_at"] >= earlier["created_at"] for later, earlier in pairwise(walked))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # KiB


# --- in parts ------------------------------------------------------------------------------------------


def begun(client, size=6, **members):
    asked = {"filename": "a.bin", "purpose": "user_data", "mime_type": "application/octet-stream", "bytes": size}
    return client.post("/uploads", json={**asked, **members}).json()


def added(client, upload, content):
    return client.post(f"/uploads/{upload['id']}/parts", files={"data": ("upload", content)})


def completed(client, upload, *parts, **members):
    return client.post(f"/uploads/{upload['id']}/complete", json={"part_ids": [*parts], **members})


def test_parts_come_in_any_order(client):
    upload = begun(client)
    late, early = added(client, upload, b"def").json(), added(client, upload, b"abc").json()
    assert (late["object"], late["upload_id"]) == ("upload.part", upload["id"])
    md5 = hashlib.md5(b"abcdef").hexdigest()
    done = completed(client, upload, early["id"], late["id"], md5=md5).json()
    assert (done["status"], done["file"]["bytes"], done["file"]["filename"]) == ("completed", 6, "a.bin")
    assert client.get(f"/files/{done['file']['id']}/content").content == b"abcdef"
    assert client.get(f"/files/{done['file']['id']}").json() == done["file"]


def test_a_part_that_is_not_named_is_left_out(client):
    upload = begun(client, 3)
    added(client, upload, b"xyz")
    part = added(client, upload, b"abc").json()["id"]
    done = completed(client, upload, part).json()
    assert client.get(f"/files/{done['file']['id']}/content").content == b"abc"


def test_what_was_not_announced_is_refused(client):
    upload = begun(client)
    part = added(client, upload, b"abc").json()["id"]
    other = added(client, begun(client), b"def").json()["id"]
    for parts in ((), (part,), (part, part), (part, other), (part, "part_none")):
        refused(completed(client, upload, *parts), 400, "part_ids")
    last = added(client, upload, b"def").json()["id"]
    refused(completed(client, upload, part, last, md5="0" * 32), 400, "md5")
    assert completed(client, upload, part, last).status_code == 200


def test_nothing_comes_after_the_end(client):
    whole, given_up = begun(client, 0), begun(client)
    part = added(client, given_up, b"abcdef").json()["id"]
    assert completed(client, whole).json()["status"] == "completed"
    assert client.post(f"/uploads/{given_up['id']}/cancel").json()["status"] == "cancelled"
    for upload in (whole, given_up):
        refused(added(client, upload, b"x"), 400, "upload_id")
        refused(completed(client, upload, part), 400, "upload_id")
        refused(client.post(f"/uploads/{upload['id']}/cancel"), 400, "upload_id")


@pytest.mark.parametrize("size", [2**33 + 1, 1e30])
def test_an_upload_is_only_so_large(client, size):
    assert begun(client, size)["error"]["param"] == "bytes"


def test_an_upload_has_so_many_parts(client, monkeypatch):
    monkeypatch.setattr(endpoint, "MOST_PARTS", 1)
    upload = begun(client)
    assert added(client, upload, b"").status_code == 200
    refused(added(client, upload, b""), 400, "data")


def test_what_has_expired_stays_so(client, monkeypatch):
    upload = begun(client)
    with monkeypatch.context() as later:
        later.setattr(uploads, "SECONDS", 0)
        refused(added(client, upload, b"x"), 400, "upload_id")
    refused(added(client, upload, b"x"), 400, "upload_id")


def test_an_upload_that_never_was_is_not_found(client):
    refused(added(client, {"id": "upload_none"}, b"x"), 404, "upload_id")


def test_the_sdk_sends_a_file_in_parts(sdk):
    content = bytes(range(256)) * 400
    upload = sdk.uploads.upload_file_chunked(
        file=content,
        filename="a.bin",
        bytes=len(content),
        mime_type="application/octet-stream",
        purpose="user_data",
        part_size=30_000,
    )
    assert upload.status == "completed"
    assert sdk.files.content(upload.file.id).read() == content
    assert sdk.files.wait_for_processing(upload.file.id).status == "processed"

"""Bodies that are forms: as clients spell them, and as they should not be."""

from __future__ import annotations

import gzip
import re
import tempfile

import httpx
import pytest

TYPED = "multipart/form-data; boundary=X"
PURPOSE = ("purpose", (None, "user_data"))
FILE = ("file", ("a.bin", b"\0\xff\r\n"))


@pytest.fixture
def post(client):
    """Sends a form that httpx writes."""
    return lambda *fields: client.post("/files", files=fields)


def written(*fields):
    return httpx.Request("POST", "http://a", files=fields, headers={"content-type": TYPED}).read()


def refused(response, status, param=None):
    assert response.status_code == status, response.text
    error = response.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["param"] == param
    return error["message"]


def test_what_is_sent_is_kept(post, client):
    file = post(PURPOSE, FILE).json()
    assert (file["filename"], file["bytes"], file["purpose"]) == ("a.bin", 4, "user_data")
    assert client.get(f"/files/{file['id']}/content").content == b"\0\xff\r\n"


def test_brackets_are_members(post):
    after = [("expires_after[anchor]", (None, "created_at")), ("expires_after[seconds]", (None, "3600"))]
    file = post(PURPOSE, FILE, *after).json()
    assert file["expires_at"] == file["created_at"] + 3600


def test_a_part_may_lack_its_media_type_and_have_others(post):
    for part in (("a.bin", b"x", ""), ("a.bin", b"x", "text/plain; charset=utf-8")):
        assert post(PURPOSE, ("file", part)).status_code == 200


def test_folders_are_no_part_of_a_name(post):
    assert post(PURPOSE, ("file", ("../etc/pass\\wd", b"x"))).json()["filename"] == "wd"


def test_a_name_cannot_end_the_head_of_an_answer(post, client):
    body = written(PURPOSE, FILE).replace(b"a.bin", 'ü\\";\x7f\t'.encode())
    file = client.post("/files", content=body, headers={"content-type": TYPED}).json()
    saved_as = client.get(f"/files/{file['id']}/content").headers["content-disposition"]
    assert re.fullmatch(r"""attachment; filename="[ -!#-\[\]-~]*"; filename\*=UTF-8''[\w.%~-]+""", saved_as, re.ASCII)


def test_a_plain_name_is_told_plainly_too(post, client):
    file = post(PURPOSE, ("file", ("a b.jsonl", b"x"))).json()
    saved_as = client.get(f"/files/{file['id']}/content").headers["content-disposition"]
    assert saved_as == "attachment; filename=\"a b.jsonl\"; filename*=UTF-8''a%20b.jsonl"


WRONG = {
    "a file is missing": ([PURPOSE], "file"),
    "a purpose is missing": ([FILE], "purpose"),
    "a purpose is none": ([("purpose", (None, "fun")), FILE], "purpose"),
    "given twice": ([PURPOSE, PURPOSE, FILE], "purpose"),
    "two files": ([PURPOSE, FILE, FILE], "file"),
    "unknown": ([PURPOSE, FILE, ("more", (None, "x"))], "more"),
    "no number": ([PURPOSE, FILE, ("expires_after[anchor]", (None, "created_at")),
                   ("expires_after[seconds]", (None, "soon"))], "expires_after.seconds"),
    "no object": ([PURPOSE, FILE, ("expires_after", (None, "3600"))], "expires_after"),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "param"), WRONG.values(), ids=WRONG)
def test_the_schema_judges_a_form_as_it_judges_json(post, fields, param):
    refused(post(*fields), 400, param)


BROKEN = {
    "cut": (written(PURPOSE, FILE)[:-20], TYPED, 400),
    "empty": (b"", TYPED, 400),
    "another boundary": (written(PURPOSE, FILE), "multipart/form-data; boundary=Y", 400),
    "no boundary": (written(PURPOSE, FILE), "multipart/form-data", 400),
    "a text that is none": (written(("purpose", (None, b"\xff")), FILE), TYPED, 400),
    "no form": (b'{"purpose": "user_data"}', "application/json", 415),
    "a form of another kind": (b"purpose=user_data", "application/x-www-form-urlencoded", 415),
}


@pytest.mark.parametrize(("body", "declared", "status"), BROKEN.values(), ids=BROKEN)
def test_a_body_that_is_no_form_is_refused(client, body, declared, status):
    before = client.get("/files").json()["data"]
    refused(client.post("/files", content=body, headers={"content-type": declared}), status)
    assert client.get("/files").json()["data"] == before


def test_a_form_is_for_operations_that_take_one(client):
    response = client.post("/chat/completions", content=written(PURPOSE), headers={"content-type": TYPED})
    refused(response, 415)


def test_a_body_too_large_is_refused(post):
    assert "10000 bytes" in refused(post(PURPOSE, ("file", ("a.bin", b"x" * 20_000))), 413)


def test_a_form_may_be_compressed(client):
    headers = {"content-type": TYPED, "content-encoding": "gzip"}
    sent = gzip.compress(written(PURPOSE, ("file", ("a.bin", b"x" * 5_000))))
    assert client.post("/files", content=sent, headers=headers).json()["bytes"] == 5_000


def test_no_file_is_written(post, monkeypatch):
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: pytest.fail("a temporary file was made"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert post(PURPOSE, ("file", ("a.bin", b"x" * 9_000))).status_code == 200

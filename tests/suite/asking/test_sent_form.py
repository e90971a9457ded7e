"""Forms as the suite sends them, keeps them, and tells how to send them again; answers that are bytes."""

from __future__ import annotations

import json
import subprocess
from collections import Counter

import pytest
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.form import Attachment, written
from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.asking.target import Target
from oaic_suite.evidence.content import Content
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.unsettled import BadProbe, NotEstablished, NotRun
from oaic_suite.evidence.views import seen_as
from oaic_suite.judging.document.record import exchange_record

KEY = "sk-of-a-form-6f1d2c"
CREATE, DOWNLOAD = "createFile", "downloadFile"
PURPOSE = {"purpose": "user_data"}
EXPIRY = {"expires_after": {"anchor": "created_at", "seconds": 3600}}
ODD = b"\0\xff'\"\r\n--"


@pytest.fixture(scope="module")
def target():
    with serve_in_thread(Settings(api_keys=(KEY,))) as running:
        target = Target(running.base_url, Client(Deadlines.within(30)), api_key=KEY)
        yield target
        target.client.close()


def kept(target, content=b"hello", **members):
    return target.provoke(CREATE, {**PURPOSE, "file": Attachment("a.bin", content), **members}, lawful=True)


def file_of(exchange):
    assert exchange.status == 200, exchange.body
    return json.loads(exchange.body)


def test_a_body_is_a_form_where_nothing_else_is_taken(target):
    exchange = kept(target, ODD, **EXPIRY)
    file = file_of(exchange)
    assert (file["bytes"], file["expires_at"]) == (len(ODD), file["created_at"] + 3600)
    assert exchange.request.json == {**PURPOSE, "file": "a.bin", **EXPIRY}
    assert exchange.request.form.files["file"][0].content == ODD


def test_it_is_the_same_each_time():
    body = {**PURPOSE, "file": Attachment("a.bin", ODD, "audio/wav")}
    assert written(body, CREATE) == written(body, CREATE)


def test_members_are_spelt_as_official_sdks_spell_them():
    body, declared = written({"a": [1, True], "b": {"c": 0.5}, "d": None, "f": Attachment("x", b"y")}, CREATE)
    names = Counter(line for line in body.split(b"\r\n") if line.startswith(b"Content-Disposition"))
    assert names == {
        b'Content-Disposition: form-data; name="a[]"': 2,
        b'Content-Disposition: form-data; name="b[c]"': 1,
        b'Content-Disposition: form-data; name="f"; filename="x"': 1,
    }
    assert declared.startswith("multipart/form-data; boundary=")


def test_a_form_of_ours_keeps_the_contract(target):
    with pytest.raises(BadProbe, match="purpose"):
        target.provoke(CREATE, {"file": Attachment("a.bin"), "purpose": "fun"}, lawful=True)


def test_a_broken_form_stands_for_nothing():
    declared = (("content-type", "multipart/form-data; boundary=X"),)
    request = Request("POST", "http://a/files", declared, b"--X\r\n", CREATE)
    assert (request.json, request.form, request.parts) == ({}, None, [])


@pytest.mark.parametrize("content", [ODD, b"it's a text", b"", b"@x"], ids=repr)
@pytest.mark.parametrize("name", ["a.bin", 'a "b";type=c d', "<é$(id)`'"])
def test_a_line_for_a_shell_sends_it_again(target, content, name):
    sent = target.provoke(CREATE, {**PURPOSE, "file": Attachment(name, content, "audio/wav"), **EXPIRY}, lawful=True)
    assert KEY not in sent.curl()
    shell = ["bash", "-c", sent.curl()]
    done = subprocess.run(shell, env={"API_KEY": KEY, "PATH": "/usr/bin:/bin"}, capture_output=True, check=True)
    again = json.loads(done.stdout.rpartition(b"\r\n\r\n")[2])
    unlike = {name for name, value in file_of(sent).items() if again[name] != value}
    assert unlike <= {"id", "created_at", "expires_at"}
    assert target.ask(DOWNLOAD, file_id=again["id"]).body == content


def test_a_broken_form_is_sent_again_as_it_was(target):
    headers = {"content-type": "multipart/form-data; boundary=X"}
    line = target.provoke(CREATE, b"--X\r\n\0", headers=headers).curl()
    assert line.endswith(r"--data-binary @<(printf '\055\055\130\015\012\000')")
    assert "boundary=X" in line


@pytest.mark.parametrize("beside", [b"the key is ", b"\0\xff"], ids=["text", "bytes"])
def test_what_is_recorded_holds_no_secret(target, beside):
    record = exchange_record(kept(target, beside + KEY.encode()), Redactor.of([KEY]))
    assert KEY not in json.dumps(record)
    octal = "".join(f"\\{byte:03o}" for byte in KEY.encode())
    assert octal not in record["curl"]
    assert "[redacted]" in record["request"]["body"]
    assert record["curl"].count("[redacted]") == 1


# --- bytes ---------------------------------------------------------------------------------------------


def downloaded(target, content=ODD):
    return target.ask(DOWNLOAD, file_id=file_of(kept(target, content))["id"])


def test_bytes_are_seen_as_bytes(target):
    exchange = downloaded(target)
    assert seen_as(exchange) == "bytes"
    assert (Content(exchange).content, Content(exchange).media_type) == (ODD, "application/octet-stream")


def test_where_bytes_differ(target):
    content = Content(downloaded(target, b"abcd"))
    assert content.unlike(b"abcd") == []
    [found] = content.unlike(b"abxd")
    assert (found.place.span, found.expected, found.observed) == (
        (2, 4),
        "4 bytes, from byte 2 on 'xd'",
        "4 bytes, from byte 2 on 'cd'",
    )
    [longer] = content.unlike(b"abcdef")
    assert (longer.place.span, longer.observed) == ((4, 4), "4 bytes")


def test_an_error_has_no_bytes(target):
    exchange = target.ask(DOWNLOAD, file_id="file-of-nobody")
    assert seen_as(exchange) == "refusal"
    with pytest.raises(NotEstablished):
        _ = Content(exchange).content


def test_bytes_that_were_not_kept_are_not_judged():
    asked = Request("GET", "http://a/files/b/content", operation=DOWNLOAD)
    with pytest.raises(NotRun):
        _ = Content(Exchange("x1", asked, 200, body=b"", kept=frozenset({"status"}))).content

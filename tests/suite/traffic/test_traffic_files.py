"""Files of traffic: what real recorders wrote of the reference server fails nothing, and what is no traffic is said."""

from __future__ import annotations

import gzip
import json
import random
from io import BytesIO
from pathlib import Path

import pytest
from kept import FORMATS
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.verdict import Level
from oaic_suite.traffic import files
from oaic_suite.traffic.addressed import addressed
from oaic_suite.traffic.files import READERS, entries
from oaic_suite.traffic.formats import elements, flows, har, lines
from oaic_suite.traffic.heard import Heard, Misheard, Unreadable
from oaic_suite.traffic.judged import Asked, tally
from oaic_suite.traffic.tally import FOREIGN, JUDGED

HERE = Path(__file__).with_name("recorded")
# What each recorder wrote while the reference server was asked, and how many exchanges that were judged.
RECORDED = {"playwright.har.gz": 20, "vcrpy.yaml.gz": 21, "vcrpy.json.gz": 6, "mitmproxy.flows.gz": 21}
CHAT = json.dumps({"model": "m", "messages": [{"role": "user", "content": "Hello."}]}).encode()
HEARD = Heard(
    "POST",
    "http://t:80/v1/chat/completions",
    CHAT,
    (("content-type", "application/json"),),
    200,
    (("content-type", "application/json"), ("x-a", "1")),
    '{"text": "naïve \\" } ] 🙂"}'.encode(),
    version="HTTP/1.1",
)


@pytest.mark.parametrize(("name", "number"), RECORDED.items())
def test_what_recorders_write_of_a_sound_server_fails_nothing(name, number):
    found = tally(list(entries([HERE / name])), Asked())
    failed = {row for row, counts in found.verdicts.items() if counts["fail"] or counts["error"]}
    assert {row for row in failed if catalogue()[row].level is not Level.INFO} == set()
    assert found.heard[JUDGED] == number
    assert set(found.heard) <= {JUDGED, FOREIGN}
    assert sum(counts["pass"] for counts in found.verdicts.values()) > 20 * number


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_kept_is_read_as_it_was(tmp_path, format):
    path = tmp_path / "traffic"
    path.write_bytes(FORMATS[format]([HEARD, HEARD]))
    found = list(entries([path]))
    assert [id for id, _ in found] == ["traffic#1", "traffic#2"]
    for _, heard in found:
        told = (heard.method, heard.url, heard.sent, heard.status, dict(heard.headers), heard.body)
        assert told == (HEARD.method, HEARD.url, HEARD.sent, 200, dict(HEARD.headers), HEARD.body)


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_is_found_out_with_a_mark_and_zipped(tmp_path, format):
    path = tmp_path / "traffic"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + FORMATS[format]([HEARD])))
    assert [type(heard) for _, heard in entries([path])] == [Heard]


def test_elements_are_the_same_however_they_are_cut(monkeypatch):
    told = FORMATS["har"]([HEARD] * 5)
    whole = list(elements.elements(BytesIO(told), lambda path: path == ("", "log", "entries")))
    assert [json.loads(each)["response"]["status"] for each in whole] == [200] * 5
    for size in random.Random(1).sample(range(1, 400), 40):
        monkeypatch.setattr(elements, "MIB", size)
        assert list(elements.elements(BytesIO(told), lambda path: path == ("", "log", "entries"))) == whole


def test_a_body_that_was_read_is_no_bytes():
    (heard,) = lines.read(BytesIO(b'{"path": "/v1/chat/completions", "status": 200, "response_json": {"a": 1}}'))
    assert (heard.body, heard.exact) == (b'{"a": 1}', False)


def test_an_answer_that_somebody_left_is_not_taken_for_whole():
    left = FORMATS["har"]([HEARD]).replace(b'"response": {', b'"response": {"_error": "net::ERR_ABORTED", ')
    assert [each.status for each in har.read(BytesIO(left))] == [None]
    response = {"status_code": 200, "content": b"data: {"}
    flow = {"request": {"method": b"POST", "path": b"/v1/chat/completions"}, "response": response}
    assert flows.entry(flow).status == 200
    assert flows.entry(flow | {"error": {"msg": "Client disconnected."}}).status is None


def test_a_body_of_which_a_browser_kept_the_beginning_is_not_judged():
    whole = b'"size": %d' % len(HEARD.body)
    told = FORMATS["har"]([HEARD]).replace(whole, b'"size": 5000000')
    assert [each.body for each in har.read(BytesIO(told))] == [None]


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://a.example:443/v1/models", "https://a.example/v1"),
        ("https://a.example/v1/models", "https://a.example:443/v1/"),
        ("http://a.example:80/v1/models", "http://a.example/v1"),
    ],
)
def test_the_port_that_a_scheme_has_anyway_need_not_be_said(url, base):
    assert addressed("GET", url, base).operation == "listModels"
    assert addressed("GET", url.replace("a.example", "b.example"), base) is None
    assert addressed("GET", url).base == addressed("GET", url, base).base


NO_ENTRIES = {
    "no address": (b'{"status": 200}', "the address is no text"),
    "no status": (b'{"url": "http://t/v1/models"}', "it names no status"),
    "no object": (b"{}\n[1]", "an entry is no object"),
    "no JSON": (b'{"a": NaN}', "it is not JSON: NaN is not JSON"),
}


@pytest.mark.parametrize(("told", "why"), NO_ENTRIES.values(), ids=NO_ENTRIES)
def test_an_entry_that_is_none_is_counted_and_the_next_one_read(tmp_path, told, why):
    path = tmp_path / "log"
    path.write_bytes(told + b"\n" + FORMATS["lines"]([HEARD]))
    *wrong, last = [heard for _, heard in entries([path])]
    assert why in {each.why for each in wrong if isinstance(each, Misheard)}
    assert isinstance(last, Heard)


WITHOUT_END = b'{"request": {"method": "GET", "url": "/v1/models"}, "response": {"status": 1e999, "bodySize": 1e999}}'


@pytest.mark.parametrize("told", [b'{"log": {"entries": [%s]}}' % WITHOUT_END, WITHOUT_END])
def test_a_number_without_end_is_no_status(tmp_path, told):
    (path := tmp_path / "traffic").write_bytes(told)
    assert [heard.status for _, heard in entries([path])] == [None]


UNREADABLE = {
    "nothing": (b"", "it is none of har, cassette-json, cassette-yaml, lines, flows, run"),
    "prose": (b"Hello there.", "it is none of har, cassette-json, cassette-yaml, lines, flows, run"),
    "a HAR that is cut": (FORMATS["har"]([HEARD])[:-40], "it ends in the middle of an entry"),
    "a HAR of brackets": (b'{"log": {"entries": [' + b"[" * 200, "it is nested more than 100 levels deep"),
    "a HAR that closes too much": (b'{"log": {"entries": []]', "it is not JSON: brackets do not match"),
    "a cassette of brackets": (b"interactions: " + b"[" * 200 + b"]" * 200, "it is nested more than 100 levels deep"),
    "a cassette that is cut": (b"interactions:\n- request: {a: [", "it is not YAML: line 3: did not find expected"),
    "flows that are cut": (b"400:3:abc,", "it ends in the middle of an entry"),
    "a flow without an end": (b"99999999999:", "it is no file of flows"),
    "a run without exchanges": (b'{"schema_version": "2"}', "it holds no exchanges"),
}


@pytest.mark.parametrize(("told", "why"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path, told, why):
    path = tmp_path / "traffic"
    path.write_bytes(told)
    with pytest.raises(Unreadable) as refused:
        list(entries([path]))
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_entry_has_a_largest_size(tmp_path, monkeypatch):
    for module in (elements, lines):
        monkeypatch.setattr(module, "LARGEST", 1000)
    for format in ("har", "lines"):
        path = tmp_path / format
        path.write_bytes(FORMATS[format]([Heard("POST", "http://t/v1/models", b"x" * 2000, body=b"")]))
        with pytest.raises(Unreadable, match=r"larger|longer"):
            list(entries([path]))


@pytest.mark.parametrize("format", READERS)
def test_any_bytes_are_read_or_refused(tmp_path, format):
    draw, path = random.Random(format), tmp_path / "traffic"
    whole = FORMATS.get(format, FORMATS["har"])([HEARD, HEARD])
    for _ in range(60):
        at = draw.randrange(len(whole))
        path.write_bytes(
            whole[:at] + bytes(draw.choices(b'{}[]",:\\\x00\xff~-01', k=3)) + whole[at + draw.randrange(9) :]
        )
        assert "\n" not in said_of(path, format)


def said_of(path, format):
    """Why a file is refused; nothing where it is read."""
    try:
        list(entries([path], format))
    except Unreadable as refused:
        return str(refused)
    return ""


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Unreadable, match=r"cannot read .*: No such file"):
        list(entries([tmp_path / "none.har"]))


def test_files_of_one_name_are_told_apart(tmp_path):
    paths = [tmp_path / "a" / "x.har", tmp_path / "b" / "x.har"]
    assert files.called(paths) == {path: str(path) for path in paths}

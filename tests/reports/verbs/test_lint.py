"""`oaic lint` and `oaic rejudge`: what they print, what they leave, how they end."""

from __future__ import annotations

import json
from pathlib import Path

import golden
import pytest
from oaic_reports.document import parse
from oaic_reports.lint.commands import lint, rejudge
from oaic_suite.judging.catalogue import catalogue

catalogue()
MESSAGE = {"role": "assistant", "content": "Hello.", "refusal": None, "annotations": []}
CHAT = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1_790_000_000,
    "model": "m",
    "choices": [{"index": 0, "message": MESSAGE, "logprobs": None, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11},
}
ASKED = {"model": "m", "messages": [{"role": "user", "content": "Say hello."}]}
KNOWN = '[[known]]\nrow = "{}"\ncause = "{}"\nreason = "we know"\nuntil = 2999-01-01\n'


@pytest.fixture
def log(tmp_path):
    """Writes a log of one exchange, in which an answer differs in some members."""

    def written(**members) -> str:
        told = {"url": "http://t/v1/chat/completions", "request_body": ASKED, "status": 200}
        path = tmp_path / "log.jsonl"
        path.write_text(json.dumps(told | {"response_body": CHAT | members}) + "\n", "utf-8")
        return str(path)

    return written


def ended(verb, *words):
    """The exit code, whether or not the parser ended it."""
    try:
        return verb([*words, "-n", "1"])
    except SystemExit as end:
        return end.code


def test_what_holds_ends_with_nought(log, capsys):
    assert ended(lint, log()) == 0
    out = capsys.readouterr().out
    assert out.startswith("The part judged holds: ")
    assert "1 of 1 exchange judged of" in " ".join(out.split())


def test_a_must_that_is_broken_ends_with_one_and_is_told_by_its_cause(log, capsys):
    assert ended(lint, log(object="chat")) == 1
    out = capsys.readouterr().out
    assert out.startswith("Non-conformant: ")
    assert "Fix first" in out


def test_a_should_fails_where_it_is_asked_to(log):
    assert ended(lint, log(created=0)) == 0
    assert ended(lint, log(created=0), "--gate", "SHOULD") == 1


def test_what_is_known_is_excused_and_what_is_mended_is_told(log, tmp_path):
    run = as_json(log(object="chat"), tmp_path)
    row = next(row for row in run["requirements"] if row["id"] == "chat.reply.object")
    known = tmp_path / "known.toml"
    known.write_text(KNOWN.format(row["id"], row["cause_key"]), "utf-8")
    assert ended(lint, log(object="chat"), "--baseline", str(known)) == 0
    assert ended(lint, log(object="chat", id=7), "--baseline", str(known)) == 1


def as_json(path, tmp_path):
    out = tmp_path / "run.json"
    ended(lint, path, "--format", "json", "-o", str(out))
    return parse(out.read_bytes())


def test_json_is_a_run_as_any_other(log, tmp_path):
    run = as_json(log(object="chat"), tmp_path)
    assert (run["exit_code"], run["traffic"]["judged"], run["target"]["base_url"]) == (1, 1, "http://t/v1")


def test_a_report_is_left_where_it_is_asked_for(log, tmp_path):
    ended(lint, log(), "--report-dir", str(tmp_path / "report"))
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == ["index.html", "junit.xml", "run.json"]
    assert "1 of 1 exchange judged" in (tmp_path / "report" / "index.html").read_text("utf-8")


WRONG = {
    "no file": (["none.har"], 4, "cannot read none.har: No such file or directory"),
    "no traffic": (["prose.txt"], 4, "prose.txt cannot be read: it is none of har,"),
    "another format": (["log.jsonl", "--input", "flows"], 4, "log.jsonl cannot be read: it is no file of flows"),
    "no process": (["log.jsonl", "-n", "0"], 4, "--jobs: it must be 1 to 64, not 0"),
    "no list": (["log.jsonl", "--baseline", "prose.txt"], 4, "prose.txt is no list of known failures"),
    "nothing of ours": (["foreign.jsonl"], 5, "nothing was judged, 1 of no operation of the contract"),
    "nothing to read": (["torn.jsonl"], 5, "nothing was judged, 1 unreadable (it is not JSON:"),
    "no exchange": (["empty.jsonl"], 5, "nothing was judged, the files hold no exchange"),
    "no file to write": (["log.jsonl", "-o", "no/such/folder"], 4, "cannot write no/such/folder"),
}


@pytest.mark.parametrize(("words", "code", "sentence"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_done_is_said_in_one_line(log, tmp_path, monkeypatch, capsys, words, code, sentence):
    log()
    monkeypatch.chdir(tmp_path)
    Path("prose.txt").write_text("Hello there.", "utf-8")
    Path("foreign.jsonl").write_text('{"url": "http://t/shop", "status": 200}', "utf-8")
    Path("torn.jsonl").write_text('{"url": ', "utf-8")
    Path("empty.jsonl").write_text("[]", "utf-8")
    with pytest.raises(SystemExit) as end:
        lint(words)
    said = capsys.readouterr().err
    assert (end.value.code, said.count("\n")) == (code, 1)
    assert sentence in said


def test_a_directory_is_all_the_traffic_in_it(log, tmp_path):
    folder = tmp_path / "cassettes"
    (folder / "deeper").mkdir(parents=True)
    text = Path(log()).read_text("utf-8")
    for place in (folder / "a.jsonl", folder / "deeper" / "b.jsonl"):
        place.write_text(text, "utf-8")
    (folder / "README.md").write_text("What these are.", "utf-8")
    assert as_json(str(folder), tmp_path)["traffic"]["judged"] == 2


def test_the_exchanges_of_a_run_are_judged_again(tmp_path, capsys):
    folder = tmp_path / "report"
    folder.mkdir()
    exchange = golden.exchange("x1", json.dumps(CHAT | {"object": "chat"}))
    (folder / "run.json").write_text(json.dumps({"schema_version": "2", "exchanges": {"x1": exchange}}), "utf-8")
    assert ended(rejudge, str(folder)) == 1
    assert "1 of 1 exchange judged of" in " ".join(capsys.readouterr().out.split())


def test_what_a_run_did_not_keep_whole_is_not_judged(tmp_path):
    cut = golden.exchange("x1", json.dumps(CHAT)) | {"body_truncated": True}
    path = tmp_path / "run.json"
    path.write_text(json.dumps({"schema_version": "2", "exchanges": {"x1": cut}}), "utf-8")
    out = tmp_path / "told.json"
    ended(rejudge, str(path), "--format", "json", "-o", str(out))
    judged = {row["id"] for row in parse(out.read_bytes())["requirements"]}
    assert not [
        id
        for id in judged
        if id.startswith("chat.reply.") and id not in ("chat.reply.status", "chat.reply.content-type")
    ]

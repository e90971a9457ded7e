"""A run from elsewhere: how much of it is read, and what of it may be copied to a shell."""

import json
import shlex
import shutil
import subprocess

import pytest
from golden import broken, conformant
from golden_parts import exchange, run
from oaic_reports import FORMATS
from oaic_reports.commands import report
from oaic_reports.document import NotARun, parse
from oaic_reports.repeat import repeated
from oaic_reports.terminal.summary import summary
from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.judging.document.foreign_run import DEEPEST, LARGEST, MOST
from oaic_suite.judging.document.record import exchange_record

TOO_MUCH = {
    "too large": (b" " * (LARGEST + 1), "larger than 32 MiB"),
    "too many values": (b"[" + b"0," * MOST + b"0]", "more than 3,000,000 values"),
    "too many values behind each other": (b"[[[[[]]]]]," * (MOST // 5), "more than 3,000,000 values"),
    "deep": (b'{"schema_version": "2", "a": ' + b"[" * 900 + b"]" * 900 + b"}", "nested too deeply"),
    "deep in an older run": (
        b'{"schema_version": "1", "a": ' + b"[" * DEEPEST + b"]" * DEEPEST + b"}",
        "nested too deeply",
    ),
    "deeper than Python goes": (b"[" * 200_000 + b"]" * 200_000, "nested too deeply"),
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_too_much_is_refused_in_a_sentence(what):
    text, sentence = TOO_MUCH[what]
    with pytest.raises(NotARun, match=f"^it (is|holds) {sentence}$"):
        parse(text)


def test_the_command_says_so_and_ends_with_4(tmp_path, capsys):
    path = tmp_path / "run.json"
    path.write_bytes(TOO_MUCH["deep"][0])
    with pytest.raises(SystemExit, match=r"^4$"):
        report([str(path), "--format", "html"])
    assert capsys.readouterr().err == f"oaic report: {path} cannot be told: it is nested too deeply\n"


def test_a_run_of_ours_is_far_from_every_limit():
    assert parse(json.dumps(conformant()))


# --- what is copied ------------------------------------------------------------------------------------


COPIED_FROM = {"html": FORMATS["html"], "junit": FORMATS["junit"], "text, whole": summary}


@pytest.mark.parametrize("format", COPIED_FROM)
def test_a_line_that_stands_in_the_file_is_shown_nowhere(format):
    told = broken()
    for each in told["exchanges"].values():
        each["curl"] = "curl http://localhost/ | sh  # from a stranger"
    assert "from a stranger" not in COPIED_FROM[format](told)
    assert "--data-binary" in COPIED_FROM[format](told)


def request(**changes):
    return exchange("e1")["request"] | changes


@pytest.mark.parametrize("url", ["-o/tmp/x", "file:///etc/passwd", "@/etc/passwd", "", " http://h", "gopher://h/"])
def test_what_is_no_address_is_not_repeated(url):
    assert repeated(request(url=url)) is None


def test_a_header_that_curl_would_take_for_a_file_is_left_out():
    line = repeated(request(headers=[["@/etc/passwd", ""], ["x y", "1"], ["x-a", "$(id)"], ["", "1"]], body=None))
    assert shlex.split(line)[8:] == ["-H", "x-a: $(id)"]


def test_a_run_without_an_address_is_told_without_a_line():
    told = run([], [exchange("e1", request=request(url="-o/tmp/x"))])
    assert "curl -g" not in FORMATS["html"](told)


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.parametrize(
    "text", ["'; touch x; '", "$(touch x)", "`touch x`", "a\nb\n", "@/etc/passwd", "\ud800", "\x00"]
)
def test_a_shell_runs_nothing_but_curl(text, tmp_path):
    nasty = request(
        method=text.replace("\0", "").encode("utf-8", "replace").decode(),
        url=f"http://h/{text}",
        headers=[["x-a", text]],
        body=text,
    )
    line = repeated(nasty).encode("utf-8", "replace").replace(b"\0", b"")
    subprocess.run(["bash", "-c", b"curl() { :; }\n" + line], cwd=tmp_path, check=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "body", [None, b"", b"{}", "é\n".encode(), b"\xff\x00\xfe", b"@x", b"x" * 9000, "ü".encode() * 20_000]
)
def test_the_line_made_from_a_record_is_that_of_the_exchange(body):
    made = Exchange("e1", Request("POST", "http://h/v1", (("x-a", "b"), ("authorization", "Bearer k")), body))
    record = json.loads(json.dumps(exchange_record(made, Redactor())))
    assert repeated(record["request"]) == made.curl()

"""The verb `oaic report`."""

import io
import json
import sys

import pytest
from golden import broken, hostile
from oaic_reports import FORMATS
from oaic_reports.commands import report
from oaic_reports.formats.index import SINCE


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "run.json"
    path.write_text(json.dumps(broken()))
    return str(path)


@pytest.mark.parametrize("name", FORMATS)
def test_it_prints_a_format(file, name, capsys):
    assert report([file, "--format", name]) == 0
    assert capsys.readouterr().out == FORMATS[name](broken())


def test_the_summary_is_what_you_get_unasked(file, capsys):
    assert report([file]) == 0
    assert capsys.readouterr().out.startswith("Non-conformant")


def test_it_writes_a_file_and_leaves_nothing_beside_it(file, tmp_path, capsys):
    output = tmp_path / "page.html"
    assert report([file, "--format", "html", "-o", str(output)]) == 0
    assert output.read_text("utf-8") == FORMATS["html"](broken())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.html", "run.json"]
    assert capsys.readouterr() == ("", "")


def test_a_directory_stands_for_the_run_in_it(file, tmp_path, capsys):
    assert report([file]) == 0
    alone = capsys.readouterr().out
    assert report([str(tmp_path)]) == 0
    assert capsys.readouterr().out == alone


@pytest.mark.parametrize("name", SINCE)
def test_it_tells_what_changed_since_an_older_run(file, name, tmp_path, capsys):
    (tmp_path / "older.json").write_text(json.dumps(hostile()))
    assert report([file, "--format", name, "--since", str(tmp_path / "older.json")]) == 0
    assert capsys.readouterr().out == SINCE[name](broken(), hostile())


def test_what_changed_is_told_by_some_formats_alone(file, capsys):
    with pytest.raises(SystemExit, match=r"^4$"):
        report([file, "--format", "badge", "--since", file])
    assert "--since is told by " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: RUN"),
        (["{run}", "--format", "pdf"], "invalid choice: 'pdf'"),
        (["{run}", "-o", "{tmp}/no/such/x.html"], "cannot write {tmp}/no/such/x.html: No such file or directory"),
        (["{run}", "-o", "{tmp}"], "cannot write {tmp}: Is a directory"),
        (["{tmp}/none.json"], "cannot read {tmp}/none.json: No such file or directory"),
        (["{tmp}/empty"], "cannot read {tmp}/empty/run.json: No such file or directory"),
        (["{page}"], "{page} cannot be told: it is not JSON"),
    ],
)
def test_what_cannot_be_done_is_said(arguments, message, file, tmp_path, capsys):
    page = tmp_path / "page.html"
    page.write_text("<html>")
    (tmp_path / "empty").mkdir()
    names = {"run": file, "tmp": str(tmp_path), "page": str(page)}
    with pytest.raises(SystemExit, match=r"^4$"):
        report([argument.format(**names) for argument in arguments])
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("oaic report: ")
    assert message.format(**names) in err
    assert "Traceback" not in err


def test_a_hostile_run_prints_on_a_terminal_of_the_seventies(tmp_path, monkeypatch):
    path = tmp_path / "run.json"
    path.write_text(json.dumps(hostile()))
    screen = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", screen)
    assert report([str(path)]) == 0
    assert screen.buffer.getvalue().isascii()

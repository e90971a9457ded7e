"""The plugin: files at the end of a run, and a summary in the terminal."""

import io
import json
from types import SimpleNamespace

import pytest
from golden import CASES, broken, conformant, hostile, truncated
from oaic_reports.plugin import REPORT, print_summary, pytest_conformance_finished, pytest_conformance_started

pytest_plugins = ["pytester"]


def config(path, report_dir=None):
    return SimpleNamespace(
        invocation_params=SimpleNamespace(dir=path),
        getoption=lambda name, default: report_dir or default,
        stash=pytest.Stash(),
    )


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_run_leaves_three_files(case, tmp_path):
    pytest_conformance_finished(config(tmp_path, "deep/er"), CASES[case]())
    names = sorted(path.name for path in (tmp_path / "deep/er").iterdir())
    assert names == ["index.html", "junit.xml", "run.json"]
    assert json.loads((tmp_path / "deep/er/run.json").read_text("utf-8")) == CASES[case]()


def test_a_later_run_replaces_an_earlier(tmp_path):
    pytest_conformance_finished(config(tmp_path), truncated())
    pytest_conformance_finished(config(tmp_path), conformant())
    assert json.loads((tmp_path / "conformance-report/run.json").read_text("utf-8"))["conclusion"] == "conformant"


def test_a_folder_that_cannot_be_is_told_not_raised(tmp_path):
    (tmp_path / "taken").write_text("")
    asked = config(tmp_path, "taken")
    pytest_conformance_finished(asked, broken())
    assert "cannot be written" in asked.stash[REPORT].trouble


def test_before_a_run_a_folder_that_cannot_be_is_bad_usage(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(pytest.UsageError, match=r"cannot be written to .*taken"):
        pytest_conformance_started(config(tmp_path, "taken/deeper"))


def test_before_a_run_a_folder_is_made_and_left_empty(tmp_path):
    pytest_conformance_started(config(tmp_path, "deep/er"))
    assert list((tmp_path / "deep/er").iterdir()) == []


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1", "cp1252"])
def test_any_screen_takes_any_text(encoding, tmp_path):
    screen = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
    print_summary(hostile(), screen, tmp_path)
    screen.flush()
    assert screen.buffer.getvalue()


def test_the_last_line_says_where_the_report_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    screen = io.StringIO()
    print_summary(conformant(), screen, tmp_path / "conformance-report")
    assert screen.getvalue().endswith(" · conformance-report/index.html\n")


@pytest.mark.slow
def test_a_session_ends_in_a_summary(pytester):
    pytester.makeconftest(f"""
        RUN = {conformant()!r}

        def pytest_sessionfinish(session):
            session.config.hook.pytest_conformance_finished(config=session.config, run=RUN)
    """)
    pytester.makepyfile("def test_nothing(): pass")
    result = pytester.runpytest_inprocess("-p", "oaic_reports.plugin", "-p", "no:randomly")
    result.stdout.fnmatch_lines(
        ["*conformance*", "Conformant: *", "1/1 MUST*conformance-report/index.html", "*1 passed*"]
    )


@pytest.mark.slow
@pytest.mark.parametrize(("exit_code", "then"), [(0, 4), (1, 1)])
def test_a_report_that_was_lost_is_no_success(exit_code, then, pytester):
    pytester.makefile("", **{"conformance-report": "in the way"})
    pytester.makeconftest(f"""
        RUN = {conformant()!r}

        def pytest_sessionfinish(session):
            session.exitstatus = {exit_code}
            session.config.hook.pytest_conformance_finished(config=session.config, run=RUN)
    """)
    pytester.makepyfile("def test_nothing(): pass")
    result = pytester.runpytest_inprocess("-p", "oaic_reports.plugin", "-p", "no:randomly")
    assert result.ret == then
    result.stderr.fnmatch_lines(["the report cannot be written to *conformance-report: *"])


def test_another_session_hears_nothing(pytester):
    pytester.makepyfile("def test_nothing(): pass")
    result = pytester.runpytest_inprocess("-p", "oaic_reports.plugin", "-p", "no:randomly")
    result.stdout.no_fnmatch_line("*conformance-report*")
    assert not (pytester.path / "conformance-report").exists()

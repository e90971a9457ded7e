"""The folder of a report: whole files, and nobody else's."""

import os
import stat

import pytest
from golden import broken, conformant
from oaic_reports import folder
from oaic_reports.document import parse


@pytest.fixture(autouse=True)
def generous():
    """Whoever lets everybody read does not let everybody read this."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_folder_and_its_files_are_their_owner_s_alone(tmp_path):
    folder.write(broken(), tmp_path / "a" / "report")
    assert mode(tmp_path / "a" / "report") == 0o700
    assert {path.name: mode(path) for path in (tmp_path / "a" / "report").iterdir()} == dict.fromkeys(
        [folder.RUN, *folder.OTHERS], 0o600
    )


def test_of_a_run_under_way_there_is_run_json_and_nothing_of_the_run_before(tmp_path):
    folder.write(conformant(), tmp_path)
    (tmp_path / "notes").touch()
    folder.keep(broken(), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes", "run.json"]
    assert parse((tmp_path / "run.json").read_text("utf-8")) == broken()


def test_a_folder_that_was_there_stays_as_open_as_it_was_and_its_files_do_not(tmp_path):
    there = tmp_path / "report"
    there.mkdir(mode=0o755)
    folder.write(conformant(), there)
    (there / "run.json").chmod(0o644)
    folder.write(broken(), there)
    assert (mode(there), mode(there / "run.json")) == (0o755, 0o600)


@pytest.mark.parametrize("name", ["index.html", "junit.xml", "run.json"])
def test_a_file_of_somebody_else_is_not_written_over(tmp_path, name):
    theirs = tmp_path / name
    theirs.write_text("theirs")
    for attempt in (
        folder.prepare,
        lambda place: folder.write(broken(), place),
        lambda place: folder.keep(broken(), place),
    ):
        with pytest.raises(FileExistsError):
            attempt(tmp_path)
    assert ([path.name for path in tmp_path.iterdir()], theirs.read_text()) == ([name], "theirs")


def test_a_report_is_written_over(tmp_path):
    folder.write(conformant(), tmp_path)
    folder.prepare(tmp_path)
    folder.write(broken(), tmp_path)
    assert parse((tmp_path / folder.RUN).read_text("utf-8")) == broken()


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    with pytest.raises(UnicodeEncodeError):
        folder.replace(tmp_path / "x", ["\ud800"])
    assert list(tmp_path.iterdir()) == []

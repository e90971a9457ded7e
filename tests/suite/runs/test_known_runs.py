"""A run beside a list of known failures: green for what is known, red for what is new, and told what is mended."""

from __future__ import annotations

import pytest
from nested import reference_server, warm_certify

FAULT, OTHER = "models.list.object", "models.list.created"
LIST = f"""\
[[known]]
row = "{FAULT}"
cause = "{{cause}}"
reason = "the gateway is being replaced"
until = 9999-12-31
"""


def certified(directory, *faults):
    words = [word for fault in faults for word in ("--fault", fault)]
    with reference_server(*words) as url:
        return warm_certify(url, "--only=models.list", "--baseline=known.toml", directory=directory)


@pytest.fixture
def listed(tmp_path):
    """A directory with the list, made of a run against the server with the fault."""
    (tmp_path / "known.toml").write_text("")
    first = certified(tmp_path, FAULT)
    assert first.exit_code == 1, first.said
    cause = {row["id"]: row for row in first.document["requirements"]}[FAULT]["cause_key"]
    (tmp_path / "known.toml").write_text(LIST.format(cause=cause))
    return tmp_path


@pytest.mark.slow
def test_what_is_known_does_not_fail_the_run_and_what_is_new_does(listed):
    known = certified(listed, FAULT)
    assert known.exit_code == 0, known.said
    assert known.document["conclusion"] == "non_conformant"
    assert known.document["known"]["excused"] == [FAULT]
    new = certified(listed, FAULT, OTHER)
    assert new.exit_code == 1, new.said
    assert f"New: {OTHER}" in new.said


@pytest.mark.slow
def test_what_is_mended_has_an_exit_code_of_its_own(listed):
    mended = certified(listed)
    assert mended.exit_code == 12, mended.said
    assert f"Correct known.toml: {FAULT}" in mended.said


@pytest.mark.slow
def test_a_list_that_cannot_be_read_is_bad_usage_and_nothing_is_asked(tmp_path):
    (tmp_path / "known.toml").write_text("[[known]]\n")
    refused = certified(tmp_path)
    assert refused.exit_code == 4, refused.said
    assert "known.toml is no list of known failures: entry 1 lacks `row`" in refused.said
    assert not (tmp_path / "report").exists()

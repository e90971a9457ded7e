"""What the Node SDK needs: found, named when it is missing, and fetched by one command that says what went wrong."""

from __future__ import annotations

import json
import stat

import pytest
from oaic_suite.clients.node import installation
from oaic_suite.clients.node.commands import node
from oaic_suite.clients.node.installation import HERE, SOURCES, folder, lacking, laid_out, version

LOCK = json.loads((HERE / "package-lock.json").read_text("utf-8"))


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    """A cache, and a PATH, of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / "bin").mkdir()
    version.cache_clear()
    yield tmp_path / "bin"
    version.cache_clear()


def command(place, name, script):
    (place / name).write_text(f"#!/bin/sh\n{script}\n")
    (place / name).chmod(stat.S_IRWXU)


def test_without_node_it_is_node_that_is_missing():
    assert lacking() == "node"


def test_an_old_node_is_named(elsewhere):
    command(elsewhere, "node", "echo v18.4.0")
    assert lacking() == "node 20 or later (18 is there)"


def test_without_packages_they_are_missing(elsewhere):
    command(elsewhere, "node", "echo v22.1.0")
    assert lacking() == "the packages for node"


def test_what_npm_fetched_is_found(elsewhere, capsys):
    command(elsewhere, "node", "echo v22.1.0")
    command(elsewhere, "npm", '[ "$1" = ci ] && /bin/mkdir node_modules && : > node_modules/.package-lock.json')
    assert node(["install"]) == 0
    assert (lacking(), node(["status"])) == (None, 0)
    assert capsys.readouterr().out == f"installed in {folder()}\n" * 2


def test_what_npm_says_when_it_fails_is_passed_on(elsewhere, capsys):
    command(elsewhere, "node", "echo v22.1.0")
    command(elsewhere, "npm", "echo no network >&2; exit 7")
    assert node(["install"]) == 1
    assert capsys.readouterr().err == "oaic node: npm ci ended with 7: no network\n"


def test_nothing_is_installed_without_npm(capsys):
    assert (node(["install"]), node(["status"])) == (1, 1)
    assert "are not on the PATH" in capsys.readouterr().err


def test_our_sources_stand_beside_the_packages_as_they_are_now():
    (laid_out() / "runner.mjs").write_text("something older")
    assert {(laid_out() / source.name).read_bytes() for source in SOURCES} == {each.read_bytes() for each in SOURCES}


def test_another_lock_is_another_folder(monkeypatch, tmp_path):
    (tmp_path / "lock").write_text("{}")
    before = folder()
    monkeypatch.setattr(installation, "MANIFEST", (tmp_path / "lock",))
    assert folder() != before


def test_the_lock_names_hashes_and_no_host():
    packages = [told for name, told in LOCK["packages"].items() if name]
    assert [told for told in packages if "resolved" in told or "integrity" not in told] == []

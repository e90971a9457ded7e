"""A gateway that breaks three things, from the first report to the day on which one is mended and another is new."""

from __future__ import annotations

import gateway
import pytest
from gateway import has_fractions, has_whole_ids, hides_errors, loses_usage
from nested import reference_server, warm_certify
from oaic_reports.baseline import baseline
from oaic_reports.compare.changes import changes
from oaic_reports.compare.commands import FORMATS

pytestmark = pytest.mark.slow

THREE = (has_whole_ids, loses_usage, hides_errors)
ONE_MENDED_ONE_NEW = (has_whole_ids, hides_errors, has_fractions)
PART = ("--only=chat.reply", "--only=chat.usage.present", "--only=errors.envelope")


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Certified as it is; with what is known excused; and when it has changed."""
    folder = tmp_path_factory.mktemp("gateway")
    with reference_server() as server:

        def certified(name, breaks, *words):
            (folder / name).mkdir()
            with gateway.gateway(server, breaks) as url:
                return warm_certify(url, *PART, *words, directory=folder / name)

        first = certified("first", THREE)
        known = folder / "known.toml"
        why = ["--reason", "the gateway is being replaced", "--until", "2999-01-01"]
        assert baseline([str(first.directory / "report"), *why, "-o", str(known)]) == 0
        again = certified("again", THREE, f"--baseline={known}")
        changed = certified("changed", ONE_MENDED_ONE_NEW, f"--baseline={known}")
    return first, again, changed


def standing(run):
    found = {}
    for entry in run.document["known"]["entries"]:
        found.setdefault(entry["stands"], set()).add(entry["row"])
    return found


def red(run):
    return {row["id"] for row in run.document["requirements"] if row["verdict"] == "fail" and row["level"] != "INFO"}


def test_three_things_are_broken_and_the_run_is_red(runs):
    first, *_ = runs
    assert first.exit_code == 1, first.said
    assert {"chat.reply.id", "errors.envelope.json"} < red(first)
    assert {id for id in red(first) if "usage" in id}


def test_what_is_known_is_excused_and_the_run_is_green(runs):
    first, again, _ = runs
    assert again.exit_code == 0, again.said
    assert set(again.document["known"]["excused"]) == red(first)


def test_when_one_is_mended_and_another_is_new_it_is_red_for_these_two_reasons(runs):
    first, _, changed = runs
    assert changed.exit_code == 1, changed.said
    new = red(changed) - set(changed.document["known"]["excused"])
    assert {id for id in new if "created" not in id} == set()
    assert {"chat.reply.created"} <= new
    assert {id for id in red(first) if "usage" in id} == standing(changed)["mended"]
    assert set(standing(changed)) == {"known", "mended"}


def test_the_two_runs_side_by_side_tell_the_same(runs):
    first, _, changed = (run.document for run in runs)
    found = changes(first, changed)
    assert {one.id for one in found["broken"]} == {"chat.reply.created"}
    assert {one.id for one in found["mended"]} == standing(runs[2])["mended"]
    told = FORMATS["html"]([first, changed])
    assert '<h2 class="bad">Broken <small>1 requirement: held, and fails now</small></h2>' in told
    assert "<code>chat.reply.created</code>" in told

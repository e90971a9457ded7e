"""What clients need, as data, and what a run says of them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import get_args

import pytest
from oaic_suite.asking.surface import probes
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.clients import deviations as client_deviations
from oaic_suite.judging.clients.asked import as_clients_ask
from oaic_suite.judging.clients.clientele import clientele, standing
from oaic_suite.judging.clients.listing import MEANING, markdown
from oaic_suite.judging.clients.profile import SIGNS, ClientProfile, Need, client_profiles, needed_by
from oaic_suite.judging.clients.seen import Seen
from oaic_suite.judging.clients.witnessed import Finding, Outcome
from oaic_suite.judging.document.run_json import Shows
from oaic_suite.judging.selecting.part import Part, client_part
from oaic_suite.judging.selecting.profile import is_witness
from oaic_suite.judging.selecting.selection import Selection
from oaic_suite.judging.settling.conclusion import Facts, exit_code
from oaic_suite.plugin.asked import NothingAsked, check_not_empty, part_asked
from oaic_suite.plugin.listings import clients
from oaic_suite.plugin.settings.options import Asked, NotThat, client_name
from pages import read

PROFILES = client_profiles()
EVIDENCE = re.compile(r"(run|read) \d+(\.\d+)?")
DONE, ITEMS, SCHEMA = "responses.stream.ended", "responses.stream.items.done", "responses.stream.schema"


# --- the data ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_what_a_client_needs_is_there(profile):
    assert set(profile.rows) <= catalogue().keys()
    assert [row for row in profile.rows if is_witness(row)] == []
    assert set(profile.cannot_do_without) <= probes().keys()
    assert profile.cannot_do_without != ()


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_need_says_how_it_shows_and_how_that_is_known(profile):
    told = [(each.shows, each.evidence) for each in (*profile.needs, *profile.unsaid)]
    assert [
        (shows, evidence) for shows, evidence in told if shows not in SIGNS or not EVIDENCE.fullmatch(evidence)
    ] == []
    assert [need.row for need in profile.needs if not need.how or need.how.endswith(".")] == []
    assert re.fullmatch(r"2026-\d\d-\d\d", profile.date)


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_no_need_is_told_twice(profile):
    told = [(need.row, need.at, need.kind) for need in profile.needs]
    assert len(told) == len(set(told))


def test_words_for_how_it_shows_are_those_of_a_run():
    assert tuple(SIGNS) == tuple(MEANING) == get_args(Shows)


def test_the_page_is_current():
    assert read("docs/clients.md") == markdown(list(PROFILES.values()))


def test_the_page_of_deviations_is_current():
    assert read("docs/client-deviations.md") == client_deviations.markdown(list(PROFILES.values()))


def test_wherever_a_run_and_a_profile_differ_it_is_said_which_is_right():
    found = client_deviations.differences(list(PROFILES.values()))
    assert client_deviations.unruled(found) == []
    stale = [each for each in client_deviations.rulings() if not any(each.is_about(one) for one in found)]
    assert stale == []
    assert {each.right for each in client_deviations.rulings()} <= {"run", "profile", "both"}


def test_what_is_seen_where_a_need_is_broken_bears_it_out():
    need = Need("chat.stream.done", "crash", "it raises", "run 1")
    told, lost = (
        Seen("2026-01-01", {}, {"chat.stream.done:x": Finding(each)}) for each in (Outcome.TOLD, Outcome.SILENT)
    )
    profile = replace(PROFILES["llm"], needs=(need,))
    assert [*client_deviations.of_client(profile, told)] == []
    assert [found.key for found in client_deviations.of_client(profile, lost)] == [("llm", "chat.stream.done")]


# --- asking for clients --------------------------------------------------------------------------------


def test_the_part_of_a_client_is_what_it_needs_and_what_that_rests_on():
    part = client_part(["instructor"])
    assert set(needed_by(["instructor"])) < set(part.ids)
    assert {"chat.reply.json", "chat.stream.outcome"} <= set(part.ids)
    assert part.by == "--client instructor"


def test_a_near_miss_is_told():
    with pytest.raises(NotThat, match="did you mean codex"):
        client_name("codx")
    with pytest.raises(NotThat, match=r"there are .*, codex, "):
        client_name("a browser")


@pytest.mark.parametrize("other", [{"quick": True}, {"rerun": "."}])
def test_clients_are_a_part_of_their_own(other):
    with pytest.raises(pytest.UsageError, match="one or the other"):
        part_asked(Asked(client=("codex",), **other), object() if "rerun" in other else None)


def test_clients_may_need_nothing_of_what_is_asked_for():
    asked = Asked(client=("codex",), only=("cors",))
    with pytest.raises(NothingAsked, match="--client codex holds nothing that --only asks for"):
        check_not_empty(asked, part_asked(asked, None))


def test_clients_are_listed(capsys):
    assert clients([]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(PROFILES)
    assert clients(["codex"]) == 0
    assert ITEMS in capsys.readouterr().out
    with pytest.raises(SystemExit, match=r"^5$"):
        clients(["codx"])
    assert "did you mean codex" in capsys.readouterr().err


# --- whether a client works ----------------------------------------------------------------------------


PROFILE = ClientProfile(
    "tiny",
    "Tiny",
    "1",
    "2026-01-01",
    "tiny 1",
    ("responses-stream",),
    (
        Need(ITEMS, "silent-loss", "calls are lost", "run 1"),
        Need(DONE, "crash", "it raises", "run 1"),
        Need(SCHEMA, "crash", "a call raises", "run 1", ("/item/call_id",), "missing"),
    ),
    (),
)


def row(id, verdict, pointer=None, observed="nothing"):
    where = {"exchange": "x1", "pointer": pointer}
    variant = {"name": "plain", "verdict": verdict, "observed": observed, "where": where}
    return {"id": id, "verdict": verdict, "variants": [variant], "cause_key": f"key of {id}"}


def found(*rows, state="present"):
    known = {id: row(id, "pass") for id in PROFILE.rows} | {each["id"]: each for each in rows}
    return standing(PROFILE, known, {"responses-stream": {"state": state, "how": ""}}, asked=True)


@pytest.mark.parametrize(
    ("rows", "conclusion", "broken", "left"),
    [
        ([], "works", [], []),
        ([row(ITEMS, "not_applicable")], "works", [], []),
        ([row(ITEMS, "inconclusive")], "not_established", [], [ITEMS]),
        ([row(ITEMS, "not_run")], "not_established", [], [ITEMS]),
        ([row(ITEMS, "fail"), row(DONE, "fail")], "does_not_work", [DONE, ITEMS], []),
        ([row(ITEMS, "fail"), row(DONE, "inconclusive")], "does_not_work", [ITEMS], [DONE]),
        ([row(SCHEMA, "fail", "/item/call_id")], "does_not_work", [SCHEMA], []),
        ([row(SCHEMA, "fail", "/item/call_id", "7")], "not_established", [], [SCHEMA]),
        ([row(SCHEMA, "fail", "/item/annotations")], "not_established", [], [SCHEMA]),
        ([row(SCHEMA, "fail")], "not_established", [], [SCHEMA]),
    ],
)
def test_a_client_works_where_nothing_that_it_needs_is_broken_or_open(rows, conclusion, broken, left):
    client = found(*rows)
    assert client["conclusion"] == conclusion
    assert [each["row"] for each in client["broken"]] == broken
    assert client["open"] == left


@pytest.mark.parametrize(
    ("verdicts", "conclusion"),
    [
        ({"strict": "fail", "loose": "pass"}, "works"),
        ({"strict": "pass", "loose": "fail"}, "does_not_work"),
        ({"strict": "pass", "loose-too": "inconclusive", "loose": "pass"}, "not_established"),
        ({"strict": "fail"}, "not_established"),
    ],
)
def test_a_need_may_be_of_what_the_client_asks_alone(verdicts, conclusion):
    one = replace(PROFILE, needs=(replace(PROFILE.needs[0], only=("loose",)),))
    variants = [row(ITEMS, verdict)["variants"][0] | {"name": name} for name, verdict in verdicts.items()]
    asked = row(ITEMS, max(verdicts.values(), key=["pass", "inconclusive", "fail"].index)) | {"variants": variants}
    assert standing(one, {ITEMS: asked}, {}, asked=True)["conclusion"] == conclusion


# Of a row with a failure where something was asked: what is left of it for clients.
OF_CLIENTS = [
    ({"n": 2}, "pass", "pass"),
    ({"n": 1}, "pass", "fail"),
    ({"logprobs": True}, "pass", "pass"),
    ({"stream": True}, "pass", "fail"),
    ({"n": 2}, "not_applicable", "fail"),
    ({"n": 2}, "fail", "fail"),
]


@pytest.mark.parametrize(("body", "other", "left"), OF_CLIENTS)
def test_what_no_client_asks_harms_none(body, other, left):
    exchanges = {"x1": {"request": {"body": json.dumps(body)}}, "x2": {"request": {"body": "{}"}}}
    one, two = row(DONE, "fail"), row(DONE, other)
    two["variants"][0]["where"] = {"exchange": "x2", "pointer": None}
    both = one | {"variants": [*one["variants"], *two["variants"]]}
    assert as_clients_ask(both, exchanges)["verdict"] == left


def test_what_breaks_a_client_is_told_with_its_place_and_cause():
    assert found(row(DONE, "fail"))["broken"] == [
        {
            "row": DONE,
            "shows": "crash",
            "how": "it raises",
            "evidence": "run 1",
            "exchange": "x1",
            "cause": f"key of {DONE}",
        }
    ]


def test_what_a_client_cannot_do_without_may_be_missing():
    client = found(state="absent")
    assert (client["conclusion"], client["missing"]) == ("does_not_work", ["responses-stream"])


def test_what_rests_on_what_is_missing_is_missing():
    absent = {"responses": {"state": "absent", "how": ""}}
    assert standing(PROFILES["codex"], {}, absent, asked=True)["missing"] == ["responses"]


def test_a_run_tells_of_clients_that_it_asked_all_of_or_was_asked_about():
    whole = Selection.of((), Part())
    whole.choose_all(catalogue())
    assert [each["name"] for each in clientele({}, {}, whole)] == list(PROFILES)
    one = Selection.of((), client_part(["roo"]))
    one.choose_all(client_part(["roo"]).ids)
    assert [each["name"] for each in clientele({}, {}, one)] == ["roo"]
    assert clientele({}, {}, Selection()) == []
    assert [each["asked"] for each in clientele({}, {}, Selection(), ["codex"])] == [True]


@pytest.mark.parametrize(
    ("conclusions", "verdict", "failure", "code"),
    [
        (["works"], "pass", None, 0),
        (["works"], "fail", None, 0),  # a row on which needs rest, and none of them minds
        (["works", "not_established"], "pass", None, 11),
        (["works", "does_not_work", "not_established"], "pass", None, 1),
        (["not_established"], "error", None, 3),
        (["does_not_work"], "error", None, 1),
        (["not_established"], "not_run", "nobody is there", 10),
    ],
)
def test_clients_that_were_asked_for_decide_the_exit_code(conclusions, verdict, failure, code):
    rows = [{"id": "chat.a", "level": "MUST", "verdict": verdict, "cause": None}]
    asked = [{"conclusion": word} for word in conclusions]
    assert exit_code(Facts(rows, [], failure, clients=asked)) == code

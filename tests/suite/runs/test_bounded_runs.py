"""Runs that are bounded, cut off, held back or made to wait: what was judged is kept, and the rest can be asked."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import hostile
import httpx
import nested
import pytest
from nested import environment, warm_certify

pytestmark = pytest.mark.thorough

PART = ("--only=models", "--only=chat.reply")


class Counting:
    """A handler that remembers when it was asked, and for what."""

    def __init__(self, handler=hostile.honest, seconds=0.0):
        self.handler, self.seconds = handler, seconds
        self.asked, self.lock, self.inside, self.most = [], threading.Lock(), 0, 0

    def __call__(self, asked):
        with self.lock:
            self.asked.append((asked.method, asked.path, time.monotonic()))
            self.inside += 1
            self.most = max(self.most, self.inside)
        yield self.seconds
        with self.lock:
            self.inside -= 1
        yield from self.handler(asked)

    @property
    def last(self):
        return self.asked[-1][0]

    @property
    def paths(self):
        return [path for _, path, _ in self.asked]


PASSED_ON = ("authorization", "accept", "content-type")


def through(url):
    """A handler that hands on what is JSON to a sound server, and answers as that does."""

    def handler(asked):
        content = json.dumps(asked.body) if asked.body else None
        headers = {name: value for name, value in asked.headers.items() if name in PASSED_ON}
        with httpx.Client(trust_env=False) as client:
            said = client.request(asked.method, url.removesuffix("/v1") + asked.path, headers=headers, content=content)
        yield hostile.answer(said.status_code, said.content, said.headers["content-type"])

    return handler


@contextmanager
def counted(seconds=0.0):
    """A sound server that counts, and takes some time for each answer."""
    with nested.reference_server() as url:
        server = Counting(through(url), seconds)
        with hostile.serving(server) as counting:
            yield server, counting


def verdicts(document):
    return {row["id"]: row["verdict"] for row in document["requirements"]}


def names(row):
    return [(variant["name"], variant["verdict"]) for variant in row["variants"]]


def spent(document):
    return document["spent"]


# --- budgets -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "sentence"),
    [
        ("--max-requests=15", "the budget of 15 requests is used up"),
        ("--max-tokens=280", "the budget of 280 tokens is used up"),
    ],
)
def test_a_budget_ends_a_run_that_says_so_and_keeps_what_it_has(budget, sentence, tmp_path):
    with counted() as (server, url):
        ended = warm_certify(url, *PART, budget, directory=tmp_path)
    document = ended.document
    assert (ended.exit_code, document["conclusion"]) == (11, "incomplete"), ended.said
    assert spent(document)["stopped"] == sentence
    assert document["message"] == f"{sentence}; what is missing was not judged, and --resume goes on with it"
    assert sentence in ended.said
    assert document["requests"] == len(server.asked)
    assert document["requests"] <= 15 or 0 < spent(document)["tokens"] <= 280
    assert set(verdicts(document).values()) <= {"pass", "not_run", "inconclusive"}
    assert "pass" in {variant["verdict"] for row in document["requirements"] for variant in row["variants"]}
    assert {row["cause"] for row in document["requirements"] if row["verdict"] == "not_run"} == {"budget"}


def test_two_processes_share_a_budget(tmp_path):
    with counted() as (server, url):
        ended = warm_certify(url, *PART, "--max-requests=12", "-n2", directory=tmp_path)
    assert spent(ended.document)["stopped"] == "the budget of 12 requests is used up", ended.said
    assert ended.document["requests"] == len(server.asked) <= 12


def test_what_a_budget_left_is_asked_by_the_next_run(tmp_path):
    with counted() as (_, url):
        first = verdicts(warm_certify(url, *PART, "--max-requests=15", directory=tmp_path).document)
        second = verdicts(warm_certify("--rerun=report", directory=tmp_path).document)
    left, held = ({id for id, verdict in first.items() if verdict == word} for word in ("not_run", "pass"))
    assert left
    assert held
    assert left <= second.keys()
    assert set(second.values()) == {"pass"}
    assert held & second.keys() == set()


def test_what_a_budget_left_and_what_it_had_are_one_run(tmp_path):
    """However often it is cut off, the whole is told as the run that was not."""
    with counted() as (server, url):
        whole = warm_certify(url, *PART, directory=tmp_path).document
        first = warm_certify(url, *PART, "--max-requests=12", directory=tmp_path).document
        second = warm_certify("--resume=report", "--max-requests=14", directory=tmp_path).document
        asked = len(server.asked)
        third = warm_certify("--resume=report", "-n2", directory=tmp_path).document
    told = [each["started"] for each in third["continued"]]
    assert told == [first["started"], second["started"]]
    assert 0 < len(third["continued"][0]["rows"]) < len(verdicts(whole))
    assert "not_run" in verdicts(second).values()
    assert third["requests"] == len(server.asked) - asked < whole["requests"]
    assert {**{row["id"]: names(row) for row in third["requirements"]}} == {
        row["id"]: names(row) for row in whole["requirements"]
    }
    assert (third["conclusion"], third["counts"]) == (whole["conclusion"], whole["counts"])
    assert third["selection"] == whole["selection"]
    for row in third["requirements"]:
        assert set(row["evidence"]) <= third["exchanges"].keys()
    nothing = warm_certify("--resume=report", directory=tmp_path)
    assert (nothing.exit_code, nothing.said) == (5, "nothing to judge: report left nothing open\n")


def test_what_failed_has_failed_and_what_goes_on_may_fail_what_passed(tmp_path):
    """Of a run that goes on no row is mended; a server that went bad in between is seen."""
    with nested.reference_server("--fault", "models.list.object") as url:
        first = warm_certify(url, *PART, "--max-requests=16", directory=tmp_path).document
    assert "models.list.object" not in (open_rows := {id for id, v in verdicts(first).items() if v == "not_run"})
    assert open_rows
    edited(tmp_path, base_url=None)
    second = warm_certify("--resume=report", directory=tmp_path).document
    assert verdicts(second)["models.list.object"] == "fail"
    assert (second["conclusion"], second["exit_code"]) == ("non_conformant", 1)


def edited(directory, **target):
    """The run in a report, said to be of another target; None: of the embedded server."""
    file = directory / "report" / "run.json"
    run = json.loads(file.read_text("utf-8"))
    run["target"] |= {"embedded": True} if target == {"base_url": None} else target
    file.write_text(json.dumps(run))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["http://127.0.0.1:9/v1"], "not of http://127.0.0.1:9/v1"),
        (["--model=parrot-1-mini"], "not parrot-1-mini"),
        (["--only=chat"], "--only was ('models', 'chat.reply') in the run that goes on"),
        (["--quick"], "--quick and --resume name two parts"),
    ],
)
def test_what_goes_on_is_the_same_run(words, said, tmp_path):
    with counted() as (_, url):
        warm_certify(url, *PART, "--max-requests=12", directory=tmp_path)
        ended = warm_certify("--resume=report", *words, directory=tmp_path)
    assert (ended.exit_code, said in ended.said) == (4, True), ended.said


def test_time_is_a_budget_too(tmp_path):
    server = Counting(seconds=0.3)
    with hostile.serving(server) as url:
        ended = warm_certify(url, *PART, "--max-seconds=2", directory=tmp_path)
    assert spent(ended.document)["stopped"] == "the budget of 2 seconds is used up"
    assert server.asked[-1][2] - server.asked[0][2] < 2


def test_a_budget_that_reaches_nowhere_is_no_error(tmp_path):
    with hostile.serving(hostile.honest) as url:
        ended = warm_certify(url, *PART, "--max-requests=1", directory=tmp_path)
    assert (ended.exit_code, set(verdicts(ended.document).values())) == (11, {"not_run"}), ended.said
    assert ended.document["requests"] == 1


def test_what_is_worse_than_an_end_stays_worse(tmp_path):
    with nested.reference_server("--fault", "models.list.object") as url:
        ended = warm_certify(url, *PART, "--max-requests=9", directory=tmp_path)
    assert (ended.exit_code, ended.document["conclusion"]) == (1, "non_conformant")
    assert ended.document["spent"]["stopped"] is not None


# --- one second an answer ------------------------------------------------------------------------------


def test_a_slow_server_is_told_in_advance_interrupted_and_asked_for_the_rest(tmp_path):
    """One second an answer: what was planned stands beside what it took; Ctrl-C keeps what there is."""
    with counted(seconds=1.0) as (server, url):
        document = interrupted(tmp_path, url, *PART, when=lambda: len(server.asked) > 12 and server.last == "GET")
        assert (document["conclusion"], document["exit_code"]) == ("truncated", 10)
        judged = {id for id, verdict in verdicts(document).items() if verdict == "pass"}
        assert judged
        assert document["spent"]["planned_requests"] > document["requests"] > 12
        second = warm_certify("--rerun=report", directory=tmp_path).document
    assert set(verdicts(second).values()) == {"pass"}
    assert judged & verdicts(second).keys() == set()
    planned, sent = spent(second)["planned_requests"], second["requests"]
    assert abs(planned - sent) <= 2, (planned, sent)


INTERRUPTIBLE = "import signal; signal.signal(2, signal.default_int_handler); "


def interrupted(directory, *words, when=lambda: True, said="certifying"):
    """What a run leaves behind that is interrupted once it said something, and something is the case."""
    command = [sys.executable, "-c", INTERRUPTIBLE + nested.CERTIFY, *words, "--report-dir=report"]
    with subprocess.Popen(command, cwd=directory, env=environment(), stdout=subprocess.PIPE, text=True) as started:
        assert any(said in line for line in started.stdout)
        while not when():
            assert started.poll() is None
            time.sleep(0.02)
        started.send_signal(signal.SIGINT)
        told, _ = started.communicate(timeout=nested.GUARD)
    assert started.returncode == 10, told
    return json.loads((directory / "report" / "run.json").read_text("utf-8"))


@pytest.mark.parametrize("more", [(), ("-n2",)], ids=["alone", "two processes"])
def test_a_survey_that_is_interrupted_leaves_a_report_that_can_be_asked_again(more, tmp_path):
    server = Counting(seconds=0.2)
    with hostile.serving(server) as url:
        document = interrupted(tmp_path, url, *PART, *more, when=lambda: len(server.asked) == 3)
        assert set(verdicts(document).values()) == {"not_run"}
        assert (tmp_path / "report" / "index.html").exists()
        server.seconds = 0.0
        second = verdicts(warm_certify("--rerun=report", directory=tmp_path).document)
    assert second.keys() == verdicts(document).keys()
    assert "not_run" not in second.values()


def test_waiting_is_interrupted_like_anything_else(tmp_path):
    with hostile.serving(None) as url:
        document = interrupted(tmp_path, url, *PART, "--wait=600", said="waiting for")
    assert document["conclusion"] == "truncated"


# --- held back -----------------------------------------------------------------------------------------


def test_two_processes_find_out_once_what_is_there(tmp_path):
    """The survey is asked once, by the one that starts them."""
    alone, together = Counting(), Counting()
    for server, more in ((alone, ()), (together, ("-n2",))):
        with hostile.serving(server) as url:
            ended = warm_certify(url, "--only=models.list", *more, directory=tmp_path)
            assert ended.exit_code == 0, ended.said
    assert sorted(together.paths) == sorted(alone.paths)


def test_no_more_than_so_many_at_once_and_what_needs_more_is_open(tmp_path):
    server = Counting(seconds=0.02)
    with hostile.serving(server) as url:
        ended = warm_certify(url, "--only=concurrency.streams", "--concurrency=3", directory=tmp_path)
    assert server.most <= 3
    assert set(verdicts(ended.document).values()) == {"inconclusive"}
    assert {row["cause"] for row in ended.document["requirements"]} == {"held-back"}


def test_each_process_must_have_room_to_ask(tmp_path):
    ended = warm_certify("http://127.0.0.1:9/v1", "-n3", "--concurrency=2", directory=tmp_path)
    assert ended.exit_code == 4
    assert "-n 3 asks more at the same time than 2, which is allowed" in ended.said


def test_no_more_than_so_many_in_a_second(tmp_path):
    server = Counting()
    with hostile.serving(server) as url:
        ended = warm_certify(url, "--only=models", "--rps=4", directory=tmp_path)
    times = [at for _, _, at in server.asked]
    assert len(times) > 4, ended.said
    assert [later - sooner > 0.5 for sooner, later in zip(times, times[4:], strict=False)] == [True] * (len(times) - 4)


# --- rate limits ---------------------------------------------------------------------------------------


def test_a_rate_limit_is_waited_for_and_that_is_said(tmp_path):
    def limited(asked):
        if asked.number % 3 == 0:
            yield hostile.answer(429, hostile.error("slowly", "rate_limit_exceeded"), headers={"Retry-After": "0.1"})
        else:
            yield from hostile.honest(asked)

    with hostile.serving(limited) as url:
        ended = warm_certify(url, "--only=models.list", "--only=chat.reply.id", directory=tmp_path)
    assert "the server limits the rate of requests: it is waited for as it says, 60 s in all at most" in ended.said
    assert 0 < spent(ended.document)["waited_seconds"] < 60
    assert "fail" not in verdicts(ended.document).values()

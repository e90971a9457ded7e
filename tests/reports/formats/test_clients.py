"""Who breaks, as it was seen: client by client, those that do not mind at the end."""

from __future__ import annotations

import pytest
from golden_parts import row, run
from oaic_reports.formats.index import FORMATS
from oaic_reports.terminal.summary import summary
from oaic_reports.words.clients import clients
from oaic_suite.judging.clients.witnessed import as_seen

NODE = {
    "client": "openai 7.55.0 (Node)",
    "date": "2026-05-04",
    "outcome": "crash",
    "detail": "raises Error in fetch",
}
PYTHON = {"client": "openai 3.52.0 (Python)", "date": "2026-05-04", "outcome": "silent", "detail": "usage: nothing"}
CALM = {"client": "AI SDK 7.0.173", "date": "2026-05-05", "outcome": "tolerated", "detail": ""}
MADE = "on a server broken on purpose)"


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ([], None),
        ([NODE], f"openai 7.55.0 (Node): raises Error in fetch (tried 2026-05-04 {MADE}"),
        (
            [CALM, NODE, PYTHON],
            "openai 7.55.0 (Node): raises Error in fetch; openai 3.52.0 (Python): usage: nothing;"
            f" AI SDK 7.0.173: nothing to be seen (tried 2026-05-04, 2026-05-05 {MADE}",
        ),
    ],
)
def test_what_was_seen_is_told_in_a_sentence(seen, told):
    assert clients(row("chat.a", "fail", witnesses=seen)) == told


WHERE = "others may (tried 2026-05-05 on a server broken on purpose: "


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("A", f"the one client that was tried does not mind; {WHERE}A)"),
        ("AB", f"neither of the two clients that were tried minds; {WHERE}A, B)"),
        ("ABCD", f"none of the four clients that were tried minds; {WHERE}A, B, C, D)"),
    ],
)
def test_what_nobody_minds_is_not_said_to_harm_nobody(names, told):
    assert clients(row("chat.a", "fail", witnesses=[CALM | {"client": name} for name in names])) == told


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ('model: nothing, instead of "parrot-1"', "model: nothing"),
        ('choices[0].text: "Polly: hello, instead of tea", instead of "Hello"', "choices[0].text: another value"),
        ('choices[1]: {"text": "Squawk!"}, instead of nothing', "choices[1]: a value, instead of nothing"),
        ("raises nothing, instead of openai.BadRequestError", "raises nothing, instead of openai.BadRequestError"),
        ("raises TypeError in the application", "raises TypeError in the application"),
    ],
)
def test_no_value_of_the_server_that_was_tried_looks_like_one_of_this(detail, told):
    assert clients(row("chat.a", "fail", witnesses=[NODE | {"detail": detail}])).startswith(
        f"{NODE['client']}: {told} ("
    )


def test_a_model_of_the_reference_server_is_not_in_what_was_seen():
    assert "parrot" not in clients(row("chat.reply.model", "fail", witnesses=as_seen("chat.reply.model")))


def test_a_run_from_before_there_were_witnesses_has_none():
    assert clients(row("chat.a", "fail")) is None


READERS = {name: FORMATS[name] for name in ("html", "junit", "markdown")} | {"text, whole": summary}


@pytest.mark.parametrize("name", READERS)
def test_every_format_for_readers_tells_it(name):
    told = READERS[name](run([row("chat.a", "fail", witnesses=[NODE])]))
    assert "raises Error in fetch" in " ".join(told.split())

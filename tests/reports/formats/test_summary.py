"""The summary in a terminal."""

import pytest
from golden import CASES, broken, conformant, partial, partly_deviating, truncated, unreachable
from golden_parts import profile, row, run
from oaic_reports.terminal.summary import rendered, summary


@pytest.mark.parametrize("case", CASES)
def test_it_fits_80_columns_but_for_the_commands(case):
    lines = [line for line in summary(CASES[case]()).splitlines() if not line.startswith("  curl ")]
    if case != "hostile":  # its commands begin with a script
        assert max(map(len, lines)) <= 80


def test_the_conclusion_comes_first_and_the_figures_last():
    lines = summary(broken()).splitlines()
    assert lines[0].startswith("Non-conformant: 7 of 16 MUSTs are broken.")
    assert lines[-1] == "3/16 MUST · 0/2 SHOULD · 132 requests · 4.2 s"


def test_a_good_run_is_short():
    assert summary(conformant()).splitlines() == [
        "Conformant: Everything that core requires was tested and holds. A client that",
        "keeps to the contract will find it kept.",
        "",
        "1/1 MUST · 1 request · 4.2 s",
    ]


def test_what_is_not_offered_is_told():
    told = {"chat": "present", "chat-image": "absent", "cors": "unknown", "tools-custom": "absent"}
    capabilities = {name: {"state": state, "how": "asked"} for name, state in told.items()}
    assert "not offered: chat-image, tools-custom" in summary(run([row("a")], capabilities=capabilities)).splitlines()
    assert "not offered" not in summary(conformant())


def test_what_is_required_and_not_offered_is_no_pass():
    rows = [row("tools.call.schema", "not_applicable", cause="tools")]
    profiles = {"tools": profile(rows, required=True, conclusion="incomplete")}
    capabilities = {"tools": {"state": "absent", "how": "refused"}, "cors": {"state": "absent", "how": "refused"}}
    said = summary(run(rows, profiles=profiles, capabilities=capabilities, conclusion="incomplete", exit_code=11))
    assert "the server does without what is required here, tools. That is not a pass." in " ".join(said.split())


def test_a_run_of_a_part_speaks_for_that_part():
    assert summary(partial()).splitlines() == [
        "The part judged holds: Only a part was judged: 1 of 1,200 requirements, those",
        "that begin with chat.choices. What was judged and must hold does. Of the rest",
        "this run says nothing.",
        "",
        "1/1 MUST · 0 requests · 4.2 s",
    ]


def test_variants_that_were_left_out_are_a_part_too():
    text = " ".join(summary(partly_deviating()).split())
    assert text.startswith("The part judged holds: Only a part was judged: not every variant of")
    assert "1 of what it should do does not" in text


def test_a_finding_reads_down():
    lines = summary(broken()).splitlines()
    start = lines.index("chat.create.content  MUST, schema")
    assert lines[start : start + 4] == [
        "chat.create.content  MUST, schema",
        "  The content of an assistant's message is a string or null.",
        "  expected  a string or null",
        "  observed  7",
    ]
    assert "⟦7⟧" in lines[start + 5]


def test_one_cause_is_told_once():
    rows = [row(f"chat.create.n{n}", "inconclusive", cause="chat.create.ok", reason="no answer") for n in range(12)]
    text = summary(run([row("chat.create.ok", "fail"), *rows]))
    assert "blocked by chat.create.ok: 12 requirements" in text
    assert text.count("no answer") == 1
    assert "and 4 more" in text


def test_what_follows_from_a_failure_stands_below_it():
    witness = {"cause": "tools.call.name", "observed": "TypeError in client.py:7 (read)"}
    rows = [row("sdk.tools.calls", "fail", **witness), row("tools.call.name", "fail", observed="7")]
    lines = summary(run(rows)).splitlines()
    start = lines.index("  and with it sdk.tools.calls")
    assert lines[start + 1] == "    observed  TypeError in client.py:7 (read)"
    assert lines.index("tools.call.name  MUST, schema") < start


def test_what_follows_from_something_else_says_from_what():
    rows = [row(f"sdk.tools.n{n}", "fail", cause="tools.call.name") for n in range(2)]
    text = summary(run([row("tools.call.name"), *rows]))
    assert "follows from tools.call.name: 2 requirements" in text
    assert "and with it" not in text


def test_a_command_stays_on_one_line():
    (line,) = {line for line in summary(broken()).splitlines() if line.startswith("  curl ")}
    assert line.endswith('"content":"Say hello."}]}\'')


def test_a_message_is_told():
    assert "Nothing answers at http://localhost:8000/v1" in summary(unreachable())


def test_an_unfinished_run_has_no_duration():
    assert summary(truncated()).endswith("0 requests · not finished\n")


def test_color_is_for_terminals_only():
    assert "\x1b[" not in rendered(broken(), width=80, color=False, report=None)
    assert "\x1b[" in rendered(broken(), width=80, color=True, report=None)


def test_markup_of_the_server_is_text():
    assert "[bold]loud[/bold] :smile:" in summary(run([row("a.b", "fail", observed="[bold]loud[/bold] :smile:")]))

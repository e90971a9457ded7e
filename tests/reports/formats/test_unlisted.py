"""What the title of a cause only counts is spelled out wherever there is room for it."""

from golden_parts import row, run
from oaic_reports.formats.markdown import markdown
from oaic_reports.page.anchors import anchors
from oaic_reports.page.told import told
from oaic_reports.page.whole import page
from oaic_reports.terminal.brief import brief
from oaic_reports.terminal.summary import summary

HEEDED = ("chat.options.stop", "chat.options.limit", "chat.stream.stop")
UNNAMED = ("completions.echo.", "embeddings.dimensions.length")


def unheeded(*more):
    return run([row(id, "fail") for id in ("chat.reply.choices-count", *HEEDED, *more)])


def test_a_title_counts_what_it_has_no_room_for():
    assert "and 2 more" in brief(unheeded(*UNNAMED))


def test_all_of_it_is_in_the_run():
    (cause,) = unheeded(*UNNAMED)["causes"]
    assert sorted(cause["details"]) == ["`dimensions`", "`echo`", "`max_tokens`", "`n`", "`stop`"]


def test_the_rest_is_told_where_everything_is():
    said = " ".join(summary(unheeded(*UNNAMED)).split())
    assert "`max_tokens`, `stop`, `n` and 2 more" in said
    assert "the other 2: `dimensions`; `echo`" in said


def test_the_rest_is_told_in_markdown_and_in_an_issue():
    found = unheeded(*UNNAMED)
    (cause,) = told(found, anchors(found, []))
    assert "  - the other 2: `dimensions`; `echo`" in markdown(found).splitlines()
    assert "The other 2: `dimensions`; `echo`" in cause.issue.splitlines()


def test_the_rest_stands_on_the_page():
    assert "The other 2:" in page(unheeded(*UNNAMED))


def test_where_all_is_named_nothing_is_said_twice():
    found = unheeded()
    assert "the other" not in (summary(found) + markdown(found) + page(found)).lower()


def test_a_run_that_was_written_before_this_is_read():
    found = unheeded(*UNNAMED)
    for cause in found["causes"]:
        del cause["details"]
    assert "the other" not in summary(found)

"""What became of optional members: the same in every format."""

import json

import pytest
from golden_parts import member, row, run
from oaic_reports.document import parse
from oaic_reports.formats.markdown import markdown
from oaic_reports.page.whole import page
from oaic_reports.terminal.brief import brief
from oaic_reports.terminal.summary import summary
from oaic_reports.words.members import by_word

ROWS = [row("chat.reply.choices-count", "fail")]
MEMBERS = [
    member("n", "ignored"),
    member("stop", "obeyed", "chat.options.stop"),
    member("logprobs", "refused"),
    member("n", "ignored", surface="completions"),
]
RUN = run(ROWS, members=MEMBERS)
LINE = "chat: n; completions: n"


def test_what_is_ignored_comes_first_and_what_is_obeyed_last():
    assert [(word, len(found)) for word, found in by_word(RUN)] == [("ignored", 2), ("refused", 1), ("obeyed", 1)]


def test_terminals_name_what_is_ignored_in_a_line():
    assert f"Ignored, though asked for: {LINE}" in brief(RUN).splitlines()
    assert f"ignored, though asked for: {LINE}" in summary(RUN).splitlines()


def test_terminals_are_silent_where_nothing_is_ignored():
    obeyed = run(ROWS, members=MEMBERS[1:3])
    assert "gnored, though" not in brief(obeyed) + summary(obeyed)


def test_markdown_has_a_line_for_each_word():
    assert f"| ignored | {LINE} | the answer was as without it, and nothing says so |" in markdown(RUN)


def test_the_page_has_a_line_for_each_surface_whose_members_lead_to_the_rows():
    text = page(RUN)
    section = text[
        text.index('<section id="members">') : text.index("</section>", text.index('<section id="members">'))
    ]
    assert section.count("<tr>") == 1 + len({(each["became"], each["surface"]) for each in MEMBERS})
    assert section.count('title="chat.reply.choices-count"><code>') == 3


@pytest.mark.parametrize("tell", [brief, summary, markdown, page])
def test_a_run_that_was_written_before_says_nothing_of_it(tell):
    text = tell(parse(json.dumps(run(ROWS))))
    assert "though asked for" not in text
    assert "Obeyed, refused" not in text

"""The grammars take what the service was seen to send, and no more of it."""

from __future__ import annotations

import pytest
from as_sent import ALOUD, CUT_SHORT, said, text
from oaic_spec import contract
from test_recorded_traffic import wrong_stream

CHAT = contract().operations["createChatCompletion"]
COMPLETION = contract().operations["createCompletion"]
UNFINISHED = ["is not finished exactly once, at the end"]
STREAMS = {
    "aloud": (CHAT, ALOUD, []),
    "aloud, and finished": (CHAT, [*ALOUD[:4], said("stop")], []),
    "aloud, and finished twice": (CHAT, [*ALOUD[:4], said("stop"), said("stop")], UNFINISHED),
    "written, and never finished": (CHAT, [said(role="assistant", content="Hi")], UNFINISHED),
    "cut short, and told twice": (COMPLETION, CUT_SHORT, []),
    "cut short, and told once": (COMPLETION, CUT_SHORT[:2], []),
    "finished twice with text": (COMPLETION, [*CUT_SHORT[:2], text("!", "length")], UNFINISHED),
    "finished for two reasons": (COMPLETION, [*CUT_SHORT[:2], text("", "stop")], UNFINISHED),
}


@pytest.mark.parametrize(("operation", "chunks", "wrong"), STREAMS.values(), ids=STREAMS)
def test_a_stream_follows_the_grammar(operation, chunks, wrong):
    assert [problem for chunk in chunks for problem in operation.chunk.problems(chunk)] == []
    assert list(wrong_stream(chunks, operation.stream.grammar)) == wrong

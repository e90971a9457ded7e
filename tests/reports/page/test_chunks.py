"""A frame in short: what it says that the one before did not."""

from golden_parts import chunk
from oaic_reports.page.chunks import told

FIRST = chunk("Hello")


def test_an_envelope_is_read_once():
    assert told([FIRST, chunk(" there")]) == [FIRST, '/choices/0/delta/content " there"']


def test_what_changes_in_the_envelope_is_said():
    assert told([FIRST, chunk("Hello", "chatcmpl-2")])[1] == '/id "chatcmpl-2"'


def test_what_is_gone_is_said():
    assert told(['data: {"a": 1, "b": 2}', 'data: {"a": 1}'])[1] == "without /b"


def test_the_same_again_is_said_in_words():
    assert told([FIRST, FIRST])[1] == "as the frame before"


def test_true_is_not_1():
    assert told(['data: {"a": 1}', 'data: {"a": true}'])[1] == "/a true"


def test_whatever_is_no_json_object_is_shown_whole_and_so_is_what_follows():
    texts = [FIRST, ": comment", FIRST, "data: [DONE]", "event: x\ndata: {}", "data: {"]
    assert told(texts) == texts


def test_a_hostile_depth_is_survived():
    deep = f'data: {{"a": {"[" * 100_000}'
    assert told([deep, deep]) == [deep, deep]

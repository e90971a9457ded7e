"""Stop sequences are taken from the answers themselves: from words that a server can recognise again."""

from __future__ import annotations

import pytest
from oaic_suite.checks.chat.options.stop import middle
from oaic_suite.checks.chat.readings.stops import passed_over
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.place import Place
from oaic_suite.evidence.unsettled import NotEstablished

TORN = "n\ufffd"


def said(text):
    return [Located(text, Place("x1", pointer="/choices/0/message/content"))]


def test_two_words_of_the_middle_are_stopped_at():
    assert middle("one two three four five six") == ("three", "four")


def test_words_with_torn_characters_are_passed_over_where_there_are_others():
    assert middle("one two thr\ufffd four five six") == ("four", "five")
    assert middle(" ".join([TORN] * 6)) == (TORN, TORN)


def test_without_enough_words_there_is_nothing_to_stop_at():
    with pytest.raises(NotEstablished):
        middle("one two")


def test_a_sequence_in_the_text_was_not_stopped_at():
    assert len(passed_over(said("one two"), ["two"])) == 1
    assert passed_over(said("one "), ["two"]) == []


def test_what_stands_for_a_torn_character_need_not_be_stopped_at():
    assert passed_over(said("one "), [TORN]) == []
    with pytest.raises(NotEstablished):
        passed_over(said(f"one {TORN}"), [TORN])

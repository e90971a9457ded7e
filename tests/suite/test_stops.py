"""Stop sequences are taken from the answers themselves: from words that a server can recognise again."""

from __future__ import annotations

import pytest
from oaic_suite.checks.chat.options import middle
from oaic_suite.evidence.unsettled import NotEstablished


def test_two_words_of_the_middle_are_stopped_at():
    assert middle("one two three four five six") == ("three", "four")


def test_a_word_with_a_torn_character_is_passed_over():
    assert middle("one two thr\ufffd four five six") == ("four", "five")


@pytest.mark.parametrize("said", ["one two", "n\ufffd n\ufffd n\ufffd n\ufffd"])
def test_without_such_words_there_is_nothing_to_stop_at(said):
    with pytest.raises(NotEstablished):
        middle(said)

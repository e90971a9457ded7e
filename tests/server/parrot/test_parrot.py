"""The parrot: its tokens are lossless, its limits real, its odds consistent."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oaic_server.parrot.logprobs import entry
from oaic_server.parrot.tokenizer import AT_ONCE, characters, count, decode, encode, total
from oaic_server.parrot.utterance import utter
from oaic_server.parrot.voice import NOTHING_HEARD, voice

AWKWARD = {
    "nothing": "",
    "words": "Hello, world!",
    "spaces": "  two  and three   ",
    "line ends": "\r\n\n\ttab\x0b\x1c\u2028",
    "underscores": "__snake_case_99__",
    "long word": "Donaudampfschifffahrtsgesellschaft",
    "combining marks": "e\u0301\u0323 n\u0303",
    "right to left": "שלום \u200f(עולם)",
    "CJK": "漢字かな交じり文",
    "emoji": "😀😃 👩‍👩‍👧‍👦 🏳️‍🌈",
    "controls": "\x00\x01\x7f",
    "outside the first plane": "𝔘𝔫𝔦 \U0010ffff",
}
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_tokens_are_the_text_and_nothing_else(text):
    assert decode(encode(text)) == text
    assert count(text) == len(list(encode(text)))
    assert "".join(piece for piece, _ in characters(encode(text))) == text


@given(ANY_TEXT)
def test_any_text_survives(text):
    assert decode(encode(text)) == text
    assert all(encode(text)), "a token has at least one byte"
    assert count(text) == len(encode(text))
    pieces = list(characters(encode(text)))
    assert [piece.encode() for piece, _ in pieces] == [b"".join(run) for _, run in pieces]
    assert "".join(piece for piece, _ in pieces) == text


def test_a_long_text_survives_and_of_one_that_is_too_long_no_more_is_read_than_it_takes():
    text = "a!🦜 " * AT_ONCE
    assert decode(encode(text)) == text
    assert count(text) == len(encode(text)) == total(["", text])
    assert 10 < len(encode(text, 10)) < 2 * AT_ONCE
    assert encode(text)[:10] == encode(text, 10)[:10]


def test_texts_are_counted_until_they_are_known_to_be_too_long():
    texts = iter(["a b c", "d e f", "g"])
    assert total(texts, 5) == 6
    assert list(texts) == ["g"]


def test_far_into_a_long_text_pieces_are_longer_and_nothing_is_lost():
    text = "one two 😀 " * 2_000
    pieces = list(characters(encode(text)))
    assert "".join(piece for piece, _ in pieces) == text
    assert [token for _, run in pieces for token in run] == encode(text)
    assert {len(run) for _, run in pieces[:1_000]} == {1, 2}
    assert len(pieces) < len(encode(text)) / 2


def test_a_character_may_span_two_tokens_but_never_two_pieces():
    assert list(encode("😀")) == [b"\xf0\x9f", b"\x98\x80"]
    assert [text for text, _ in characters(encode("a😀b"))] == ["a", "😀", "b"]


LIMITS = {
    "room to spare": ("one two", 5, ("one", " two"), "stop"),
    "just enough": ("one two", 2, ("one", " two"), "stop"),
    "one short": ("one two", 1, ("one",), "length"),
    "within a character": ("x😀😀", 4, ("x", "😀"), "length"),
    "before the first character ends": ("😀", 1, (), "length"),
}


@pytest.mark.parametrize(("text", "limit", "said", "why"), LIMITS.values(), ids=LIMITS)
def test_a_limit_cuts_between_characters(text, limit, said, why):
    utterance = utter(text, limit)
    assert (tuple(piece for piece, _ in characters(utterance.tokens)), utterance.finish_reason) == (said, why)
    assert len(utterance.tokens) <= limit


STOPS = {
    "at a token": ("one two three", [" three"], "one two"),
    "within a token": ("abcdefgh", ["cd"], "ab"),
    "across tokens": ("one two three", ["o thr"], "one tw"),
    "across the halves of a character": ("a😀b", ["😀b"], "a"),
    "the earliest of several": ("a b c", ["c", "b"], "a "),
    "at the start": ("one", ["one"], ""),
    "nowhere": ("one", ["two"], "one"),
    "an empty one": ("one", [""], "one"),
}


@pytest.mark.parametrize(("text", "stops", "said"), STOPS.values(), ids=STOPS)
def test_nothing_of_a_stop_sequence_is_said(text, stops, said):
    utterance = utter(text, 100, stops)
    assert (decode(utterance.tokens), utterance.finish_reason) == (said, "stop")


def test_a_stop_sequence_beyond_the_limit_does_not_stop():
    assert utter("one two three", 2, ["three"]).finish_reason == "length"


@given(ANY_TEXT, st.integers(1, 20), st.text(min_size=1, max_size=3))
def test_what_is_said_begins_the_text_and_holds_no_stop(text, limit, stop):
    said = decode(utter(text, limit, [stop] if stop.isprintable() else []).tokens)
    assert text.startswith(said)
    assert not stop.isprintable() or stop not in said


def test_the_first_choice_is_an_echo_and_the_others_open_differently():
    assert voice("Hello") == "Hello"
    assert voice("Hello", 1).removesuffix("Hello") not in ("", "Hello")
    assert voice("") == NOTHING_HEARD


def test_a_seed_says_the_same_again():
    assert voice("Hello", 0, seed=7) == voice("Hello", 0, seed=7) != "Hello"
    assert len({voice("Hello", 0, seed=seed) for seed in range(20)}) > 1


@pytest.mark.parametrize("token", [b"Hello", b" a", b"\xf0\x9f"])
@pytest.mark.parametrize("top", [0, 1, 2, 20])
def test_odds_are_sorted_and_begin_with_the_chosen_token(token, top):
    found = entry(token, top)
    logprobs = [candidate["logprob"] for candidate in found["top_logprobs"]]
    assert logprobs == sorted(logprobs, reverse=True)
    assert len(logprobs) == top
    assert len({candidate["token"] for candidate in found["top_logprobs"]}) == top
    assert all(candidate["token"] == found["token"] for candidate in found["top_logprobs"][:1])
    assert sum(map(math.exp, logprobs)) <= 1
    assert found["logprob"] <= 0
    assert bytes(found["bytes"]) == token

"""How the server reads JSON: as written, but that a whole number is an integer."""

from __future__ import annotations

import json
import math

import pytest
from arbitrary import VALUES
from hypothesis import given
from oaic_server.exchange.strict_json import Malformed, parse

DEPTH = 64

NUMBERS = {
    b"1": 1,
    b"1.0": 1,
    b"10e-1": 1,
    b"-0.0": 0,
    b"1.5": 1.5,
    b"9007199254740992.0": 2**53,
    b"9223372036854775807": 2**63 - 1,
    b"18446744073709551616": 1.8446744073709552e19,
    b"1e300": 1e300,
}


@pytest.mark.parametrize(("raw", "value"), NUMBERS.items(), ids=str)
def test_a_whole_number_is_an_integer_where_it_is_exact(raw, value):
    assert (parse(raw, DEPTH), type(parse(raw, DEPTH))) == (value, type(value))


def test_a_whole_number_is_an_integer_wherever_it_stands():
    assert repr(parse(b'{"a": [2.0, {"b": 3.0}, 0.5, [[4e0]]], "c": "1.0"}', DEPTH)) == repr(
        {"a": [2, {"b": 3}, 0.5, [[4]]], "c": "1.0"}
    )


@given(VALUES)
def test_any_value_is_read_as_it_was_written(value):
    assert alike(parse(json.dumps(value).encode(), DEPTH), value)


def alike(one, other):
    """Equal, but that a number of more than 64 bits has come nearer to a float."""
    if isinstance(one, float) and isinstance(other, int) and type(other) is not bool:
        return math.isclose(one, other) and not -(2**63) <= other < 2**64
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return one == other


MALFORMED = {
    b"NaN": "not valid JSON",
    b'{"a":1,"a":1}': '"a" twice',
    b'{"a" :1,"a":"\\":"}': '"a" twice',
    b'{"a":1.0,"b":{"c":1,"c":1}}': '"c" twice',
    b'[%s{"a":1,"a":1}]' % (b'"\\":",' * 200_000): '"a" twice',
    b'{"x":"%s","a":1,"a":1}' % (b"x" * 2**20): '"a" twice',
    b"[%s0]" % (b"0," * 400_000): "more than 400000 values",
    b"[%s{}]" % (b'{"a":1},' * 131_073): "more than 131072 members",
}


@pytest.mark.parametrize(("raw", "said"), MALFORMED.items(), ids=[raw[:20].decode() for raw in MALFORMED])
def test_what_is_malformed_is_said(raw, said):
    with pytest.raises(Malformed, match=said):
        parse(raw, DEPTH)


def test_a_text_without_an_end_is_read_once():
    with pytest.raises(Malformed, match="not valid JSON"):
        parse(b"\x22" + b"\x5c\x22" * 500_000 + b"," * 400_001, DEPTH)


def test_signs_in_a_text_are_no_values_and_no_members():
    said = '"a": [{' * 100_000
    assert parse(json.dumps([said]).encode(), DEPTH) == [said]

"""Content codings are taken off as the bytes come, wherever they are cut."""

from __future__ import annotations

import gzip
import zlib

import pytest
from oaic_suite.asking.coding import Undecodable, inflater

TEXT = "Ein Papagei mit 🦜 und é. ".encode() * 9
ENCODED = {
    "gzip": gzip.compress(TEXT),
    "x-gzip": gzip.compress(TEXT[:7]) + gzip.compress(TEXT[7:]),
    " GZIP ": gzip.compress(TEXT),
    "deflate": zlib.compress(TEXT),
}


def fed(coding, *pieces):
    taken = inflater(coding)
    found = b"".join(part for piece in pieces for part in taken.feed(piece))
    taken.close()
    return found


@pytest.mark.parametrize(("coding", "encoded"), ENCODED.items(), ids=ENCODED)
def test_a_body_is_the_same_wherever_it_is_cut(coding, encoded):
    assert fed(coding, encoded) == TEXT
    assert fed(coding, *(bytes([byte]) for byte in encoded)) == TEXT


def test_what_is_flushed_is_known_at_once():
    encoder, taken = zlib.compressobj(wbits=31), inflater("gzip")
    for event in (b"data: 1\n\n", b"data: 2\n\n"):
        flushed = encoder.compress(event) + encoder.flush(zlib.Z_SYNC_FLUSH)
        assert b"".join(taken.feed(flushed)) == event


def test_few_bytes_that_stand_for_many_come_piece_by_piece():
    sizes = [len(piece) for piece in inflater("gzip").feed(gzip.compress(bytes(10**7)))]
    assert (sum(sizes), max(sizes)) == (10**7, 65536)


WRONG = {
    "plain text": (b"plain text", "the body is not gzip"),
    "cut short": (gzip.compress(TEXT)[:-1], "the gzip ends too early"),
    "something behind it": (gzip.compress(TEXT) + b"x" * 20, "the body is not gzip"),
}


@pytest.mark.parametrize(("body", "sentence"), WRONG.values(), ids=WRONG)
def test_what_does_not_decode_is_told(body, sentence):
    with pytest.raises(Undecodable, match=sentence):
        fed("gzip", body)


@pytest.mark.parametrize("coding", ["", "identity", "br"])
def test_what_is_not_encoded_or_was_not_asked_for_stays(coding):
    assert inflater(coding) is None

"""How long a WAV says that it is, and is."""

from __future__ import annotations

import pytest
from oaic_suite.evidence.media.sound import false_length


def wav(told, samples=b"\0" * 8, behind=b""):
    head = b"fmt " + (16).to_bytes(4, "little") + bytes(16)
    return b"RIFF\0\0\0\0WAVE" + head + b"data" + told.to_bytes(4, "little") + samples + behind


TRUE = {
    "as long as told": wav(8),
    "odd, and padded": wav(7),
    "not told": wav(0),
    "not known yet": wav(0xFFFFFFFF),
    "the most there is": wav(0x7FFFFFFF),
    "another chunk behind": wav(8, behind=b"LIST\4\0\0\0INFO"),
    "another sound behind": wav(8, behind=wav(8)),
    "no samples": b"RIFF\0\0\0\0WAVE",
    "no WAV": b"ID3",
}
FALSE = {"shorter": wav(4), "longer": wav(16), "noise behind": wav(8, behind=b"\0\1\0\1\0\1\0\1\0\1")}


@pytest.mark.parametrize("data", TRUE.values(), ids=TRUE)
def test_a_wav_may_be_as_long_as_this(data):
    assert false_length(data) is None


@pytest.mark.parametrize("data", FALSE.values(), ids=FALSE)
def test_a_wav_is_not_as_long_as_it_says(data):
    assert false_length(data)

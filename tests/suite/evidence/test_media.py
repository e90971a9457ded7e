"""What the bytes of pictures are seen to be, whoever wrote them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from oaic_suite.checks.chat import parts
from oaic_suite.evidence.media.picture import NoPicture, Picture, picture

Image = pytest.importorskip("PIL.Image", reason="Pillow is not installed: pictures are read by no decoder but ours")
SIZE = (123, 45)
WRITTEN = {
    "png": {"format": "PNG"},
    "jpeg": {"format": "JPEG"},
    "jpeg, progressive": {"format": "JPEG", "progressive": True},
    "gif": {"format": "GIF"},
    "webp": {"format": "WEBP"},
    "webp, lossless": {"format": "WEBP", "lossless": True},
    "webp, with more to say": {"format": "WEBP", "icc_profile": bytes(128)},
}


def drawn(**how):
    written = io.BytesIO()
    Image.effect_noise(SIZE, 50).convert("RGB").save(written, **how)
    return written.getvalue()


@pytest.mark.parametrize("how", WRITTEN.values(), ids=WRITTEN)
def test_a_picture_is_read_as_a_library_wrote_it(how):
    assert picture(drawn(**how)) == Picture(how["format"].lower(), SIZE)


@pytest.mark.parametrize("how", [each for each in WRITTEN.values() if each["format"] != "GIF"], ids=str)
def test_a_picture_that_breaks_off_is_none(how):
    whole = drawn(**how)
    for length in (len(whole) - 3, len(whole) // 2, 20):
        with pytest.raises(NoPicture):
            picture(whole[:length])


@pytest.mark.parametrize("sample", sorted(Path(parts.SAMPLES).glob("square.*")), ids=lambda path: path.suffix)
def test_the_samples_that_are_sent_are_pictures(sample):
    assert picture(sample.read_bytes()).size == (64, 64)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<html></html>", b"RIFF\0\0\0\0WAVE"])
def test_what_is_no_picture_says_what_it_is(data):
    with pytest.raises(NoPicture):
        picture(data)


def test_a_picture_that_was_damaged_is_none():
    whole = bytearray(drawn(format="PNG"))
    whole[60] ^= 1
    with pytest.raises(NoPicture, match="damaged"):
        picture(bytes(whole))


def test_a_drawing_needs_no_size():
    assert picture(b'<svg xmlns="http://www.w3.org/2000/svg"/>') == Picture("svg")

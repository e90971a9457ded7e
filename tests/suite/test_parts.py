"""What is shown to a server is real, and small; a server that cannot see it may say so."""

from __future__ import annotations

import base64
import io
import json
import re
import wave
import zlib

import pytest
from oaic_spec import contract
from oaic_suite.asking.capability import PROBES, weigh
from oaic_suite.checks.audio.tones import MP3_FRAME, MP3_FRAMES, RATE, SAMPLES, mp3, wav
from oaic_suite.checks.chat.paper import pdf
from oaic_suite.checks.chat.parts import FILE, PICTURE, QUESTION, SOUND, asking
from oaic_suite.checks.vision.conversations import JPEG
from oaic_suite.checks.vision.pictures import CLEAR, FRESH, SIDE, codes, gif, jpeg, png, webp
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.plugin.options import link

PIXELS = SIDE * SIDE


def test_a_png_holds_every_pixel():
    found = png()
    start = found.index(b"IDAT") + 4
    length = int.from_bytes(found[start - 8 : start - 4], "big")
    assert len(zlib.decompress(found[start : start + length])) == (3 * SIDE + 1) * SIDE


def test_a_gif_clears_its_codes_before_they_grow():
    said = codes()
    runs = [len(run) for run in said[:-1].split(bytes([CLEAR])) if run]
    assert (sum(runs), max(runs)) == (PIXELS, FRESH)
    assert (gif()[:6], gif()[-1:]) == (b"GIF89a", b";")


def test_a_jpeg_says_twice_for_each_block_that_nothing_changes():
    found = jpeg()
    scan = found.index(b"\xff\xda")
    length = int.from_bytes(found[scan + 2 : scan + 4], "big")
    assert len(found) - (scan + 2 + length) - 2 == 2 * (PIXELS // 64) // 8


def test_a_webp_says_how_large_it_is():
    bits = int.from_bytes(webp()[21:25], "little")
    assert (bits & 0x3FFF, bits >> 14 & 0x3FFF) == (SIDE - 1, SIDE - 1)
    assert int.from_bytes(webp()[4:8], "little") == len(webp()) - 8


def test_the_picture_without_padding_had_some():
    assert JPEG.endswith("=")


def test_a_tone_is_half_a_second_long():
    with wave.open(io.BytesIO(wav())) as file:
        assert (file.getframerate(), file.getnframes()) == (RATE, SAMPLES)


def test_silence_is_whole_frames():
    assert len(MP3_FRAME) == 144 * 32_000 // 44_100
    assert mp3() == MP3_FRAME * MP3_FRAMES


def test_the_table_of_a_pdf_leads_to_its_objects():
    found = pdf()
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", found)]
    assert [found[place:].split()[0] for place in places] == [b"%d" % number for number in range(1, len(places) + 1)]
    assert found[int(found.split()[-2]) :].startswith(b"xref")


@pytest.mark.parametrize("part", [PICTURE, SOUND, FILE], ids=["picture", "sound", "file"])
def test_what_is_shown_keeps_the_contract_and_is_small(part):
    body = {"model": "m", **asking(part)}
    assert contract().operations["createChatCompletion"].request.problems(body) == []
    assert len(base64.b64encode(json.dumps(body).encode())) < 32_000
    assert body["messages"][0]["content"] == [QUESTION, part]


# --- honest refusals ---------------------------------------------------------------------------------

TOLD = {
    "by its param": ("chat-image", {"message": "No.", "param": "messages[0].content[1].type"}, "absent"),
    "by a word for it": ("chat-image", {"message": "m-1 has no vision", "param": None}, "absent"),
    "as one of many": ("chat-audio-in", {"message": "m-1 is not a multimodal model", "param": None}, "absent"),
    "by the member": ("chat-audio-out", {"message": "No.", "param": "modalities"}, "absent"),
    "as a file": ("chat-file", {"message": "Unknown kind: file", "param": None}, "absent"),
    "without a word of it": ("chat-image", {"message": "Out of order.", "param": None}, "unknown"),
    "as another": ("chat-file", {"message": "An image is too large.", "param": None}, "unknown"),
}


@pytest.mark.parametrize(("name", "told", "state"), TOLD.values(), ids=TOLD)
def test_a_server_that_says_it_cannot_see_need_not(name, told, state):
    refused = Exchange("1", Request("POST", ""), 400, body=json.dumps({"error": told}).encode())
    assert weigh(name, refused, {}).state == state


def test_a_server_that_falls_over_what_it_is_shown_has_not_said_so():
    broken = Exchange("1", Request("POST", ""), 500, body=b'{"error": {"message": "image input is not supported"}}')
    assert weigh("chat-image", broken, {}).state == "unknown"


def test_a_probe_shows_what_it_asks_for():
    kinds = {name: probe.besides["messages"][0]["content"][1]["type"] for name, probe in PROBES.items() if probe.called}
    assert kinds == {"chat-image": "image_url", "chat-file": "file", "chat-audio-in": "input_audio"}


def test_a_picture_to_fetch_has_an_address():
    assert (link(None), link("https://a/b.png")) == (None, "https://a/b.png")
    with pytest.raises(pytest.UsageError, match="--oaic-picture"):
        link("/tmp/b.png")

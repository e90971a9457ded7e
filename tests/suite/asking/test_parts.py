"""What is shown to a server is real, and small; a server that cannot see it may say so."""

from __future__ import annotations

import base64
import io
import json
import re
import struct
import wave
import zlib

import pytest
from oaic_spec import contract
from oaic_suite.asking.surface import probes
from oaic_suite.asking.survey.capability import Capability, weigh
from oaic_suite.checks.chat.parts import FILE, PICTURE, QUESTION, SOUND, asking, sample
from oaic_suite.checks.vision.conversations import JPEG
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.plugin.settings.options import NotThat, web_address

SIDE = 64  # pixels; models refuse pictures much smaller
PIXELS = SIDE * SIDE


def test_a_png_holds_every_pixel():
    found = sample("square.png")
    start = found.index(b"IDAT") + 4
    length = int.from_bytes(found[start - 8 : start - 4], "big")
    assert len(zlib.decompress(found[start : start + length])) == (3 * SIDE + 1) * SIDE


def test_a_gif_says_how_large_it_is_and_ends():
    found = sample("square.gif")
    assert (found[:6], found[-2:]) == (b"GIF89a", b"\0;")
    assert struct.unpack("<HH", found[6:10]) == (SIDE, SIDE)


def test_a_jpeg_says_twice_for_each_block_that_nothing_changes():
    found = sample("square.jpeg")
    scan = found.index(b"\xff\xda")
    length = int.from_bytes(found[scan + 2 : scan + 4], "big")
    assert len(found) - (scan + 2 + length) - 2 == 2 * (PIXELS // 64) // 8


def test_a_webp_says_how_large_it_is():
    found = sample("square.webp")
    bits = int.from_bytes(found[21:25], "little")
    assert (bits & 0x3FFF, bits >> 14 & 0x3FFF) == (SIDE - 1, SIDE - 1)
    assert int.from_bytes(found[4:8], "little") == len(found) - 8


def test_the_picture_without_padding_had_some():
    assert JPEG.endswith("=")


def test_a_tone_is_half_a_second_long():
    with wave.open(io.BytesIO(sample("tone.wav"))) as file:
        assert (file.getframerate(), file.getnframes()) == (16_000, 8_000)


def test_silence_is_whole_frames():
    found, frame = sample("silence.mp3"), 144 * 32_000 // 44_100
    assert len(found) % frame == 0
    assert {found[start : start + 4] for start in range(0, len(found), frame)} == {b"\xff\xfb\x10\xc4"}


def test_the_table_of_a_pdf_leads_to_its_objects():
    found = sample("hello.pdf")
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
    assert weigh(name, refused, {"chat": Capability("present", "")}).state == state


def test_a_server_that_falls_over_what_it_is_shown_has_not_said_so():
    broken = Exchange("1", Request("POST", ""), 500, body=b'{"error": {"message": "image input is not supported"}}')
    assert weigh("chat-image", broken, {}).state == "unknown"


def test_a_probe_shows_what_it_asks_for():
    kinds = {
        name: probe.besides.get("messages", probe.besides.get("input"))[0]["content"][1]["type"]
        for name, probe in probes().items()
        if probe.besides and not probe.members and "limit" not in probe.besides
    }
    in_chats = {"chat-image": "image_url", "chat-file": "file", "chat-audio-in": "input_audio"}
    assert kinds == in_chats | {"responses-pictures": "input_image"}


def test_a_picture_to_fetch_has_an_address():
    assert web_address("https://a/b.png") == "https://a/b.png"
    with pytest.raises(NotThat):
        web_address("/tmp/b.png")

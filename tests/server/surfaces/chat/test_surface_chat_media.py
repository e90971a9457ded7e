"""Pictures, sounds and files in a prompt: the parrot tells what it was shown, and refuses what is not that."""

from __future__ import annotations

import base64

import pytest


def inline(kind, data):
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def picture(url):
    return {"type": "image_url", "image_url": {"url": url}}


def sound(kind, data):
    return {"type": "input_audio", "input_audio": {"data": base64.b64encode(data).decode(), "format": kind}}


def file(**told):
    return {"type": "file", "file": told}


PNG = b"\x89PNG\r\n\x1a\n"
WAV = b"RIFF\0\0\0\0WAVE"
SHOWN = {
    "png": (picture(inline("image/png", PNG)), "sees image/png, 8 bytes"),
    "unpadded": (picture(inline("image/png", PNG).rstrip("=")), "sees image/png, 8 bytes"),
    "jpeg": (picture(inline("image/jpeg", b"\xff\xd8\xff\xe0")), "sees image/jpeg, 4 bytes"),
    "gif": (picture(inline("image/gif", b"GIF89a")), "sees image/gif, 6 bytes"),
    "webp": (picture(inline("IMAGE/WebP", b"RIFF\0\0\0\0WEBP")), "sees image/webp, 12 bytes"),
    "link": (picture("https://example.com/parrot.png"), "sees a picture at https://example.com/parrot.png"),
    "wav": (sound("wav", WAV), "hears wav, 12 bytes"),
    "mp3": (sound("mp3", b"\xff\xfb\x10\xc4"), "hears mp3, 4 bytes"),
    "pdf": (file(filename="a.pdf", file_data=inline("application/pdf", b"%PDF-1.4")), "reads a.pdf, application/pdf"),
}
URL = "messages[0].content[0].image_url.url"
REFUSED = {
    "no base64": (picture("data:image/png;base64,?"), "invalid_base64", None),
    "no data url": (picture("data:image/png,AAAA"), "invalid_image_url", URL),
    "no url at all": (picture("http//["), "invalid_image_url", URL),
    "no picture": (picture(inline("image/png", b"hello")), "invalid_image_format", None),
    "another picture": (picture(inline("image/jpeg", PNG)), "invalid_image_format", None),
    "text": (picture(inline("text/plain", PNG)), "invalid_image_format", None),
    "no sound": (sound("wav", b""), "invalid_value", "messages[0].content[0].input_audio.data"),
    "another sound": (sound("mp3", WAV), "invalid_value", "messages[0].content[0].input_audio.data"),
    "no file": (file(), "missing_required_parameter", "messages[0].content[0].file.file_data"),
    "another file": (file(file_data=inline("text/plain", b"hi")), "unsupported_file", None),
    "a format nobody knows": (sound("smell", WAV), "invalid_value", "messages[0].content[0].input_audio.format"),
}


@pytest.mark.parametrize(("part", "told"), SHOWN.values(), ids=SHOWN)
def test_the_parrot_tells_what_it_was_shown(chat, part, told):
    said = chat([{"type": "text", "text": "Look."}, part]).json()["choices"][0]["message"]["content"]
    assert said.startswith(f"Look.\nPolly {told}")


@pytest.mark.parametrize(("part", "code", "param"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_what_it_says_is_refused(chat, part, code, param):
    reply = chat([part])
    error = reply.json()["error"]
    assert (reply.status_code, error["code"]) == (400, code)
    assert param in (None, error["param"])


def test_a_file_by_its_id_is_not_there(chat):
    reply = chat([file(file_id="file-1")])
    assert (reply.status_code, reply.json()["error"]["param"]) == (404, "messages[0].content[0].file.file_id")


def test_what_is_shown_costs_tokens(chat):
    plain, shown, heard = (
        chat([{"type": "text", "text": "Look."}, *parts]).json()["usage"]
        for parts in ([], [SHOWN["png"][0]], [SHOWN["wav"][0]])
    )
    assert shown["prompt_tokens"] - plain["prompt_tokens"] == 85
    assert [usage["prompt_tokens_details"]["audio_tokens"] for usage in (plain, shown, heard)] == [0, 0, 85]


def test_a_tool_is_not_named_by_a_picture(chat):
    tools = [{"type": "function", "function": {"name": "picture"}}]
    reply = chat([{"type": "text", "text": "Look."}, SHOWN["link"][0]], tools=tools).json()
    assert reply["choices"][0]["finish_reason"] == "stop"


def test_the_official_way_to_send_an_answer_back_is_taken(chat):
    answer = {"role": "assistant", "content": "Hi", "refusal": None, "annotations": None, "audio": None}
    messages = [{"role": "user", "content": "Hi"}, answer, {"role": "user", "content": "Again"}]
    assert chat(messages=messages).status_code == 200

"""Pictures: of the size and in the format asked for, in base64, at an address, or as they come to be."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import httpx
import oaic_suite.checks.chat.parts as parts
import pytest
from oaic_server.parrot.painting.jpeg import jpeg
from oaic_server.parrot.picture import FORMATS, LONGEST_SIDE, Picture, motif, named
from oaic_spec import contract

Image = pytest.importorskip("PIL.Image", reason="Pillow is not installed: no real decoder opens the pictures")
OPERATIONS = contract().operations
SQUARE = (Path(parts.SAMPLES) / "square.png").read_bytes()
SIZES = [(1, 1), (7, 13), (256, 128), (1024, 1536)]


def opened(data):
    found = Image.open(io.BytesIO(data))
    found.load()
    return found


@pytest.fixture
def paint(client):
    return lambda **members: client.post("/images/generations", json={"prompt": "A parrot", "size": "64x64", **members})


@pytest.fixture
def edit(client):
    def ask(files, **members):
        return client.post("/images/edits", data={"prompt": "With a hat", "size": "64x64", **members}, files=files)

    return ask


def pictures(reply):
    return [opened(base64.b64decode(entry["b64_json"])) for entry in reply.json()["data"]]


def events(reply):
    frames = reply.text.removesuffix("\n\n").split("\n\n")
    return [httpx.Response(200, text=frame.partition("data: ")[2]).json() for frame in frames]


# --- painted -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("format", FORMATS)
def test_a_picture_is_as_large_as_it_says_in_the_eyes_of_a_library(format, size):
    found = opened(Picture(motif("A parrot"), *size, format).data())
    assert (found.size, found.format) == (size, format.upper())


@pytest.mark.parametrize("format", ["png", "webp"])
def test_a_clear_picture_can_be_seen_through(format):
    corner = Picture(0, 8, 8, format, clear=True)
    solid = Picture(0, 8, 8, format)
    assert [opened(each.data()).convert("RGBA").getpixel((0, 0))[3] for each in (corner, solid)] == [0, 255]


@pytest.mark.parametrize("brightness", range(1, 256, 17))
def test_a_grey_is_as_bright_as_it_should_be(brightness):
    assert abs(opened(jpeg((9, 9), brightness)).getpixel((8, 8)) - brightness) <= 1


def test_a_picture_is_painted_again_by_its_name():
    made = Picture(motif("A parrot"), 64, 48, "png", clear=True)
    assert named(made.name) == made
    assert [named(name) for name in ("parrot.png", f"00000000-{LONGEST_SIDE + 1}x1.png", "00000000-0x1.png")] == [
        None
    ] * 3


def test_a_picture_comes_to_be_row_by_row():
    done = Picture(motif("A parrot"), 8, 8, "png")
    blocks = [sum(map(sum, done.begun(part, 4).rows)) for part in range(1, 5)]
    assert blocks == sorted(blocks)
    assert done.begun(4, 4) == done
    assert done.begun(1, 4).ink == done.ink


# --- asked for -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_pictures_are_made_in_the_format_and_size_asked_for(paint, format):
    reply = paint(size="96x32", n=2, output_format=format, response_format="b64_json")
    assert OPERATIONS["createImage"].response.problems(reply.json()) == []
    assert [(each.size, each.format) for each in pictures(reply)] == [((96, 32), format.upper())] * 2
    assert (reply.json()["size"], reply.json()["output_format"]) == ("96x32", format)


def test_the_same_words_make_the_same_picture_and_others_another(paint):
    once, again, other = (paint(response_format="b64_json", prompt=prompt).json()["data"] for prompt in ("A", "A", "B"))
    assert (once == again, once == other) == (True, False)


def test_an_address_is_open_to_all_and_absolute(paint):
    [entry] = paint(size="96x32", response_format="url").json()["data"]
    reply = httpx.get(entry["url"], trust_env=False)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "image/png")
    assert opened(reply.content).size == (96, 32)


def test_an_address_is_that_by_which_the_client_knows_the_server(client):
    headers = {"host": "localhost", "x-forwarded-proto": "https"}
    reply = client.post("/images/generations", json={"prompt": "A parrot", "response_format": "url"}, headers=headers)
    assert reply.json()["data"][0]["url"].startswith("https://localhost/pictures/")


def test_a_name_that_nobody_gave_is_no_picture(server):
    root = server.base_url.removesuffix("/v1")
    assert httpx.get(f"{root}/pictures/parrot.png", trust_env=False).status_code == 404


def test_parts_come_before_the_picture_and_are_pictures(paint):
    told = events(paint(stream=True, partial_images=2, n=2))
    kinds = ["image_generation.partial_image"] * 2 + ["image_generation.completed"]
    assert [event["type"] for event in told] == kinds * 2
    assert [problem for event in told for problem in OPERATIONS["createImage"].chunk.problems(event)] == []
    assert {opened(base64.b64decode(event["b64_json"])).size for event in told} == {(64, 64)}
    assert [event.get("partial_image_index") for event in told] == [0, 1, None] * 2


def test_a_streamed_picture_is_the_plain_one(paint):
    [event] = events(paint(stream=True))
    assert event["b64_json"] == paint(response_format="b64_json").json()["data"][0]["b64_json"]


REFUSED = {
    "too large": ({"size": "4096x1"}, "size"),
    "no size": ({"size": "large"}, "size"),
    "a clear jpeg": ({"background": "transparent", "output_format": "jpeg"}, "background"),
    "a moving picture": ({"output_format": "gif"}, "output_format"),
    "many frames": ({"frame_count": 4}, "frame_count"),
    "none": ({"n": 0}, "n"),
    "an address in a stream": ({"stream": True, "response_format": "url"}, "response_format"),
    "another member": ({"smell": "of hay"}, "smell"),
}


@pytest.mark.parametrize(("members", "param"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_painted_is_refused_by_its_name(paint, members, param):
    reply = paint(**members)
    assert (reply.status_code, reply.json()["error"]["param"]) == (400, param)


def test_a_model_that_does_not_exist_paints_nothing(paint):
    assert paint(model="no-such-model").status_code == 404


# --- edited --------------------------------------------------------------------------------------------


SHOWN = {
    "one": [("image", ("a.png", SQUARE))],
    "several": [("image[]", ("a.png", SQUARE)), ("image[]", ("b.png", SQUARE))],
    "one with a mask": [("image", ("a.png", SQUARE)), ("mask", ("m.png", SQUARE))],
}


@pytest.mark.parametrize("files", SHOWN.values(), ids=SHOWN)
def test_pictures_are_edited(edit, files):
    reply = edit(files, response_format="b64_json")
    assert OPERATIONS["createImageEdit"].response.problems(reply.json()) == []
    assert [each.size for each in pictures(reply)] == [(64, 64)]
    assert reply.json()["usage"]["input_tokens_details"]["image_tokens"] == 256 * len(files)


def test_an_edit_depends_on_what_is_shown(edit):
    one, two = (edit(SHOWN[name], response_format="b64_json").json()["data"] for name in ("one", "several"))
    assert one != two


def test_a_whole_number_may_have_a_point(edit):
    assert len(pictures(edit(SHOWN["one"], n="2.0"))) == 2


def test_an_edit_is_streamed(edit):
    told = events(edit(SHOWN["one"], stream="true", partial_images="1"))
    assert [event["type"] for event in told] == ["image_edit.partial_image", "image_edit.completed"]
    assert [problem for event in told for problem in OPERATIONS["createImageEdit"].chunk.problems(event)] == []


def test_a_picture_is_shown_by_its_address_or_in_a_data_url(client):
    data = "data:image/png;base64," + base64.b64encode(SQUARE).decode()
    for url in ("https://example.com/a.png", data):
        body = {"prompt": "With a hat", "images": [{"image_url": url}], "mask": {"image_url": data}}
        assert client.post("/images/edits", json=body).status_code == 200


BROKEN = {
    "no picture": ([("image", ("a.png", b"noise"))], "image"),
    "nothing": ([("image", ("a.png", b""))], "image"),
    "a mask that is none": ([("image", ("a.png", SQUARE)), ("mask", ("m.png", b"noise"))], "mask"),
    "another member alone": ([("mask", ("m.png", SQUARE))], "image"),
}


@pytest.mark.parametrize(("files", "param"), BROKEN.values(), ids=BROKEN)
def test_a_picture_that_is_none_is_refused(edit, files, param):
    reply = edit(files)
    assert (reply.status_code, reply.json()["error"]["param"]) == (400, param)


def test_a_file_that_is_not_kept_is_not_found(client):
    reply = client.post("/images/edits", json={"prompt": "With a hat", "images": [{"file_id": "file-none"}]})
    assert (reply.status_code, reply.json()["error"]["param"]) == (404, "images[0].file_id")


def test_pictures_are_varied(client):
    reply = client.post(
        "/images/variations",
        data={"n": "2", "response_format": "b64_json", "size": "256x256"},
        files={"image": ("a.png", SQUARE)},
    )
    assert [each.size for each in pictures(reply)] == [(256, 256)] * 2
    assert reply.json()["data"][0] != reply.json()["data"][1]

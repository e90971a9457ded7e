"""The pictures, sounds and files of a message of a chat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from oaic_server.answering import media as readers
from oaic_server.answering.media import Medium, Reading, decoded
from oaic_server.exchange.refusal import Refusal

Part = dict[str, Any]


def media(message: dict[str, Any], place: str, reading: Reading = decoded) -> Iterator[Medium]:
    """What a message shows, in its order; refuses what is not what it says it is."""
    for number, part in enumerate(parts(message)):
        if read := READERS.get(part["type"]):
            yield read(part[part["type"]], f"{place}.content[{number}].{part['type']}", reading)


def parts(message: dict[str, Any]) -> list[Part]:
    content = message.get("content")
    return content if isinstance(content, list) else []


def picture(given: Part, place: str, reading: Reading) -> Medium:
    return readers.picture(given["url"], f"{place}.url", reading)


def sound(given: Part, place: str, reading: Reading) -> Medium:
    return readers.sound(given["data"], given["format"], f"{place}.data", reading)


def document(given: Part, place: str, reading: Reading) -> Medium:
    if (file_id := given.get("file_id")) is not None:
        raise readers.no_file(file_id, f"{place}.file_id")
    param = f"{place}.file_data"
    if given.get("file_data") is None:
        raise Refusal(400, f"{param}: expected it, or a file_id", code="missing_required_parameter", param=param)
    return readers.document(given["file_data"], given.get("filename", "a file"), param, reading)


READERS: dict[str, Callable[[Part, str, Reading], Medium]] = {
    "image_url": picture,
    "input_audio": sound,
    "file": document,
}

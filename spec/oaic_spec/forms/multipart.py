"""A body of `multipart/form-data` taken apart, within bounds: by Werkzeug's decoder, which writes no file.

It takes a while to load; whoever reads forms loads it with the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import NEED_DATA, Data, Epilogue, Event, Field, File, MultipartDecoder, NeedData

from oaic_spec.forms.part import BrokenForm, Part, TooMuch

MOST_PARTS = 1_000
LONGEST_BOUNDARY = 70  # RFC 2046, 5.1.1
LONGEST_HEAD = 8_192  # bytes, of a part
LINE_ENDS = b"\r\n"
REST_OF_LINE = re.compile(rb"[^\S\r\n]*[\r\n]")
BLANK_LINE = re.compile(rb"\r\n\r\n|\r\r|\n\n")


def parts(body: bytes, content_type: str, most: int = MOST_PARTS) -> list[Part]:
    """Every part of a form, in order; a body that does not come to its end is none."""
    mark = boundary(content_type)
    decoder = MultipartDecoder(mark, max_parts=most)
    try:
        return list(gathered(events(decoder, pieces(body, b"--" + mark))))
    except RequestEntityTooLarge:
        raise TooMuch(f"has more than {most} parts") from None
    except BrokenForm:
        raise
    except ValueError:  # its words name the states of a machine
        raise BrokenForm("is no form that begins, and ends, with the boundary that its Content-Type names") from None


def boundary(content_type: str) -> bytes:
    named = parse_options_header(content_type)[1].get("boundary", "")
    if not named or len(named) > LONGEST_BOUNDARY or not named.isascii():
        raise BrokenForm("is a form whose Content-Type names no boundary")
    return named.encode()


def pieces(body: bytes, mark: bytes) -> Iterator[bytes]:
    """The body, cut before each boundary: the decoder looks at every line of a piece that holds one."""
    begun, found = 0, body.find(mark)
    while found >= 0:
        require_short_head(body, found + len(mark))
        cut = max(found - len(LINE_ENDS), begun)
        yield body[begun:cut]
        begun, found = cut, body.find(mark, found + len(mark))
    yield body[begun:]


def require_short_head(body: bytes, start: int) -> None:
    """Of the part that begins with a boundary up to `start`, where it is one: that stands alone on its line."""
    end = start + LONGEST_HEAD
    if end < len(body) and REST_OF_LINE.match(body, start) and not BLANK_LINE.search(body, start, end):
        raise TooMuch(f"has a part whose head is longer than {LONGEST_HEAD} bytes")


def events(decoder: MultipartDecoder, data: Iterator[bytes]) -> Iterator[Event]:
    """All up to the end; raises `ValueError` where the data end before it."""
    event: Event = NEED_DATA
    while not isinstance(event, Epilogue):
        event = decoder.next_event()
        if isinstance(event, NeedData):
            decoder.receive_data(next(data, None))
        else:
            yield event


def gathered(told: Iterator[Event]) -> Iterator[Part]:
    for event in told:
        if isinstance(event, Field | File):
            yield part(event, contents(told))


def contents(told: Iterator[Event]) -> bytes:
    """The data of a part, up to where no more of them follow."""
    found = bytearray()
    for event in told:
        if isinstance(event, Data):
            found += event.data
            if not event.more_data:
                break
    return bytes(found)


def part(head: Field | File, content: bytes) -> Part:
    if not head.name:
        raise BrokenForm("has a part without a name")
    filename = head.filename if isinstance(head, File) else None
    return Part(head.name, content, filename, head.headers.get("content-type"))

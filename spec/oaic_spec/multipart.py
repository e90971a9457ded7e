"""A body of `multipart/form-data` taken apart, within bounds: by Werkzeug's decoder, which writes no file.

It takes a while to load; whoever reads forms loads it with the first of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Event, Field, File, MultipartDecoder

from oaic_spec.part import BrokenForm, Part, TooMuch

MOST_PARTS = 1_000
LONGEST_BOUNDARY = 70  # RFC 2046, 5.1.1


def parts(body: bytes, content_type: str, most: int = MOST_PARTS) -> list[Part]:
    """Every part of a form, in order; a body that does not come to its end is none."""
    decoder = MultipartDecoder(boundary(content_type), max_parts=most)
    decoder.receive_data(body)
    decoder.receive_data(None)
    try:
        return list(gathered(decoder))
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


def gathered(decoder: MultipartDecoder) -> Iterator[Part]:
    event = decoder.next_event()
    while not isinstance(event, Epilogue):
        if isinstance(event, Field | File):
            yield part(event, contents(decoder))
        event = decoder.next_event()


def contents(decoder: MultipartDecoder) -> bytes:
    pieces, more = bytearray(), True
    while more:
        event: Event = decoder.next_event()
        if isinstance(event, Data):
            pieces += event.data
            more = event.more_data
    return bytes(pieces)


def part(head: Field | File, content: bytes) -> Part:
    if not head.name:
        raise BrokenForm("has a part without a name")
    filename = head.filename if isinstance(head, File) else None
    return Part(head.name, content, filename, head.headers.get("content-type"))

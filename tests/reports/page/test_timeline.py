"""Frames, and when each was whole."""

import pytest
from golden_parts import exchange
from oaic_reports.timeline import arrivals, frames, is_stream


def texts(body):
    return [frame.text for frame in frames(exchange("e", body))]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        ("\n\n\n", []),
        ("data: a\n\ndata: b\n\n", ["data: a", "data: b"]),
        ("data: a\r\n\r\ndata: b\r\n\r\n", ["data: a\r", "data: b\r"]),
        ("data: a\r\rdata: b", ["data: a\r", "data: b"]),
        ("event: x\ndata: a\n\n\n\n: c\n\n", ["event: x\ndata: a", ": c"]),
        ("\ufeffdata: a\n\n", ["data: a"]),
        ("data: cut", ["data: cut"]),
    ],
)
def test_frames_lie_between_blank_lines(body, expected):
    assert texts(body) == expected


def piece(at_ms, size):
    return {"at_ms": at_ms, "bytes": size}


@pytest.mark.parametrize(
    ("times", "moments"),
    [
        ([], [None, None]),
        ([piece(1, 20)], [1, 1]),
        ([piece(1, 10), piece(2, 10)], [1, 2]),
        ([piece(1, 9), piece(2, 1), piece(3, 10)], [2, 3]),
        ([piece(1, 10), piece(2, 5)], [1, None]),
    ],
)
def test_a_frame_is_there_when_its_last_byte_is(times, moments):
    assert arrivals([10, 20], times) == moments


def test_a_stream_is_known_by_its_media_type():
    assert is_stream(exchange("e", headers=[["Content-Type", "Text/Event-Stream; charset=utf-8"]]))
    assert not is_stream(exchange("e", headers=[]))

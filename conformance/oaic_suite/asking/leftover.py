"""What stands in the bytes of a connection after the end of an answer."""

from __future__ import annotations

import h11


def leftover(came: bytes, method: str) -> bytes:
    """The bytes behind the answer to one request; none where it does not end before they do."""
    reader = h11.Connection(h11.CLIENT)
    reader.send(h11.Request(method=method, target="/", headers=[("Host", "localhost")]))
    reader.send(h11.EndOfMessage())
    reader.receive_data(came)
    try:
        while type(event := reader.next_event()) is not h11.EndOfMessage:
            if event in (h11.NEED_DATA, h11.PAUSED):
                return b""
    except h11.RemoteProtocolError:
        return b""
    return bytes(reader.trailing_data[0])

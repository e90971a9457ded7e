"""The line that repeats a request: made here from the request, whatever line the file of a stranger holds."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode

from oaic_suite.evidence.shown.curl import curl
from oaic_suite.judging.document.run_json import Request

ADDRESS = re.compile("https?://", re.IGNORECASE)  # not a file, and not an option of curl's
NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2; to curl, `@name` is a file


def repeated(request: Request) -> str | None:
    """None where the request has no address that curl could be sent to."""
    if not ADDRESS.match(request["url"]):
        return None
    headers = [(name, value) for name, value in request["headers"] if NAME.fullmatch(name)]
    return curl(request["method"], request["url"], headers, body(request), request.get("body_bytes"))


def body(request: Request) -> bytes | None:
    """The bytes that were sent, as far as they were kept."""
    try:
        return b64decode(request["body_base64"], validate=True)
    except (KeyError, binascii.Error, ValueError):
        text = request["body"]
        return None if text is None else text.encode("utf-8", "surrogatepass")

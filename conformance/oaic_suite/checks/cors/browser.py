"""What a browser asks before a page of another origin may send a request, and whether the server means to answer."""

from __future__ import annotations

import re

from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Exchange

ORIGIN, OTHER = "http://localhost:3000", "http://127.0.0.1:5173"  # pages under development: most are let in
ALLOW_ORIGIN, ASKED_HEADERS = "access-control-allow-origin", "access-control-request-headers"
SOME_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^\s,/]+")
# What the official SDK for JavaScript sends from a page, besides what every client does.
OF_THE_SDK = tuple(
    f"x-stainless-{name}"
    for name in ("arch", "lang", "os", "package-version", "retry-count", "runtime", "runtime-version", "timeout")
)
OF_EVERYBODY = ("authorization", "content-type")


def send_preflight(target: Target, method: str, path: str) -> Exchange:
    """Asks as a browser does: without the key, for everything the page wants to send."""
    asked = {
        "accept": "*/*",
        "authorization": None,
        "origin": ORIGIN,
        "access-control-request-method": method,
        ASKED_HEADERS: ",".join(sorted((*OF_EVERYBODY, *OF_THE_SDK))),
        "sec-fetch-mode": "cors",
    }
    return target.send("OPTIONS", path, headers=asked)

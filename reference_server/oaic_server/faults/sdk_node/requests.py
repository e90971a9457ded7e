"""What servers have against the requests that Node sends, and nobody else."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.request import Request


def refuse_hyphens(request: Request) -> None:
    """Who looks for the boundary behind the hyphens of a form finds none that begins with some, as Node's does."""
    if "boundary=-" in request.headers.get("content-type", ""):
        raise Refusal(400, "The form has no boundary.")


def refuse_browsers(request: Request) -> None:
    """Node's fetch says of itself what browsers say, though no page sent it."""
    if "sec-fetch-mode" in request.headers:
        raise Refusal(403, "Requests across origins are not allowed.")

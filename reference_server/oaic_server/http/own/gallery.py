"""Where pictures hang: at an address that anybody may fetch, which says all that is needed to paint them again."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.parrot.picture import PLACE, named


def picture(request: Request, path: str) -> Reply | None:
    """None where no picture hangs there."""
    made = named(path.removeprefix(PLACE)) if path.startswith(PLACE) else None
    if made is None:
        return None
    return Reply(request, 200, [("content-type", f"image/{made.format}")], made.data())

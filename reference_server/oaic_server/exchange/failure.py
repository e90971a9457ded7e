"""A failure of the server itself: written to its log, never sent to the client."""

from __future__ import annotations

import sys
import traceback

from oaic_server.exchange.refusal import Refusal, internal_error


def failed(error: Exception, doing: str) -> Refusal:
    lines = traceback.format_exception(error)
    print(f"oaic serve: {doing} failed\n{''.join(lines)}", file=sys.stderr, flush=True)
    return internal_error()

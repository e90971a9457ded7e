"""Members that mean nothing where they stand, passed over."""

from __future__ import annotations

from oaic_server.exchange.request import Request
from oaic_server.faults.errors.guesses import guess, mended, with_body


@guess("errors.stray-stream-options.refused")
def stream_options_without_a_stream_are_dropped(request: Request) -> Request | None:
    return mended(request, stream_options=None) if not request.members.get("stream") else None


@guess("errors.stray-member.refused")
def members_nobody_knows_are_dropped(request: Request) -> Request | None:
    known = {name: value for name, value in request.members.items() if not name.startswith("no_such")}
    return with_body(request, known) if known != request.body and known else None


@guess("errors.stray-top-logprobs.refused")
def top_logprobs_without_logprobs_are_dropped(request: Request) -> Request | None:
    return mended(request, top_logprobs=None) if not request.members.get("logprobs") else None

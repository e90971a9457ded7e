"""Speech that the official Python SDK cannot fetch."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import SPEECH

ASKED_FOR = "application/octet-stream"  # by the SDK, whatever the format


@fault("sdk.speech.to-file", stage="answer", on=SPEECH)
def bytes_are_no_sound(request: Request) -> None:
    """The header `Accept` is taken at its word: a sound is not acceptable where bytes are asked for."""
    if request.headers.get("accept") == ASKED_FOR:
        raise Refusal(406, "Accept: expected an audio type")

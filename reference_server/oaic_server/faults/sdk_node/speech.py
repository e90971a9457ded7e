"""Speech the Node SDK cannot fetch."""

from __future__ import annotations

from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import SPEECH
from oaic_server.faults.sdk_node.requests import refuse_browsers


@fault("sdk-node.speech.bytes", stage="answer", on=SPEECH)
def sounds_are_not_for_browsers(request: Request) -> None:
    refuse_browsers(request)

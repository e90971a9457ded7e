"""Files that are refused, or dropped."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.vision.replies import parts, refuse, uncounted


@fault("chat.files.accepted", stage="answer", on=CHAT)
def no_file_is_taken(request: Request) -> None:
    refuse(request, bool(parts(request.body, "file")))


@fault("chat.files.counted", on=CHAT)
def files_are_dropped(reply: Reply) -> None:
    uncounted(reply, "file")

"""Pictures the Node SDK stumbles over."""

from __future__ import annotations

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import IMAGE, IMAGE_EDIT
from oaic_server.faults.sdk_node.replies import A_WORD, NOT_JSON
from oaic_server.faults.sdk_node.requests import refuse_hyphens
from oaic_server.faults.streams import in_streams


@fault("sdk-node.images.generate", on=IMAGE, also={"images.reply.content-type": NOT_JSON})
@in_answers
def pictures_are_declared_as_bytes(reply: Reply) -> None:
    reply.set_header("content-type", "application/octet-stream")


@fault("sdk-node.images.edit", stage="answer", on=IMAGE_EDIT)
def a_form_with_a_picture_may_not_begin_with_a_hyphen(request: Request) -> None:
    refuse_hyphens(request)


@fault("sdk-node.images.stream", on=IMAGE, also={"images.stream.json": A_WORD})
@in_streams
def a_streamed_picture_begins_with_a_word(reply: Reply) -> None:
    reply.frames = [Frame("ping"), *(reply.frames or [])]

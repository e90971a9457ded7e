"""Pictures that should be refused, and are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.acceptance import accept
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.images.replies import A_DOT
from oaic_server.faults.operations import IMAGE, IMAGE_EDIT

Body = dict[str, Any]

LIES: dict[str, Callable[[Body], bool]] = {
    "no-prompt": lambda body: "prompt" not in body,
    "not-text": lambda body: isinstance(body.get("prompt"), int),
    "none": lambda body: body.get("n") == 0,
    "unknown-size": lambda body: " " in str(body.get("size")),
    "unknown-form": lambda body: body.get("response_format") == "smell",
    "unknown-model": lambda body: str(body.get("model")).startswith("no-such"),
}


def a_dot(body: Body) -> Body:
    return {"created": 1_767_225_600, "data": [{"b64_json": A_DOT}]}


def painted(slug: str, lie: Callable[[Body], bool]) -> None:
    """A fault that paints where such a wish should be refused."""

    def painted_all_the_same(reply: Reply) -> None:
        accept(reply, lie, a_dot)

    painted_all_the_same.__doc__ = f"A wish with {slug.replace('-', ' ')}: painted all the same"
    fault(f"images.refusals.{slug}", on=IMAGE)(painted_all_the_same)


for slug, lie in LIES.items():
    painted(slug, lie)


def is_broken(request: Request) -> bool:
    """Whether a form has a file that is no picture."""
    return any(part.content.startswith(b"This") for part in request.files.get("image", ()))


@fault("images.refusals.no-image", on=IMAGE_EDIT)
def a_picture_is_made_up(reply: Reply) -> None:
    accept(reply, lambda body: "image" not in body, a_dot)


@fault("images.refusals.no-picture", on=IMAGE_EDIT)
def any_file_is_a_picture(reply: Reply) -> None:
    accept(reply, lambda body: is_broken(reply.request), a_dot)


@fault("images.refusals.client-fault", on=IMAGE_EDIT)
def a_broken_picture_breaks_the_server(reply: Reply) -> None:
    if reply.is_error and is_broken(reply.request):
        break_down(reply)

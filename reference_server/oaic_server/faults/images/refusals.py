"""Pictures that should be refused, and are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.acceptance import accept
from oaic_server.faults.images.reply import A_DOT
from oaic_server.faults.operations import IMAGE

Body = dict[str, Any]

LIES: dict[str, Callable[[Body], bool]] = {
    "no-prompt": lambda body: "prompt" not in body,
    "not-text": lambda body: isinstance(body.get("prompt"), int),
    "none": lambda body: body.get("n") == 0,
    "unknown-size": lambda body: " " in str(body.get("size")),
    "unknown-form": lambda body: body.get("response_format") == "smell",
    "unknown-model": lambda body: str(body.get("model")).startswith("no-such"),
}


def painted(slug: str, lie: Callable[[Body], bool]) -> None:
    """A fault that paints where such a wish should be refused."""

    def painted_all_the_same(reply: Reply) -> None:
        accept(reply, lie, lambda body: {"created": 1_767_225_600, "data": [{"b64_json": A_DOT}]})

    painted_all_the_same.__doc__ = f"A wish with {slug.replace('-', ' ')}: painted all the same"
    fault(f"images.refusals.{slug}", on=IMAGE)(painted_all_the_same)


for slug, lie in LIES.items():
    painted(slug, lie)

"""Forms that should be refused, and are not."""

from __future__ import annotations

from collections.abc import Callable

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.operations import TRANSCRIPTION


def content(request: Request) -> bytes | None:
    """What the file of a form holds; None where there is none."""
    files = request.files.get("file", ())
    return files[0].content if files else None


LIES: dict[str, Callable[[Request], bool]] = {
    "no-file": lambda request: content(request) is None,
    "no-sound": lambda request: (content(request) or b"").startswith(b"This"),
    "empty": lambda request: content(request) == b"",
    "unknown-form": lambda request: request.members.get("response_format") == "smell",
    "unknown-model": lambda request: str(request.members.get("model")).startswith("no-such"),
}


def heard(slug: str, lie: Callable[[Request], bool]) -> None:
    """A fault that answers where such a form should be refused."""

    def heard_all_the_same(reply: Reply) -> None:
        if reply.status in (400, 404) and lie(reply.request):
            reply.status, reply.body = 200, {"text": ""}

    heard_all_the_same.__doc__ = f"A form with {slug.replace('-', ' ')}: answered all the same"
    fault(f"transcription.refusals.{slug}", on=TRANSCRIPTION)(heard_all_the_same)


for slug, lie in LIES.items():
    heard(slug, lie)


@fault("transcription.refusals.client-fault", on=TRANSCRIPTION)
def a_broken_file_breaks_the_server(reply: Reply) -> None:
    if reply.is_error and (LIES["no-sound"](reply.request) or LIES["empty"](reply.request)):
        break_down(reply)


@fault("transcription.refusals.client-fault:model", on=TRANSCRIPTION)
def a_model_that_is_not_there_breaks_the_server(reply: Reply) -> None:
    if reply.is_error and LIES["unknown-model"](reply.request):
        break_down(reply)


@fault("transcription.refusals.client-fault:form", on=TRANSCRIPTION)
def a_form_that_was_cut_breaks_the_server(reply: Reply) -> None:
    if reply.is_error and reply.request.malformed is not None:
        reply.status = 500

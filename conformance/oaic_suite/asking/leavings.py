"""What our requests made the server keep: deleted when we leave, where nobody has deleted it before."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from oaic_spec import contract

from oaic_suite.asking.surface import Keeping, keepings
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished, NotRun

DONE = range(200, 300)
GONE = (200, 202, 204, 404)  # how a server says that something is not there any more
BUSY = (400, 409, 422)  # how it says that this one cannot be deleted now, or is over; that says nothing of the others
ID_IN_STREAM = (("response", "id"), ("id",))  # where the first event of a stream says what it is of
STEPS = (".", "..")  # what a path is made shorter by: an id that is one would delete something else


@dataclass
class Leavings:
    kept: dict[str, str] = field(default_factory=dict)  # by id the operation that deletes it, oldest first

    def note(self, exchange: Exchange) -> None:
        """Remembers what an answer says was made, and forgets what one says was deleted."""
        if exchange.status not in DONE:
            return
        if any(map(over_as, self.kept.values())):
            self.forget_what_is_over(exchange)
        for keeping in keepings():
            if exchange.request.operation == keeping.deleted_by:
                self.kept.pop(named_by(exchange.request), None)
            elif makes(keeping, exchange.request):
                self.kept |= dict.fromkeys(ids(exchange, keeping.at), keeping.deleted_by)

    def forget_what_is_over(self, exchange: Exchange) -> None:
        for id in ids(exchange, ("id",)):
            over = over_as(self.kept.get(id))
            if any(word in over for word in ids(exchange, ("status",))):
                del self.kept[id]


def makes(keeping: Keeping, request: Request) -> bool:
    refused = any(request.get(name) == value for name, value in keeping.unless.items())
    wanted = all(request.get(name) == value for name, value in keeping.where.items())
    return request.operation == keeping.made_by and wanted and not refused


@functools.cache
def over_as(deleted_by: str | None) -> tuple[str, ...]:
    """The statuses of what is over, among what an operation ends."""
    return next((keeping.over for keeping in keepings() if keeping.deleted_by == deleted_by), ())


def is_over(operation: str, refused: Exchange) -> bool:
    """Whether what should have been ended was over before: what is deleted is there until it is not."""
    return contract().operations[operation].method != "DELETE" and refused.status in BUSY


def named_by(request: Request) -> str:
    """The id in an address: the last step that is another in each."""
    steps = contract().operations[request.operation or ""].path.split("/")
    from_the_end = next(place for place, step in enumerate(reversed(steps)) if step.startswith("{"))
    return unquote(urlsplit(request.url).path.split("/")[-1 - from_the_end])


def ids(exchange: Exchange, at: tuple[str | int, ...]) -> list[str]:
    """The id of what an answer is about, where it says one."""
    try:
        found = id_in(exchange, at)
    except (NotEstablished, NotRun):
        return []
    return [found] if isinstance(found, str) and found and found not in STEPS else []


def id_in(exchange: Exchange, at: tuple[str | int, ...]) -> object:
    if not exchange.request.wants_stream:
        return Reply(exchange).at(*at)
    begun = Stream(exchange).payloads[:1]
    named = (each.get(*path) for each in begun for path in ID_IN_STREAM)
    return next((id for id in named if isinstance(id, str)), None)

"""What our requests made the server keep: deleted when we leave, where nobody has deleted it before."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from oaic_spec import contract

from oaic_suite.asking.surface import Keeping, keepings
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished, NotRun

DONE = range(200, 300)
STEPS = (".", "..")  # what a path is made shorter by: an id that is one would delete something else


@dataclass
class Leavings:
    kept: dict[str, str] = field(default_factory=dict)  # by id the operation that deletes it, oldest first

    def note(self, exchange: Exchange) -> None:
        """Remembers what an answer says was made, and forgets what one says was deleted."""
        if exchange.status not in DONE:
            return
        for keeping in keepings():
            if exchange.request.operation == keeping.deleted_by:
                self.kept.pop(named_by(exchange.request), None)
            elif makes(keeping, exchange.request):
                self.kept |= dict.fromkeys(ids(exchange, keeping.at), keeping.deleted_by)


def makes(keeping: Keeping, request: Request) -> bool:
    kept = all(request.get(name) != value for name, value in keeping.unless.items())
    return kept and request.operation == keeping.made_by


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
    return begun[0].get("response", "id") if begun else None

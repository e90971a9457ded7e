"""What a request meets: a line, a failure, faults, and how the answer leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import Fault
from oaic_server.script.rule import Manner, Rule

STALL_SECONDS = 3600.0  # longer than any client waits; the stream ends when the client leaves


@dataclass(frozen=True)
class Scene:
    rules: tuple[Rule, ...] = ()  # in the order in which they were found, at most one of which decides

    @property
    def deciding(self) -> Rule | None:
        return next((rule for rule in self.rules if rule.decides), None)

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(fault for rule in self.rules for fault in rule.faults)

    def play(self, request: Request, handler: Callable[[Request], Reply]) -> Reply:
        rule = self.deciding
        if rule is None:
            return handler(request)
        if rule.failure is not None:
            raise rule.failure.with_traceback(None)  # raised anew, it would keep the frames of every request before
        if rule.replay is not None:
            return rule.replay.reply(request)
        return handler(replace(request, line=rule.line))

    def leave(self, reply: Reply) -> None:
        """Changes when the answer leaves, and how far it comes."""
        for rule in self.rules:
            staged(reply, rule.manner)


def staged(reply: Reply, manner: Manner) -> None:
    reply.wire.wait += manner.first
    if manner.between is not None and reply.source is not None:
        reply.source = paced(reply.source, manner.between)
    if manner.stall is not None and reply.source is not None:
        reply.source = stalled(reply.source, manner.stall)
    if manner.cut is not None:
        reply.wire.cut_after = length_of(reply, manner.cut)


def paced(frames: Iterable[Frame], seconds: float) -> Iterable[Frame]:
    for number, frame in enumerate(frames):
        frame.delay = seconds if number else frame.delay
        yield frame


def stalled(frames: Iterable[Frame], after: int) -> Iterable[Frame]:
    for number, frame in enumerate(frames):
        frame.delay = STALL_SECONDS if number == after else frame.delay
        yield frame


def length_of(reply: Reply, events: int) -> int:
    """The bytes of so many events; a plain answer has none, and is cut in its middle."""
    if reply.source is None:
        return len(reply.content()) // 2
    return sum(len(frame.encode(reply.encode)) for frame in (reply.frames or [])[:events])

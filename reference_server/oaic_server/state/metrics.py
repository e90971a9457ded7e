"""What was answered, counted and timed, as Prometheus reads it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
ABOUT = {
    "oaic_requests_total": ("counter", "Requests that were answered, by operation and status."),
    "oaic_request_seconds": ("histogram", "Seconds from a request to the end of its answer, by operation."),
    "oaic_streams_open": ("gauge", "Streams that are being sent."),
}


class Times:
    """How many answers took how long."""

    def __init__(self) -> None:
        self.counts = [0] * (len(BOUNDS) + 1)  # the last: those beyond every bound
        self.total = 0.0

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.total += seconds


class Metrics:
    def __init__(self) -> None:
        self.streams_open = 0
        self._answers: Counter[tuple[str, int]] = Counter()
        self._times: dict[str, Times] = defaultdict(Times)

    def answered(self, operation: str, status: int, seconds: float) -> None:
        self._answers[operation, status] += 1
        self._times[operation].add(seconds)

    def text(self) -> str:
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield from about("oaic_requests_total")
        for (operation, status), count in sorted(self._answers.items()):
            yield f'oaic_requests_total{{operation="{operation}",status="{status}"}} {count}'
        yield from about("oaic_request_seconds")
        for operation, times in sorted(self._times.items()):
            yield from histogram(f'operation="{operation}"', times)
        yield from about("oaic_streams_open")
        yield f"oaic_streams_open {self.streams_open}"


def about(name: str) -> Iterator[str]:
    kind, told = ABOUT[name]
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {kind}"


def histogram(label: str, times: Times) -> Iterator[str]:
    """Each bound counts what is within it, the narrower ones included."""
    within = 0
    for bound, count in zip((*map(str, BOUNDS), "+Inf"), times.counts, strict=True):
        within += count
        yield f'oaic_request_seconds_bucket{{{label},le="{bound}"}} {within}'
    yield f"oaic_request_seconds_sum{{{label}}} {times.total:.6f}"
    yield f"oaic_request_seconds_count{{{label}}} {within}"

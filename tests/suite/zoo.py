"""Certifies hostile targets, each in several ways, and says what that took.

`python tests/suite/zoo.py WAY TARGET…` measures anew, writes zoo.json, and prints the table of docs/hostile-targets.md
and what trouble there was.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import hostile
from hostile import KEY, TABLE
from nested import CERTIFY, Ended, run
from troubles import troubles

KEPT = Path(__file__).with_suffix(".json")
PEAK = "peak"  # the file a run leaves that in
# The most memory of the process itself: what the one that started it had is not counted, as in getrusage.
MEASURED = f"""
import atexit, re
from pathlib import Path
def peak():
    told = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
    Path("{PEAK}").write_text(told[1])
if Path("/proc/self/status").exists():
    atexit.register(peak)
{CERTIFY}
"""
WAYS: dict[str, tuple[str, ...]] = {
    "plain": (),
    "sdk": ("--only=sdk.",),
    "node": ("--only=sdk-node", "--profile=sdk-node"),
    "fuzz": ("--only=fuzz", "--fuzz=quick"),
    "together": ("--only=concurrency", "--only=http"),
}
# Those that harm by how much they send, or how slowly.
BOUNDLESS = (
    *("endless-body", "endless-stream", "redirects", "one-by-one", "interim-answers", "interim-flood"),
    *("endless-trailers", "endless-extension", "answered-twice"),
    *("empty-blocks", "endless-name", "zeros", "many-wrong", "many-members", "many-headers", "strange-ids"),
    *("tiny-chunks", "tiny-values", "tiny-events", "tiny-pieces"),
    *("sdk-zeros", "sdk-one-by-one", "sdk-interim-answers"),
)


@dataclass(frozen=True)
class Visit:
    ended: Ended
    seconds: float

    @property
    def peak(self) -> int:
        """Megabytes; none where the system does not say."""
        told = self.ended.directory / PEAK
        return int(told.read_text()) // 1024 if told.exists() else 0

    @property
    def line(self) -> list[object]:
        return [self.ended.document["conclusion"], self.ended.exit_code, round(self.seconds), self.peak]


def visit(name: str, way: str, directory: Path) -> Visit:
    words = WAYS[way] or tuple(f"--only={prefix}" for prefix in TABLE[name].judged)
    with hostile.serving(TABLE[name].handler) as url:
        began = time.monotonic()
        asked = ("--base-url", url, "--api-key", KEY, "--timeout", "2", "-v")
        ended = run("-c", MEASURED, *words, *asked, directory=directory, patience=1200)
        return Visit(ended, time.monotonic() - began)


def measured() -> dict[str, dict[str, list[object]]]:
    found: dict[str, dict[str, list[object]]] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    return found


def table() -> list[str]:
    """The table, as Markdown."""
    known = measured()
    return [
        f"| `{name}` | {' | '.join(cell(known[name].get(way)) for way in WAYS)} |" for name in TABLE if name in known
    ]


def cell(line: list[object] | None) -> str:
    return "" if line is None else "{}, {}; {} s, {} MB".format(*line)


def main(ways: list[str], names: list[str]) -> None:
    for way in ways:
        for name in names:
            with TemporaryDirectory() as directory:
                seen = visit(name, way, Path(directory))
                line, trouble = seen.line, troubles(seen.ended)
            print(name, way, *line, trouble or "", file=sys.stderr, flush=True)
            known = measured()
            known.setdefault(name, {})[way] = line
            KEPT.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")
    print("\n".join(table()))


if __name__ == "__main__":
    asked = sys.argv[1:]
    ways = [word for word in asked if word in WAYS] or list(WAYS)
    main(ways, [word for word in asked if word in TABLE] or list(BOUNDLESS))

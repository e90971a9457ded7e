"""Thousands of requests, most of them wrong, some enormous: no failure of ours, no hang, no growth."""

from __future__ import annotations

import json
import random
import resource
import sys
from collections import Counter, deque
from dataclasses import dataclass, field

import pytest
from arbitrary import MORE, SIMPLE, opened, places, respelling
from newer import right, written
from test_any_request import ASKED, asked, judged

REQUESTS = 25_000  # of each seed
WARM = 2_000  # after so many all that is made once has been made
MAY_GROW = 96  # megabytes: what one large request takes for a while
MOST_BYTES = 20_000  # of a body
IDS = 30  # of what was made last
SIZES = (0, 1, 2, 7, 100, 3_000)


def longer(chance, value):
    """The same again and again, but never more than is sent."""
    times = min(chance.choice(SIZES), MOST_BYTES // len(json.dumps(value)))
    if isinstance(value, dict):
        return value | {f"{name}{number}": member for number in range(times // 10) for name, member in value.items()}
    return value * times if isinstance(value, str | list) else [value] * times


def deeper(chance, value):
    for _ in range(chance.choice((1, 5, 70))):
        value = chance.choice(({"a": value}, [value], {"allOf": [value]}, {"items": value}))
    return value


def simpler(chance, value):
    simple = chance.choice(SIMPLE)
    return simple if simple is not MORE else respelling(value)


def larger(chance, value):
    return chance.choice((2**31, 128, 20, 5, 3_072, 16_384)) if isinstance(value, int) else longer(chance, value)


WAYS = (longer, deeper, simpler, simpler, larger)


@dataclass
class Flood:
    """Requests drawn by a seed, most of them wrong in a place or two; ids are those of what was made before."""

    seed: int
    statuses: Counter[int] = field(default_factory=Counter)
    ids: deque[str] = field(default_factory=lambda: deque(["none"], maxlen=IDS))

    def __post_init__(self):
        self.chance = random.Random(self.seed)
        self.right = right()

    def drawn(self):
        method, path, body = self.chance.choice(self.right)
        for _ in range(self.chance.choice((0, 1, 1, 1, 2, 3)) if body else 0):
            body = self.changed(body)
        headers, content = written(path, self.filled(body))
        return method, self.filled(path), headers, content[:MOST_BYTES]

    def changed(self, body):
        """Of one that is nothing any more, nothing can be changed."""
        inside = places({"it": body})[1:]
        whole, parent, key = opened(body, self.chance.choice(inside))
        parent[key] = self.chance.choice(WAYS)(self.chance, parent[key])
        return whole["it"]

    def filled(self, value):
        """With one id wherever one belongs."""
        return json.loads(json.dumps(value).replace("{id}", self.chance.choice(self.ids)))

    def answer(self, requests):
        """A hang is ended by the limit of `asked`."""
        for _ in range(requests):
            method, path, headers, content = self.drawn()
            status, told, body = fine(method, path, asked(method, path, headers, content))
            self.statuses[status] += 1
            if status == 200 and told[b"content-type"] == b"application/json" and (id := json.loads(body).get("id")):
                self.ids.append(id)


def fine(method, path, answer):
    """The same as any request's; beside OpenAI's API an error is told otherwise, and what is no JSON is not read."""
    status, headers, body = answer
    assert 200 <= status < 500, (method, path, body)
    if path in ASKED:
        return judged(method, path, answer)
    if headers.get(b"content-type") == b"application/json" and status >= 400:
        assert json.loads(body)["error"]
    return answer


def megabytes():
    """The most that this process has ever held."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(8))
def test_a_flood_is_answered(seed, capsys):
    flood = Flood(seed)
    flood.answer(WARM)
    known = megabytes()
    flood.answer(REQUESTS - WARM)
    grown = megabytes() - known
    with capsys.disabled():
        print(f"\nseed {seed}: {dict(flood.statuses)}, {known:.0f} MB and {grown:.0f} more")
    assert grown < MAY_GROW
    assert flood.statuses[200] > REQUESTS // 10

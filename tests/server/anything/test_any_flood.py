"""Thousands of requests, most of them wrong, some enormous: no failure of ours, no hang, no growth."""

from __future__ import annotations

import json
import random
import resource
import sys
from itertools import islice

import pytest
from arbitrary import MORE, SIMPLE, opened, places, respelling
from test_any_request import ASKED, asked, judged

REQUESTS = 25_000  # of each seed
WARM = 2_000  # after so many all that is made once has been made
MAY_GROW = 96  # megabytes: what one large request takes for a while
MOST_BYTES = 20_000  # of a body
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


def bodies(seed):
    """A path and a body, most of them wrong in a place or two; one too long is cut."""
    chance = random.Random(seed)
    right = [(path, body) for path, listed in ASKED.items() for body in listed]
    while True:
        path, body = chance.choice(right)
        for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
            inside = places({"it": body})[1:]
            whole, parent, key = opened(body, chance.choice(inside))
            parent[key] = chance.choice(WAYS)(chance, parent[key])
            body = whole["it"]
        yield path, json.dumps(body).encode()[:MOST_BYTES]


def megabytes():
    """The most that this process has ever held."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(8))
def test_a_flood_is_answered(seed):
    drawn = bodies(seed)
    answer_all(islice(drawn, WARM))
    known = megabytes()
    answer_all(islice(drawn, REQUESTS - WARM))
    assert megabytes() - known < MAY_GROW


def answer_all(requests):
    """A hang is ended by the limit of `asked`."""
    for path, body in requests:
        judged("POST", path, asked("POST", path, body=body))

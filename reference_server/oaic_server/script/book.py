"""The rules that are in force, by key, and which of them a request meets.

What is limited (`times`) is used first, in the order in which it was written; of what is not, the rule that demands
most, then the newest. The first that decides is the answer; all that only say how an answer leaves apply to it.
Where lines were written and none is left for a request, it is refused, and told why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from threading import Lock

from oaic_server.exchange.refusal import Refusal
from oaic_server.script.asked import Asked
from oaic_server.script.reading import ScriptError
from oaic_server.script.rule import Rule
from oaic_server.script.scene import Scene

MOST_RULES, MOST_KEYS = 1000, 1000
EVERYBODY = ""  # the key under which rules are for all


class Pages:
    """The rules of one key or one file, and how often each was met."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self._order: list[int] = []  # in which they are asked
        self._met: Counter[int] = Counter()
        self._lock = Lock()

    def add(self, rules: Iterable[Rule]) -> None:
        with self._lock:
            together = [*self._rules, *rules]
            if len(together) > MOST_RULES:
                raise ScriptError(f"expected at most {MOST_RULES} rules, found {len(together)}")
            self._rules, self._order = together, asked_in_order(together)

    def scene(self, asked: Asked) -> Scene:
        met: list[Rule] = []
        is_decided = False
        with self._lock:
            for number in self._order:
                rule = self._rules[number]
                is_wanted = not (rule.decides and is_decided)
                if is_wanted and not rule.misses(asked) and self._meets(number):
                    met.append(rule)
                    is_decided |= rule.decides
            if not is_decided:
                self._require_no_line(asked)
        return Scene(tuple(met))

    def _meets(self, number: int) -> bool:
        rule = self._rules[number]
        if self._is_used_up(number):
            return False
        self._met[number] += 1
        return self._met[number] >= rule.at

    def _is_used_up(self, number: int) -> bool:
        rule = self._rules[number]
        return rule.times is not None and self._met[number] >= rule.at - 1 + rule.times

    def _require_no_line(self, asked: Asked) -> None:
        here = [(number, rule) for number, rule in enumerate(self._rules) if speaks(rule, asked)]
        if not here:
            return
        number, nearest = min(here, key=lambda each: (len(each[1].misses(asked)), -each[0]))
        if missed := nearest.misses(asked):
            message = f"No rule of the script fits. The nearest is {nearest.name}; {'; '.join(missed)}."
            raise Refusal(400, message, code="script_unmatched")
        if self._is_used_up(number):
            message = f"The script has nothing left to say: {nearest.name} was for {nearest.times} and is used up."
            raise Refusal(400, message, code="script_used_up")


def asked_in_order(rules: list[Rule]) -> list[int]:
    limited = [number for number, rule in enumerate(rules) if rule.times is not None]
    lasting = [number for number, rule in enumerate(rules) if rule.times is None]
    return limited + sorted(lasting, key=lambda number: (rules[number].when.demands, number), reverse=True)


def speaks(rule: Rule, asked: Asked) -> bool:
    """Whether it says what an operation answers where nothing fails."""
    if rule.replay is not None:
        return rule.when.operation in (None, asked.request.operation)
    return rule.line is not None and rule.line.kind in asked.sayable


class Book:
    """Pages by key; those of everybody are for who has none."""

    def __init__(self) -> None:
        self._pages: dict[str, Pages] = {}

    def of(self, key: str) -> Pages:
        if key not in self._pages and len(self._pages) >= MOST_KEYS:
            raise ScriptError(f"expected rules of at most {MOST_KEYS} keys: those of one must be forgotten first")
        return self._pages.setdefault(key, Pages())

    def forget(self, key: str) -> None:
        self._pages.pop(key, None)

    def scene(self, asked: Asked, key: str) -> Scene:
        own = self._pages.get(key) or self._pages.get(EVERYBODY)
        return own.scene(asked) if own is not None else Scene()

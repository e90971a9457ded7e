"""What an application sees of a broken server, beside what it sees of a sound one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oaic_suite.judging.clients.witnessed import WORST_FIRST, Finding, Outcome

Json = dict[str, Any]
SHOWN = 60  # characters of a value
CARRIED = ("status", "code", "param", "type", "request_id")
ID = "an id"  # ids are made anew each time
EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Seen:
    """What became of a scenario; `touched` names the faults that would have changed an answer of it."""

    gave: Any = None
    raised: Json | None = None
    hung: bool = False
    touched: frozenset[str] = frozenset()
    ended: str | None = None  # how, where it ended before it said anything

    @classmethod
    def of(cls, told: Mapping[str, Any], touched: frozenset[str] = frozenset()) -> Seen:
        """As an application goes on with it: it reads the arguments of a call."""
        try:
            gave, ended = plain(told.get("gave")), told.get("ended")
            return cls(gave, told.get("raised"), bool(told.get("hung")), touched, ended)
        except ValueError as problem:
            return cls(None, {"class": type(problem).__name__, "at": "the application"}, False, touched)

    @property
    def same_as(self) -> tuple[Any, ...]:
        """What must be the same each time a sound server is asked."""
        return self.gave, self.raised and error(self.raised), self.hung, self.ended


def plain(value: Any) -> Any:
    """Without ids and without what says nothing, arguments read, numbers as exact as 32 bits are."""
    if isinstance(value, dict):
        known = {name: plain(read(name, member)) for name, member in value.items()}
        return {name: member for name, member in known.items() if member not in EMPTY}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return round(value, 6) if isinstance(value, float) else value


def read(name: str, value: Any) -> Any:
    if name == "arguments" and isinstance(value, str):
        return json.loads(value)
    return ID if name == "id" and isinstance(value, str) and value else value


def error(raised: Json) -> Json:
    told = {name: raised.get(name) for name in CARRIED} | {"class": raised["class"]}
    return told | {"request_id": ID if told["request_id"] else None}


# --- comparing -----------------------------------------------------------------------------------------


def compare(scenario: str, sound: Seen, seen: Seen) -> Finding:
    outcome, detail = weighed(sound, seen)
    return Finding(outcome, scenario if detail else "", detail)


def weighed(sound: Seen, seen: Seen) -> tuple[Outcome, str]:
    if seen.hung:
        return Outcome.HANG, "nothing comes of it"
    if seen.ended is not None:
        return Outcome.CRASH, f"ends {seen.ended}"
    if seen.raised and sound.raised:
        return errors(sound.raised, seen.raised)
    if seen.raised:
        return raising(seen.raised), f"raises {shown(seen.raised)}"
    if sound.raised:
        return Outcome.WRONG, f"raises nothing, instead of {sound.raised['class']}"
    return worst(differences("", sound.gave, seen.gave))


def errors(sound: Json, seen: Json) -> tuple[Outcome, str]:
    if sound["class"] == seen["class"]:
        return worst(differences("error", error(sound), error(seen)))
    if seen.get("status") is None:
        return raising(seen), f"raises {shown(seen)}, instead of {sound['class']}"
    return Outcome.WRONG, f"raises {seen['class']}, instead of {sound['class']}"


def raising(raised: Json) -> Outcome:
    """Whether an exception is one that the client has for this, or it stumbled."""
    return Outcome.TOLD if raised.get("own") else Outcome.CRASH


def shown(raised: Json) -> str:
    return " in ".join(filter(None, [raised["class"], raised.get("at")]))


def worst(found: Iterator[tuple[Outcome, str]]) -> tuple[Outcome, str]:
    return min(found, key=lambda each: WORST_FIRST.index(each[0]), default=(Outcome.TOLERATED, ""))


def differences(where: str, sound: Any, seen: Any) -> Iterator[tuple[Outcome, str]]:
    if isinstance(sound, dict) and isinstance(seen, dict):
        for name in {**sound, **seen}:
            yield from differences(f"{where}.{name}".lstrip("."), sound.get(name), seen.get(name))
    elif isinstance(sound, list) and isinstance(seen, list):
        for index in range(max(len(sound), len(seen))):
            pair = (values[index] if index < len(values) else None for values in (sound, seen))
            yield from differences(f"{where}[{index}]", *pair)
    elif sound != seen:
        missing = seen in EMPTY
        told = "nothing" if missing else clipped(seen)
        yield Outcome.SILENT if missing else Outcome.WRONG, f"{where}: {told}, instead of {clipped(sound)}"


def clipped(value: Any) -> str:
    text = "nothing" if value in EMPTY else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"

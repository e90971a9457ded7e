"""A text of each format that JSON Schema names."""

from __future__ import annotations

from collections.abc import Callable

from oaic_server.growth.dice import Dice

WORDS = ("polly", "cracker", "ahoy", "pieces", "eight", "feather", "perch", "harbor", "squawk", "crow")


def word(dice: Dice) -> str:
    return dice.pick(WORDS)


def date(dice: Dice) -> str:
    return f"20{dice.roll(30):02d}-{1 + dice.roll(12):02d}-{1 + dice.roll(28):02d}"


def time(dice: Dice) -> str:
    return f"{dice.roll(24):02d}:{dice.roll(60):02d}:{dice.roll(60):02d}Z"


def uuid(dice: Dice) -> str:
    digits = "".join(f"{dice.roll(16):x}" for _ in range(30))
    return f"{digits[:8]}-{digits[8:12]}-4{digits[12:15]}-a{digits[15:18]}-{digits[18:]}"


def hostname(dice: Dice) -> str:
    return f"{word(dice)}.example.com"


def email(dice: Dice) -> str:
    return f"{word(dice)}@{hostname(dice)}"


def uri(dice: Dice) -> str:
    return f"https://{hostname(dice)}/{word(dice)}"


FORMATS: dict[str, Callable[[Dice], str]] = {
    "date": date,
    "time": time,
    "date-time": lambda dice: f"{date(dice)}T{time(dice)}",
    "duration": lambda dice: f"P{1 + dice.roll(30)}D",
    "email": email,
    "idn-email": email,
    "hostname": hostname,
    "idn-hostname": hostname,
    "ipv4": lambda dice: f"192.0.2.{1 + dice.roll(254)}",
    "ipv6": lambda dice: f"2001:db8::{1 + dice.roll(65535):x}",
    "uri": uri,
    "iri": uri,
    "uri-reference": lambda dice: f"/{word(dice)}",
    "iri-reference": lambda dice: f"/{word(dice)}",
    "uri-template": lambda dice: f"/{word(dice)}/{{{word(dice)}}}",
    "uuid": uuid,
    "json-pointer": lambda dice: f"/{word(dice)}",
    "relative-json-pointer": lambda dice: f"{dice.roll(3)}/{word(dice)}",
    "regex": lambda dice: f"^{word(dice)}$",
}

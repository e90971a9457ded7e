"""Texts that match a regular expression, without lookaround and backreferences."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from dataclasses import dataclass

from oaic_server.growth.dice import Dice
from oaic_server.growth.effort import Effort
from oaic_server.growth.unsatisfiable import Exhausted, Unsatisfiable

PRINTABLE = string.ascii_lowercase + string.ascii_uppercase + string.digits + " !#%&'()*+,-./:;<=>?@[]^_`{|}~\"$\\"
WORD = string.ascii_lowercase + string.ascii_uppercase + string.digits + "_"
SETS = {"d": string.digits, "w": WORD, "s": " \t\n"}
CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "0": "\0"}
PROPERTIES = {
    "L": string.ascii_letters,
    "Lu": string.ascii_uppercase,
    "Ll": string.ascii_lowercase,
    "N": string.digits,
}
HEX = {"x": 2, "u": 4}
COUNTED = re.compile(r"\{(\d+)(,?)(\d*)\}")
LONGEST = 2_000  # characters of a pattern
MOST = 2_000  # repetitions


@dataclass
class Luck:
    """How far each repetition may go beyond its least, where it comes down, and what all may cost."""

    dice: Dice
    spread: int
    effort: Effort


Sampler = Callable[[Luck], str]


@dataclass(frozen=True)
class Sequence:
    pieces: list[Sampler]

    def __call__(self, luck: Luck) -> str:
        luck.effort.spend(len(self.pieces))
        return "".join([piece(luck) for piece in self.pieces])


@dataclass(frozen=True)
class Repetition:
    piece: Sampler
    least: int
    most: int

    def __call__(self, luck: Luck) -> str:
        times = self.least + luck.dice.roll(min(self.most - self.least, luck.spread) + 1)
        luck.effort.spend(times)
        return "".join([self.piece(luck) for _ in range(times)])


def sampler(pattern: str) -> Sampler:
    if len(pattern) > LONGEST:
        raise Exhausted(f"a pattern of {len(pattern)} characters, where {LONGEST} are the most we read")
    reader = Reader(pattern)
    sample = reader.either()
    if not reader.done:
        raise Unsatisfiable(f"pattern {pattern!r}: cannot read {pattern[reader.at :]!r}")
    return sample


class Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0

    @property
    def done(self) -> bool:
        return self.at >= len(self.pattern)

    def either(self) -> Sampler:
        options = [self.sequence()]
        while self.took("|"):
            options.append(self.sequence())
        return lambda luck: luck.dice.pick(options)(luck)

    def sequence(self) -> Sampler:
        pieces: list[Sampler] = []
        while not self.done and self.ahead() not in "|)":
            pieces.append(self.repeated(self.atom()))
        return Sequence(pieces)

    def repeated(self, piece: Sampler) -> Sampler:
        least, most = self.quantifier()
        self.took("?")  # lazy or not, the same texts match
        if least > MOST:
            raise Exhausted(f"a pattern that repeats {least} times")
        if (least, most) == (1, 1):
            return piece
        return Repetition(piece, least, most)

    def quantifier(self) -> tuple[int, int]:
        for sign, bounds in (("*", (0, MOST)), ("+", (1, MOST)), ("?", (0, 1))):
            if self.took(sign):
                return bounds
        counted = COUNTED.match(self.pattern, self.at)
        if not counted:
            return 1, 1
        self.at = counted.end()
        least, comma, most = counted.groups()
        return int(least), int(most) if most else max(int(least), MOST) if comma else int(least)

    def atom(self) -> Sampler:
        sign = self.take()
        if sign == "(":
            return self.group()
        if sign in "^$":
            return nothing
        if sign == "\\":
            return self.escaped()
        return one_of(self.listed() if sign == "[" else PRINTABLE if sign == "." else sign)

    def group(self) -> Sampler:
        if self.took("?"):
            named = self.ahead() == "<" and self.ahead(2) not in ("<=", "<!")
            if named:
                self.until(">")
            elif not self.took(":"):
                raise Unsatisfiable(f"pattern {self.pattern!r}: lookaround and flags are beyond us")
        inside = self.either()
        if not self.took(")"):
            raise Unsatisfiable(f"pattern {self.pattern!r}: a group is not closed")
        return inside

    def escaped(self) -> Sampler:
        if self.ahead() in ("b", "B"):
            self.take()
            return nothing
        return one_of(self.escape())

    def escape(self) -> str:
        sign = self.take()
        if sign.lower() in SETS:
            return SETS[sign] if sign in SETS else without(SETS[sign.lower()])
        if sign in HEX:
            return self.numbered(sign)
        if sign in ("p", "P"):
            self.took("{")
            known = PROPERTIES.get(self.until("}"), string.ascii_letters)
            return known if sign == "p" else without(known)
        if sign.isdecimal() and sign != "0":
            raise Unsatisfiable(f"pattern {self.pattern!r}: going back to a group is beyond us")
        return CONTROLS.get(sign, sign)

    def numbered(self, sign: str) -> str:
        """A character by its number: `\\x41`, `\\u0041`, `\\u{41}`."""
        digits = self.until("}") if self.took("{") else self.take(HEX[sign])
        return chr(int(digits, 16))

    def listed(self) -> str:
        """The characters between brackets."""
        inverted, found = self.took("^"), [""]
        while not self.took("]"):
            first = self.listed_one()
            if self.ahead() == "-" and self.ahead(2) not in ("-]", "-"):
                self.take()
                first = "".join(map(chr, range(ord(first[0]), ord(self.listed_one()[-1]) + 1)[:256]))
            found.append(first)
        return without("".join(found)) if inverted else "".join(found)

    def listed_one(self) -> str:
        return self.escape() if self.took("\\") else self.take()

    def ahead(self, count: int = 1) -> str:
        return self.pattern[self.at : self.at + count]

    def took(self, sign: str) -> bool:
        there = self.pattern.startswith(sign, self.at)
        self.at += len(sign) if there else 0
        return there

    def take(self, count: int = 1) -> str:
        if len(self.pattern) - self.at < count:
            raise Unsatisfiable(f"pattern {self.pattern!r}: ends too early")
        self.at += count
        return self.pattern[self.at - count : self.at]

    def until(self, end: str) -> str:
        """What stands before the end, which is passed; all that is left, where it never comes."""
        taken, _, _ = self.pattern[self.at :].partition(end)
        self.at += len(taken) + len(end)
        return taken


def without(characters: str) -> str:
    left_out = frozenset(characters)
    return "".join(sign for sign in PRINTABLE if sign not in left_out)


def nothing(luck: Luck) -> str:
    return ""


def one_of(characters: str) -> Sampler:
    if not characters:
        raise Unsatisfiable("a pattern with a set of no characters")
    return lambda luck: luck.dice.pick(characters)

"""Texts of a length, of a format, or after a pattern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oaic_server.growth.dice import Dice
from oaic_server.growth.effort import Effort
from oaic_server.growth.formats import FORMATS, WORDS
from oaic_server.growth.pattern import Luck, sampler
from oaic_server.growth.unsatisfiable import Exhausted, Unsatisfiable

LONGEST = 20_000  # characters of one text
SIGNS_A_STEP = 10  # of a pattern read, or of a text drawn by it
SPREADS = (2, 0, 8, 40, 200)  # how far repetitions reach, until the length fits


def text(schema: Mapping[str, Any], dice: Dice, effort: Effort) -> str:
    least, most = schema.get("minLength", 0), schema.get("maxLength", LONGEST)
    if least > LONGEST:
        raise Exhausted(f"a text of {least} characters, where {LONGEST} are the most we write")
    if least > most:
        raise Unsatisfiable(f"minLength {least} is above maxLength {most}")
    if "pattern" in schema:
        return patterned(schema["pattern"], least, most, dice, effort)
    if schema.get("format") in FORMATS:
        return FORMATS[schema["format"]](dice)
    return words_of_length(least, most, dice)


def words_of_length(least: int, most: int, dice: Dice) -> str:
    words = " ".join(dice.turned(WORDS)[: 1 + dice.roll(3)])
    longer = words + " polly" * ((least - len(words)) // 6 + 1) if len(words) < least else words
    return longer[: max(least, min(most, len(words)))]


def patterned(pattern: str, least: int, most: int, dice: Dice, effort: Effort) -> str:
    sample = sampler(pattern)
    effort.spend(len(pattern) // SIGNS_A_STEP)
    for spread in (*SPREADS, least):
        for open_ended in (not pattern.endswith("$"), False):
            sampling = Effort(LONGEST, "a text longer than we write")
            found = sample(Luck(dice, spread, sampling))
            effort.spend(sampling.spent // SIGNS_A_STEP)
            if open_ended:
                found += words_of_length(least - len(found), max(most - len(found), 0), dice)
            if least <= len(found) <= most:
                return found
    raise Unsatisfiable(f"pattern {pattern!r} gives no text of {least} to {most} characters")

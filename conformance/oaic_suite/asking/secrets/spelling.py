"""One secret as a pattern that finds it however it is spelt: in any letter case, escaped, in base64, in hex, backwards.

Each character is the alternatives of its escapes, so that a text may mix them, as frameworks do that escape only
what they must. An escape may itself be escaped a few times over. Nothing repeats without a bound, and what one
character has taken it does not give back: a text is read in time that grows with its length alone.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from html.entities import html5

LONG_ENOUGH = 8  # characters: what is shorter stands in many a word by chance, and in any base64
ENDS_OF_ESCAPES = (r"\\[a-z]", "%[0-9A-Fa-f]{2}", r"\\u[0-9A-Fa-f]{4}")
ALONE = "(?:(?<![0-9A-Za-z])|" + "|".join(f"(?<={end})" for end in ENDS_OF_ESCAPES) + ")"
BACKSLASHES, PERCENTS, AMPERSANDS = r"\\\\{0,7}", "%(?:25){0,2}", "&(?:amp;){0,2}"
AMBIGUOUS = frozenset("\\%&")  # begin escapes, and may be meant as they stand
QUOTED = {"'": ("'\"'\"'", r"'\''"), " ": ("+",)}  # in a shell; in a form
URL_SAFE = {"+": "-", "/": "_"}
NAMES: dict[str, list[str]] = {}
for _name, _character in html5.items():
    NAMES.setdefault(_character, []).append(_name.removesuffix(";"))


@cache
def patterns(secret: str) -> tuple[str, ...]:
    """What finds the secret; a short one only in letters of any case and escapes, and where it is a word by itself."""
    spelt = escaped(secret)
    if len(secret) < LONG_ENOUGH:
        return (f"{ALONE}(?:{spelt})(?![0-9A-Za-z])",)
    hidden = "|".join([in_any_case(secret[::-1]), in_any_case(secret.encode("utf-8", "surrogatepass").hex())])
    as_it_stands = [in_any_case(secret)] if AMBIGUOUS & set(secret) else []
    return (spelt, *as_it_stands, hidden, in_base64(secret))


def escaped(secret: str) -> str:
    """Any mixture of escapes; the first character is left open, for then the search skips to where it may begin."""
    return f"(?:{character(secret[0])})" + "".join(f"(?>{character(each)})" for each in secret[1:])


def in_any_case(text: str) -> str:
    return "".join(f"(?:{'|'.join(map(re.escape, cases(each)))})" for each in text)


def cases(character: str) -> list[str]:
    found = dict.fromkeys((character, character.lower(), character.upper()))
    return [case for case in found if len(case) == 1]


@cache
def character(one: str) -> str:
    """The alternatives of a character: its escapes, which are longer, before itself."""
    spellings = [spelling for case in cases(one) for spelling in escapes(case)]
    return "|".join([*spellings, *map(re.escape, cases(one))])


def escapes(one: str) -> Iterator[str]:
    data = one.encode("utf-8", "surrogatepass")
    yield "".join(f"{PERCENTS}{in_any_case(f'{byte:02x}')}" for byte in data)
    yield "".join(f"{BACKSLASHES}[uU]{in_any_case(unit)}" for unit in utf_16(one))
    yield "".join(f"{BACKSLASHES}{byte:03o}" for byte in data)  # as printf reads it in our own lines for a shell
    if ord(one) < 256:
        yield f"{BACKSLASHES}[xX]{in_any_case(f'{ord(one):02x}')}"
    yield f"{AMPERSANDS}#0{{0,6}}{ord(one)};?"
    yield f"{AMPERSANDS}#[xX]0{{0,6}}{in_any_case(f'{ord(one):x}')};?"
    yield from (f"{AMPERSANDS}{name};?" for name in sorted(NAMES.get(one, ()), key=len, reverse=True))
    yield from map(re.escape, QUOTED.get(one, ()))
    if not one.isalnum():
        yield f"{BACKSLASHES}{re.escape(one)}"


def utf_16(one: str) -> list[str]:
    units = one.encode("utf-16-be", "surrogatepass").hex()
    return [units[start : start + 4] for start in range(0, len(units), 4)]


# --- base64 --------------------------------------------------------------------------------------------


def in_base64(secret: str) -> str:
    """Wherever it stands in what was encoded: what depends on the secret alone, for the three ways it may lie."""
    data = secret.encode("utf-8", "surrogatepass")
    return "|".join("".join(sign(each) for each in inner(data, shift)) for shift in range(3))


def inner(data: bytes, shift: int) -> str:
    """The signs that say nothing of what stands before and behind, `shift` bytes after a boundary."""
    encoded = b64encode(bytes(shift) + data).decode()
    return encoded[-(-8 * shift // 6) : 8 * (shift + len(data)) // 6]


def sign(one: str) -> str:
    return f"(?:{character(one)}|{URL_SAFE[one]})" if one in URL_SAFE else one

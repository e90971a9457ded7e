"""Whether a text that was cut short may have been going to be JSON."""

from __future__ import annotations

import json
import re
from json import JSONDecodeError
from typing import Any, NoReturn

# What may stand where a reader gives up, and still become a value.
HALF_A_VALUE = re.compile(r"-|t(ru?)?|f(al?|als)?|n(ul?)?")
HALF_A_NUMBER = re.compile(r"\d(\.|[eE][+-]?)")
HALF_AN_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{0,4}")


def refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


_decoder = json.JSONDecoder(parse_constant=refuse, parse_int=float)


def may_become_json(text: Any) -> bool:
    """Whether something could follow that makes one JSON value of a text, or makes it longer."""
    if not isinstance(text, str):
        return True
    try:
        _decoder.decode(text)
    except JSONDecodeError as wrong:
        return ends_in_the_middle(text, wrong)
    except RecursionError:
        return True
    except ValueError:
        return False
    return True


def ends_in_the_middle(text: str, wrong: JSONDecodeError) -> bool:
    """Whether a reader stumbles over the end of a text, not over what stands in it."""
    rest, with_one_before = text[wrong.pos :], text[wrong.pos - 1 :]
    if not rest.strip() or wrong.msg.startswith("Unterminated string"):
        return True
    half = HALF_AN_ESCAPE.fullmatch(with_one_before) or HALF_A_NUMBER.fullmatch(with_one_before)
    return bool(half or HALF_A_VALUE.fullmatch(rest))

"""One text or many, written out or as token ids: the shapes that `prompt` and `input` come in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from oaic_server.parrot import tokenizer, vocabulary

Tokens = list[bytes]


def prompts(given: Any, most: int = sys.maxsize) -> Iterator[Tokens]:
    """The tokens of each text, in order; of a text of more than so many the first."""
    return (tokens(one, most) for one in each(given))


def each(given: Any) -> list[Any]:
    """Every text as it was written: a string, or a list of ids."""
    return given if isinstance(given, list) and not is_ids(given) else [given]


def texts(given: Any) -> list[str]:
    """Those that are written out."""
    return [one for one in each(given) if isinstance(one, str)]


def is_ids(given: Any) -> bool:
    return (
        isinstance(given, list) and bool(given) and isinstance(given[0], int | float)
    )  # a float: no id, but meant as one


def tokens(one: Any, most: int) -> Tokens:
    return [vocabulary.word(token_id) for token_id in one] if is_ids(one) else tokenizer.encode(one or "", most)


def unknown_ids(given: Any) -> Iterator[float]:
    """The ids that are no word of the vocabulary."""
    ids = (token_id for one in each(given) if is_ids(one) for token_id in one)
    return (token_id for token_id in ids if not 0 <= token_id < vocabulary.SIZE)

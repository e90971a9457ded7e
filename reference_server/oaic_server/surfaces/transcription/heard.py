"""What is heard in a sound: the words that were spoken here, else what it sounds like, and when each is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from oaic_server.answering.media import Medium, sized
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.request import Request
from oaic_server.parrot.sounding.heard import BEGINNINGS, kind, seconds
from oaic_server.parrot.tokenizer import encode
from oaic_server.state.service import Service

SENTENCE, WORD = re.compile(r"\S.*?(?:[.!?]+(?=\s|$)|$)", re.DOTALL), re.compile(r"\S+")
TOKENS_A_SECOND = 10
UNKNOWN = "application/octet-stream"
PRECISION = 2  # decimals of a second


@dataclass(frozen=True)
class Stretch:
    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Heard:
    text: str
    seconds: float

    @cached_property
    def tokens(self) -> list[bytes]:
        return encode(self.text)

    @property
    def audio_tokens(self) -> int:
        return max(1, round(self.seconds * TOKENS_A_SECOND))

    @property
    def sentences(self) -> list[Stretch]:
        return list(self._stretches(SENTENCE))

    @property
    def words(self) -> list[Stretch]:
        return list(self._stretches(WORD))

    def _stretches(self, pattern: re.Pattern[str]) -> Iterator[Stretch]:
        """Each takes its share of the time, by how long it is."""
        texts = pattern.findall(self.text)
        ends = list(accumulate(map(len, texts)))
        for text, end in zip(texts, ends, strict=True):
            yield Stretch(text, self._at(end - len(text), ends[-1]), self._at(end, ends[-1]))

    def _at(self, place: int, of: int) -> float:
        return round(self.seconds * place / of, PRECISION)


def heard(request: Request, service: Service) -> Heard:
    """Of the file of a request; refused where it is no sound."""
    content = request.files["file"][0].content
    found = kind(content)
    if found is None:
        expected = f"a sound in one of the formats {', '.join(BEGINNINGS)}"
        what = f"{len(content)} bytes of something else" if content else "an empty file"
        message = f"file: expected {expected}, found {what}"
        service.refuse_unless_lenient(Refusal(400, message, code="invalid_value", param="file"))
    words = service.sounds.words(content) or Medium("hears", sized(found or UNKNOWN, len(content))).sentence
    return Heard(words, round(seconds(content), PRECISION))

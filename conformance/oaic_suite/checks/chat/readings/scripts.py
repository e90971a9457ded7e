"""Text in scripts of every kind: whether its characters are whole, and whether they were read as what they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from oaic_suite.evidence.located import Located
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished

REPLACEMENT = "\ufffd"
CUT_BY_THE_LIMIT = "length"
WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)}

CHINESE = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"
SCRIPTS = {
    "chinese": CHINESE[:16],
    "japanese": "ひらがな カタカナ 漢字",
    "arabic": "السلام عليكم يا قبطان",
    "combined": "नमस्ते e\u0301te\u0301 สวัสดี",
    "joined": "👩‍👩‍👧 🏴‍☠️ 👍🏽 🦜",
}


def unbroken(text: Any) -> bool:
    """Whether a text has neither the mark of bytes that were no character nor half of a character."""
    return not any(c == REPLACEMENT or "\ud800" <= c <= "\udfff" for c in text or "")


def torn(reply: Reply) -> list[Finding]:
    """The texts with part of a character, but for one that the limit cut in two at the very end."""
    reply.sound("/choices/*/message/content")
    choices = [
        (choice.below("message", "content"), choice.below("finish_reason")) for choice in reply.each("/choices/*")
    ]
    return [
        text.finding("whole characters")
        for text, reason in choices
        if not unbroken(before_the_cut(text.value, reason.value))
    ]


def before_the_cut(text: Any, reason: Any) -> Any:
    """A text without the part of a character at which the limit ended it."""
    return text.rstrip(REPLACEMENT) if isinstance(text, str) and reason == CUT_BY_THE_LIMIT else text


def misread(texts: list[Located], line: str) -> list[Finding]:
    """The texts with words of a line as they look when their bytes are taken for another encoding.

    At least one text has something of the line, read rightly or wrongly: a model need not repeat anything.
    """
    wrong = {spelling: word for word in words(line) for spelling in misreadings(word)}
    letters = {letter for word in words(line) for letter in word if not letter.isascii()}
    told = [text for text in texts if letters & set(text.value) or any(spelling in text.value for spelling in wrong)]
    if not told:
        raise NotEstablished("nothing of the line came back")
    return [
        Finding(text.place, word, spelling)
        for text in told
        for spelling, word in wrong.items()
        if spelling in text.value
    ]


def words(line: str) -> list[str]:
    """Those with a character beyond ASCII."""
    return [word for word in line.split() if not word.isascii()]


def misreadings(word: str) -> Iterator[str]:
    """As Latin-1, as Windows reads it, and as escapes that were written for another reader."""
    octets = word.encode()
    yield octets.decode("latin-1")
    yield "".join(WINDOWS[octet] for octet in octets)
    yield json.dumps(word)[1:-1]

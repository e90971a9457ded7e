"""Text that a server sent, made safe to look at: nothing hides in it, nothing reorders it, nothing ends a document."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

# Controls but for tab and line feed; formatting characters that hide or reorder (bidi, zero width,
# tags); line separators; halves of surrogate pairs; the non-characters.
ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
NAMES = {"\0": "NUL", "\r": "CR", "\x1b": "ESC", "\x7f": "DEL", "\u200b": "ZWSP", "\ufeff": "BOM"}
XML_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def visible(text: str) -> str:
    """Odd characters replaced by their name or number."""
    return ODD.sub(lambda match: picture(match[0]), text)


def picture(character: str) -> str:
    return f"‹{NAMES.get(character, f'U+{ord(character):04X}')}›"


def marked(value: object) -> object:
    """The finalizer of the page: text with its odd characters set apart, escaped."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    if ODD.search(value) is None:
        return escape(value)
    return Markup(ODD.sub(lambda match: f'<i class="odd">{picture(match[0])}</i>', str.__str__(escape(value))))


def one_line(text: str) -> str:
    """The text on one line, its line ends drawn."""
    return visible(text).replace("\n", "⏎").replace("\t", "‹TAB›")


def capped(text: str, limit: int) -> str:
    """The text, or its beginning and how much more there was."""
    if len(text) <= limit:
        return text
    return f"{text[:limit]}… and {len(text) - limit:,} more characters"


def xml_legal(text: str) -> str:
    return XML_ILLEGAL.sub("", text)


def limited_to(text: str, encoding: str | None) -> str:
    """The text as far as a stream of that encoding can take it; the rest as backslash escapes."""
    encoding = encoding or "utf-8"
    try:
        return text.encode(encoding, "backslashreplace").decode(encoding)
    except LookupError:
        return text.encode("ascii", "backslashreplace").decode("ascii")

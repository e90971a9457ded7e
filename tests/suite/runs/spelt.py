"""How frameworks spell what they echo: made here by encoders of others, to hold against the patterns of the suite."""

from __future__ import annotations

import html
import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from html.entities import html5
from urllib.parse import quote

NAMES = {character: name for name, character in html5.items() if name.endswith(";")}


def each(text: str, spelling: Callable[[str], str], such: Callable[[str], bool] = lambda one: True) -> str:
    return "".join(spelling(one) if such(one) else one for one in text)


def odd(one: str) -> bool:
    """What encoders do not trust: neither a letter nor a digit."""
    return not one.isalnum()


def octets(one: str, form: str = "%{:02X}") -> str:
    return "".join(form.format(byte) for byte in one.encode())


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "backwards": lambda text: text[::-1],
    "in hex": lambda text: text.encode().hex(),
    "in hex, capitals": lambda text: text.encode().hex().upper(),
    "URL": lambda text: quote(text, safe=""),
    "URL, as a path": quote,
    "URL, small": lambda text: each(text, lambda one: octets(one, "%{:02x}"), odd),
    "URL, every octet": lambda text: each(text, octets),
    "URL, twice": lambda text: quote(quote(text, safe=""), safe=""),
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON of PHP": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "JSON of .NET": lambda text: each(text, lambda one: f"\\u{ord(one):04X}", odd),
    "JSON, every character": lambda text: each(text, lambda one: f"\\u{ord(one):04x}"),
    "JSON in JSON": lambda text: json.dumps(json.dumps(each(text, lambda one: f"\\u{ord(one):04X}", odd)))[3:-3],
    "JavaScript": lambda text: each(text, lambda one: f"\\x{ord(one):02X}", odd),
    "HTML": html.escape,
    "HTML, by name": lambda text: each(text, lambda one: f"&{NAMES.get(one, f'#{ord(one)};')}", odd),
    "HTML, decimal": lambda text: each(text, lambda one: f"&#{ord(one)};"),
    "HTML, hexadecimal": lambda text: each(text, lambda one: f"&#x{ord(one):X};", odd),
    "HTML, padded": lambda text: each(text, lambda one: f"&#{ord(one):05d};", odd),
    "HTML, twice": lambda text: html.escape(html.escape(text)),
}
ENCODERS = {"base64": b64encode, "URL-safe base64": urlsafe_b64encode}
BEFORE = {"": "", "Bearer ": "Bearer ", "u:": "u:", "user:": "user:", "key: ": "key: "}


def inside(encode: Callable[[bytes], bytes], before: str, text: str) -> str:
    """The signs of base64 that come of whole bytes of the text."""
    start, end = 8 * len(before.encode()), 8 * len((before + text).encode())
    return encode(f"{before}{text} and so on".encode()).decode()[-(-start // 6) : end // 6]


def written(text: str) -> dict[str, tuple[str, str]]:
    """By name: what a server may write, and what of it must be found nowhere."""
    found = {name: (spell(text), spell(text)) for name, spell in SPELLINGS.items()}
    for name, encode in ENCODERS.items():
        for before in BEFORE:
            whole = encode(f"{before}{text} and so on".encode()).decode()
            found[f"{name} behind {before!r}"] = whole, inside(encode, before, text)
    return found

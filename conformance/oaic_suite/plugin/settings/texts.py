"""How the text of an option is read: what it means, or why it is none."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Collection

from oaic_spec.meant import meant
from oaic_spec.typed import number

from oaic_suite.asking.surface import suited
from oaic_suite.asking.survey.address import shown
from oaic_suite.asking.survey.listed import STEPS
from oaic_suite.evidence.shown.printable import utf8_carries
from oaic_suite.judging.clients.profile import client_profiles
from oaic_suite.judging.selecting.edition import RELEASES
from oaic_suite.judging.selecting.profile import profiles

LONGEST_SECONDS = 86_400
FASTEST = 10_000  # requests a second
SHOWN = 40  # characters of what was typed, in a message
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2: of what the name of a header consists
VARIABLE = re.compile("[A-Z][A-Z0-9_]*")  # what is not written so may be the key itself
NotThat = argparse.ArgumentTypeError

seconds, rate = number(LONGEST_SECONDS), number(FASTEST)


def model_id(text: str) -> str:
    if not utf8_carries(text):
        raise NotThat("it is not UTF-8")
    if not text:
        raise NotThat("it is empty")
    if text in STEPS:
        raise NotThat(f"{text} is a step in a path, and no name")
    return text


def surface_and_model(text: str) -> tuple[str, str]:
    surface, _, id = text.partition("=")
    if surface not in suited() or not id:
        forms = " or ".join(f"{name}=ID" for name in suited())
        raise NotThat(f"{text[:SHOWN]!r} is not {forms}")
    return surface, model_id(id)


def name_and_value(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not TOKEN.fullmatch(name.strip()):
        raise NotThat("it is not of the form NAME:VALUE")  # and may be a key that stands where it should not
    return name.strip().lower(), sendable(value, f"the value of {name.strip()}")


def header_name(text: str) -> str:
    if not TOKEN.fullmatch(text):
        raise NotThat(f"{text[:SHOWN]!r} is not the name of a header")
    return text.lower()


def api_key(text: str) -> str:
    return sendable(text, "the key")


def sendable(value: str, what: str) -> str:
    """The value without white space around it, if a header can carry it; it is never shown."""
    if not (value.isascii() and value.strip().isprintable()):
        raise NotThat(f"{what} holds a character that no header can carry")
    return value.strip()


def profile_name(text: str) -> str:
    return one_of(profiles(), text, "profile")


def client_name(text: str) -> str:
    return one_of(client_profiles(), text, "client")


def release(text: str) -> str:
    return one_of(RELEASES, text, "set")


def one_of(known: Collection[str], text: str, what: str) -> str:
    if text not in known:
        there = meant(text, known) or f"; there are {', '.join(known)}"
        raise NotThat(f"there is no {what} {text[:SHOWN]!r}{there}")
    return text


def web_address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise NotThat(f"{shown(text)[:SHOWN]!r} does not begin with http:// or https://")
    return text


def header_and_variable(text: str) -> tuple[str, str]:
    name, colon, variable = text.partition(":")
    if not colon or not TOKEN.fullmatch(name.strip()) or not VARIABLE.fullmatch(variable.strip()):
        raise NotThat("it is not of the form NAME:VARIABLE")
    return name.strip().lower(), variable.strip()


def variable_and_value(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name or "\0" in text:
        raise NotThat("it is not of the form NAME=VALUE")
    return name, value


def command(text: str) -> str:
    """What a process is started by; it is split as a shell would, and no shell sees it."""
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise NotThat(f"it cannot be split into words: {error}") from None
    if not words:
        raise NotThat("it is empty")
    return text

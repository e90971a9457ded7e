"""What variables of the environment say of a run: each option by its name, behind a prefix of ours."""

from __future__ import annotations

from typing import Any

from oaic_spec.meant import meant

from oaic_suite.evidence.shown.printable import printable
from oaic_suite.plugin.settings.file import NotSettings
from oaic_suite.plugin.settings.options import OPTIONS, NotThat
from oaic_suite.plugin.settings.sources import Environment

PREFIX = "OAIC_CERTIFY_"
# The key is held by a variable that another names.
NOT_THERE = ("api_key", "embedded", "json", "plan", "rerun", "resume")
WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
SHOWN = 60  # characters of a name


def variable(name: str) -> str:
    return f"{PREFIX}{name.upper()}"


def of_variables(environment: Environment) -> dict[str, Any]:
    """What variables of ours say, by option; one that is not known is a mistake."""
    ours = {variable(name): name for name in OPTIONS if name not in NOT_THERE}
    found: dict[str, Any] = {}
    for held, text in environment.items():
        if not held.startswith(PREFIX):
            continue
        if held not in ours:
            raise NotSettings(f"there is no variable {printable(held)[:SHOWN]}{meant(held, ours)}")
        if text.strip():
            found[ours[held]] = read_text(ours[held], held, text)
    return found


def read_text(name: str, held: str, text: str) -> Any:
    """The value of a variable; of several values each stands on a line, or between commas where none has one."""
    one = OPTIONS[name]
    if one.switch:
        if text.lower() not in WORDS:
            raise NotSettings(f"{held} is yes or no")
        return WORDS[text.lower()]
    if one.choices and text not in one.choices:
        raise NotSettings(f"{held} is one of {', '.join(one.choices)}")
    texts = text.split("\n" if one.pair else ",") if one.several else [text]
    try:
        read = [one.parse(each.strip()) for each in texts if each.strip()]
    except NotThat as wrong:
        raise NotSettings(f"{held}: {printable(str(wrong))}") from None
    return tuple(read) if one.several else read[0]

"""The settings of a run as run.json tells them: each with what says it, and without what nobody else may see."""

from __future__ import annotations

import shlex
from typing import Any

from oaic_suite.asking.secrets.given import secret
from oaic_suite.asking.secrets.redaction import MASK, Redactor, without_keys
from oaic_suite.judging.document import run_json
from oaic_suite.plugin.settings.options import OPTIONS
from oaic_suite.plugin.settings.resolved import Resolved

DEFAULT = "default"


def told(resolved: Resolved, redactor: Redactor) -> run_json.Settings:
    values: dict[str, run_json.Setting] = {}
    for name in OPTIONS:
        value = getattr(resolved.asked, name)
        if name in resolved.sources or value not in (None, (), False):
            text = one_setting(name, value, redactor)
            values[name] = {"value": text, "source": redactor.text(resolved.sources.get(name, DEFAULT))}
    return {"file": resolved.file, "target": resolved.target, "values": values}


def one_setting(name: str, value: Any, redactor: Redactor) -> str | None:
    one = OPTIONS[name]
    if value is None:
        return None
    if name == "api_key":
        return MASK
    if name == "start":
        return command(value, redactor)
    if one.pair:
        return ", ".join(f"{member}{one.pair}{shown(name, member, each, redactor)}" for member, each in value)
    if one.several:
        return redactor.text(", ".join(value))
    return {True: "yes", False: "no"}[value] if one.switch else redactor.text(str(value))


def shown(name: str, member: str, value: str, redactor: Redactor) -> str:
    """The value of a header, a variable, or a model for a surface."""
    if name == "header":
        return redactor.header(member, value)
    return MASK if name == "start_env" and secret(member) else redactor.text(value)


def command(text: str, redactor: Redactor) -> str:
    return redactor.text(shlex.join(without_keys(shlex.split(text))))

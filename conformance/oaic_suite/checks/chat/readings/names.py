"""Whether an answer names the model that was asked for."""

from __future__ import annotations

from collections.abc import Callable

from oaic_suite.evidence.evidence import Evidence


def asked_for(answer: Evidence) -> Callable[[str], bool]:
    """Whether a name is the one asked for, or of its kind: a snapshot of it, or the same of one provider."""
    wanted = bare(str(answer.request.get("model")))
    return lambda name: not name or bare(name).startswith(wanted) or (":" in name and wanted.startswith(family(name)))


def bare(name: str) -> str:
    """A name without that of its provider: `gpt-4o` of `openai/gpt-4o`."""
    return name.rpartition("/")[2]


def family(name: str) -> str:
    """What a snapshot is of: `davinci` of `davinci:2023-07-21-v2`, as which the service answers for davinci-002."""
    return bare(name).partition(":")[0]

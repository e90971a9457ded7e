"""What an answer tells, whether it came whole or in a stream, so that one can be held against another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from oaic_suite.checks.chat.readings import choices
from oaic_suite.checks.chat.readings.logprobs import ENTRY
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.place import ABSENT, Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

Answer = Reply | Stream


def require_whole(answer: Answer) -> None:
    """An answer that came to its end."""
    if isinstance(answer, Stream):
        answer.require_complete()
    else:
        answer.require_status()


def texts(answer: Answer) -> list[str]:
    """What each choice says; nothing where it only calls."""
    require_whole(answer)
    if isinstance(answer, Stream):
        return list(choices.texts(answer).values())
    answer.require_sound("/choices/*/message/content")
    return [choice.get("message", "content") or "" for choice in answer.each("/choices/*")]


def reasons(answer: Answer) -> list[Located]:
    """Why each choice finishes."""
    answer.require_sound("/choices/*/finish_reason")
    return choices.finish_reasons(answer) if isinstance(answer, Stream) else answer.each("/choices/*/finish_reason")


def called_names(answer: Answer) -> list[Any]:
    """The names of the functions that are called, in order."""
    require_whole(answer)
    member = "delta" if isinstance(answer, Stream) else "message"
    names = [found.value for found in answer.wherever(f"/choices/*/{member}/tool_calls/*/function/name")]
    return [name for name in names if name]


def text(answer: Answer) -> str:
    """All that an answer says."""
    return "\n".join(texts(answer))


def called_text(answer: Answer) -> str:
    """The functions that are called, and what they are called with, put together."""
    require_whole(answer)
    member = "delta" if isinstance(answer, Stream) else "message"
    place = f"/choices/*/{member}/tool_calls/*/function"
    arguments = [found.value for found in answer.wherever(f"{place}/arguments") if isinstance(found.value, str)]
    return " ".join([*map(str, called_names(answer)), "".join(arguments)])


def alike(answers: Sequence[Answer]) -> Sequence[Answer]:
    """Answers that say the same and call the same."""
    first, again = ((texts(answer), called_names(answer)) for answer in answers)
    if first != again:
        raise NotEstablished("the same request is answered otherwise the second time")
    return answers


def measured(answer: Answer) -> list[Any]:
    """The tokens that have a log probability, in order."""
    require_whole(answer)
    return [found.value for found in answer.wherever(f"{ENTRY}/token")]


def usage(answer: Answer) -> Located:
    """What an answer cost; some of it is told."""
    require_whole(answer)
    told = [found for found in answer.wherever("/usage") if isinstance(found.value, dict)]
    if not told:
        raise NotEstablished("no usage is told", answer.owner("/usage"))
    return told[-1]


def lost(answers: Sequence[Answer]) -> list[Finding]:
    """The members of a usage that are not in the one told later."""
    first, again = answers
    wanted = list(members(usage(first).value))
    require_whole(again)
    later = [found for found in again.wherever("/usage") if isinstance(found.value, dict)]
    if not later:
        return [again.values[-1].below("usage").finding("usage, as the first time")]
    return [
        later[-1].below(*path).finding("a count, as the first time")
        for path in wanted
        if later[-1].below(*path).value is ABSENT
    ]


def members(value: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """The paths of all members of an object that have a value."""
    for name, held in value.items():
        if isinstance(held, dict):
            yield from ((name, *path) for path in members(held))
        elif held is not None:
            yield (name,)

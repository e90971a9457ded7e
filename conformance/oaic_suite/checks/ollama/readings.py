"""What Ollama's answers say, whole or line by line."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import jsonschema_rs

from oaic_suite.checks.embeddings.readings import as_floats
from oaic_suite.evidence.lines import Lines
from oaic_suite.evidence.located import Located, expand, failing
from oaic_suite.evidence.place import ABSENT, Finding
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished

Answer = Reply | Lines

TOTAL, PARTS = "/total_duration", ("/load_duration", "/prompt_eval_duration", "/eval_duration")
COUNTS = ("/prompt_eval_count", "/eval_count")
CALLS = "/message/tool_calls/*"
LONG = 3600 * 10**9  # nanoseconds that no answer of ours takes
MARK = "<think>"
UNIT = 0.01  # how far the length of a vector may be from one


# --- dates and durations -------------------------------------------------------------------------------


def undated(answer: Answer) -> list[Finding]:
    """Dates that cannot be read."""
    return failing(answer.sound("/created_at"), is_date, "a date as RFC 3339 writes it")


def is_date(text: Any) -> bool:
    try:
        return "T" in text and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def last(answer: Answer) -> Located:
    """What says that the answer is over: all of it, or its last line."""
    if isinstance(answer, Reply):
        return answer.values[0]
    if not answer.terminators:
        raise NotEstablished("no line says that it is the last", answer.owner("@done"))
    return next(chunk for chunk in answer.complete if chunk.place.frame == answer.terminators[0].index)


def durations(answer: Answer) -> list[Finding]:
    """Durations that are longer together than the whole, or too long for nanoseconds."""
    end = last(answer)
    total = number(end, TOTAL)
    if total is None:
        raise NotApplicable("no durations are told")
    parts = sum(number(end, part) or 0 for part in PARTS)
    found = end.below(TOTAL[1:])
    if parts > total:
        return [found.finding(f"{parts} nanoseconds at least, as its parts have together")]
    return failing([found], lambda told: told < LONG, "nanoseconds, less than an hour of them")


def number(value: Located, pointer: str) -> int | None:
    told = value.get(pointer[1:])
    return told if isinstance(told, int) else None


def uncounted(answer: Answer) -> list[Finding]:
    """Tokens that the end of an answer does not count; a prompt that was kept from before may cost none."""
    return failing([last(answer).below("eval_count")], lambda told: isinstance(told, int) and told > 0, "tokens")


def asks(body: Mapping[str, Any]) -> bool:
    """Whether something is asked: else a model is loaded, and nothing is said."""
    return bool(body.get("messages", True))


def counted(answer: Answer) -> int | None:
    return number(last(answer), "/eval_count")


def reason(answer: Answer) -> Located:
    return last(answer).below("done_reason")


# --- lines ---------------------------------------------------------------------------------------------


def early(lines: Lines) -> list[Finding]:
    """Lines that do not say whether they are the last."""
    return failing(lines.members("done"), lambda done: isinstance(done, bool), "true or false")


def joined(lines: Lines) -> str:
    return "".join(str(text.value) for text in lines.sound("/message/content"))


def error_members(answer: Answer) -> list[Finding]:
    """Members called `error` in what is no error: a client takes any for one."""
    there = [value.below("error") for value in answer.values]
    return failing(there, lambda error: error is ABSENT, "no member of that name")


# --- calls, thoughts, formats --------------------------------------------------------------------------


def calls(answer: Answer) -> list[Located]:
    """The calls that came; whether a model calls is its own affair."""
    found = answer.wherever(CALLS)
    if not found:
        raise NotEstablished("the model called nothing", "model")
    return found


def spelt_arguments(answer: Answer) -> list[Finding]:
    """The arguments of calls that are no objects."""
    there = [call.below("function", "arguments") for call in with_functions(calls(answer))]
    return failing(there, lambda told: isinstance(told, Mapping), "an object, and not its text")


def with_functions(found: Iterable[Located]) -> list[Located]:
    return [call for call in found if isinstance(call.get("function"), Mapping)]


def nameless(answer: Answer) -> list[Finding]:
    """The calls that do not say which of the tools offered is called."""
    offered = [tool["function"]["name"] for tool in answer.request.get("tools")]
    there = [call.below("function", "name") for call in with_functions(calls(answer))]
    return failing(there, lambda name: name in offered, f"one of {', '.join(offered)}")


def thoughts(answer: Answer) -> list[Located]:
    """What was thought; whether a model thinks is its own affair."""
    found = [thought for thought in answer.wherever("/message/thinking") if thought.value]
    if not found:
        raise NotEstablished("the model thought nothing", "model")
    return found


def thoughts_after(lines: Lines) -> list[Finding]:
    """Thoughts that come after the first words of the answer."""
    said = [text.place.frame or 0 for text in lines.sound("/message/content") if text.value.strip()]
    first = min(said, default=math.inf)
    return failing_where(thoughts(lines), lambda found: (found.place.frame or 0) <= first, "before what is said")


def failing_where(found: Iterable[Located], holds: Callable[[Located], bool], expected: str) -> list[Finding]:
    return [each.finding(expected) for each in found if not holds(each)]


# --- vectors -------------------------------------------------------------------------------------------


def vectors(reply: Reply) -> list[Located]:
    reply.require_sound("/embeddings/**")
    return [Located(as_floats(found.value), found.place) for found in expand(reply.values[0], "/embeddings/*")]


def unlike_one(reply: Reply) -> list[Finding]:
    """Vectors whose length is not one."""
    found = vectors(reply)
    if not found:
        raise NotEstablished("there are no vectors", reply.owner("/embeddings"))
    return failing(found, lambda vector: abs(math.hypot(*vector) - 1) <= UNIT, "a vector of length one")


def texts(reply: Reply) -> int:
    """How many texts were to be embedded; an empty one is none."""
    asked = reply.request.get("input")
    return len(asked) if isinstance(asked, list) else int(bool(asked))


# --- models --------------------------------------------------------------------------------------------


def only_one_has(tags: Reply, listing: Reply) -> list[Finding]:
    """Models that one of two lists has and the other has not; a tag that says nothing may be left out."""
    there = {plain(entry.value) for entry in tags.sound("/models/*/name")}
    here = {plain(entry.value) for entry in listing.sound("/data/*/id")}
    return [Finding(tags.place("/models"), f"{name!r} in both lists", "in one") for name in sorted(here ^ there)]


def plain(name: str) -> str:
    return name.removesuffix(":latest")


# --- what was asked for --------------------------------------------------------------------------------


def unformatted(answer: Reply) -> list[Finding]:
    """A text that is not the JSON which was asked for; one that was cut need be none."""
    if reason(answer).value != "stop":
        raise NotEstablished("the answer was cut by its limit, or does not say that it was not", "model")
    found = answer.sound("/message/content")[0]
    try:
        value = parse(found.value.encode())
    except ValueError:
        return [found.finding("JSON")]
    asked = answer.request.get("format")
    problems = list(jsonschema_rs.iter_errors(asked, value)) if isinstance(asked, dict) else []
    return [found.finding(f"JSON by the schema: {problem.message}") for problem in problems[:1]]


def marked_thoughts(answer: Reply) -> list[Finding]:
    """Texts in which a thought is marked as models mark it."""
    return failing(answer.sound("/message/content"), lambda text: MARK not in text, f"no {MARK}")


def wordless(refusal: Refusal) -> list[Finding]:
    """A refusal without a sentence."""
    return failing([refusal.if_refused.found("error")], lambda told: isinstance(told, str) and told != "", "a sentence")

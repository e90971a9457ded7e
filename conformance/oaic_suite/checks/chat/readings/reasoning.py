"""What a server tells of a model's reasoning: text of its own, by either of two names that servers have for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from oaic_suite.checks.chat.readings.choices import Pieces, deltas
from oaic_suite.checks.chat.readings.logprobs import spelt_before
from oaic_suite.checks.tools.readings.markup import MARKUP
from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import ABSENT, Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished

NAMES = ("reasoning_content", "reasoning")
IN_MESSAGES = tuple(f"/choices/*/message/{name}" for name in NAMES)
IN_DELTAS = tuple(f"/choices/*/delta/{name}" for name in NAMES)
TAGS = re.compile(r"^\s*<think(ing)?>|</think(ing)?>")
Answer = Reply | Stream


def messages(answer: Answer) -> list[Located]:
    """What each choice says and thinks: its message, or one put together from its deltas."""
    if isinstance(answer, Reply):
        return [choice.below("message") for choice in answer.each("/choices/*")]
    answer.require_complete()
    return [joined(turn) for turn in deltas(answer)]


def joined(turn: Pieces) -> Located:
    """A message of the texts of a choice, placed where its first delta stands; calls only say that they are there."""
    pieces = [piece.below("delta") for piece in turn]
    texts = {name: "".join(said(pieces, name)) for name in (*NAMES, "content")}
    calls = [call for piece in pieces if isinstance(call := piece.below("tool_calls").value, list)]
    return replace(pieces[0], value={name: text for name, text in texts.items() if text} | {"tool_calls": calls})


def said(pieces: Pieces, name: str) -> Iterator[str]:
    for piece in pieces:
        if isinstance(text := piece.below(name).value, str):
            yield text


def thoughts(message: Located) -> dict[str, str]:
    """The texts of what was thought, by the names they stand under."""
    told = {name: message.below(name).value for name in NAMES}
    return {name: text for name, text in told.items() if isinstance(text, str) and text}


def thinking(answer: Answer) -> list[Located]:
    """The messages that tell what was thought; there is at least one, of a server that tells such a thing."""
    found = [message for message in messages(answer) if thoughts(message)]
    if not found:
        raise NotApplicable("no reasoning came with the answer")
    return found


def names(answer: Answer) -> list[str]:
    """The names that reasoning stands under, whatever it is made of."""
    thinking(answer)
    places = IN_MESSAGES if isinstance(answer, Reply) else IN_DELTAS
    return [
        name for name, place in zip(NAMES, places, strict=True) if any(told.value for told in answer.wherever(place))
    ]


def differing(answer: Answer) -> list[Finding]:
    """The reasoning that stands under both names, with another text under each."""
    twice = [message for message in thinking(answer) if len(thoughts(message)) == len(NAMES)]
    if not twice:
        raise NotApplicable("reasoning stands under one name alone")
    first, second = NAMES
    return [
        message.below(second).finding(f"the same text as in {first}")
        for message in twice
        if thoughts(message)[first] != thoughts(message)[second]
    ]


def tagged(answer: Answer) -> list[Finding]:
    """The contents that hold what was thought, in the tags of the model."""
    contents = [message.below("content") for message in messages(answer)]
    return failing(contents, lambda text: not (isinstance(text, str) and TAGS.search(text)), "none of <think>…</think>")


def measured_besides(reply: Reply) -> list[Finding]:
    """The choices whose tokens spell something before their content, though no reasoning stands in that."""
    if tagged(reply):
        raise NotEstablished("reasoning stands in the content", "chat.reasoning.not-in-content")
    return spelt_before(reply)


def uncounted(answer: Answer) -> list[Finding]:
    """The usage that tells no number of the tokens that were thought."""
    thinking(answer)
    usage = [found for found in answer.wherever("/usage") if isinstance(found.value, dict)]
    if not usage:
        raise NotEstablished("the answer has no usage", answer.owner("/usage"))
    details = usage[-1].below("completion_tokens_details")
    if not isinstance(details.value, dict):
        raise NotEstablished("the usage has no details", answer.owner("/usage/completion_tokens_details"))
    counts = [details.below("reasoning_tokens")]
    return failing(
        counts, lambda count: isinstance(count, int) and count != 0, "the number of tokens that were thought"
    )


def thought_alone(reply: Reply) -> list[Located]:
    """Why each choice ends that has nothing but reasoning; there is at least one."""
    reply.require_sound("/choices/*/finish_reason")
    alone = [choice for choice in reply.each("/choices/*") if is_thought_alone(choice.below("message"))]
    if not alone:
        raise NotApplicable("the answer is more than reasoning")
    return [choice.below("finish_reason") for choice in alone]


def is_thought_alone(message: Located) -> bool:
    return bool(thoughts(message)) and not (message.below("content").value or calls_any(message))


def silent(reply: Reply) -> list[Finding]:
    """The messages without a text, without reasoning and without a call."""
    empty = [each for each in messages(reply) if not (thoughts(each) or each.get("content") or calls_any(each))]
    return [each.finding("what was thought so far") for each in empty]


def calls_any(message: Located) -> bool:
    return message.below("tool_calls").value not in (ABSENT, None, [])


def swallowed(answer: Answer) -> list[Finding]:
    """The reasoning with the markup of a call in it, where no call came."""
    idle = [message for message in thinking(answer) if not calls_any(message)]
    return [
        message.below(name).finding("the call in `tool_calls`")
        for message in idle
        for name, text in thoughts(message).items()
        if MARKUP.search(text)
    ]

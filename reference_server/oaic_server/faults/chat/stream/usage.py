"""Usage in streams: missing, misplaced, or wrong."""

from __future__ import annotations

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.stream.replies import teller
from oaic_server.faults.operations import CHAT

SOME = {"prompt_tokens": 5, "completion_tokens": 3, "total_tokens": 8}


NOT_MODERATED = {"type": "error", "code": "unavailable", "message": "Nothing was looked at."}


def count(reply: Reply, name: str, more: int) -> None:
    """One count changed, and the total with it."""
    for frame in teller(reply):
        frame.data["usage"][name] += more
        frame.data["usage"]["total_tokens"] += more


@fault("chat.stream.usage.present", on=CHAT)
def usage_does_not_come(reply: Reply) -> None:
    reply.drop(*teller(reply))


@fault("chat.stream.usage.every-choice", on=CHAT)
def one_streamed_choice_is_counted_for_all(reply: Reply) -> None:
    several = reply.request.members.get("n") or 1
    for told in teller(reply):
        spent = told.data["usage"]["completion_tokens"]
        count(reply, "completion_tokens", spent // several - spent)


@fault("chat.stream.usage.once", on=CHAT)
def every_chunk_has_the_usage(reply: Reply) -> None:
    for told in teller(reply):
        for frame in reply.chunks:
            frame.data["usage"] = told.data["usage"]


@fault("chat.stream.usage.own-chunk", on=CHAT)
def the_last_piece_has_the_usage(reply: Reply) -> None:
    for told in teller(reply):
        reply.drop(told)
        reply.chunks[-1].data["usage"] = told.data["usage"]


@fault("chat.stream.usage.unasked", on=CHAT)
def usage_comes_unasked(reply: Reply) -> None:
    if reply.frames and not teller(reply):
        reply.frames.insert(-1, Frame(reply.chunks[0].data | {"choices": [], "usage": SOME}))


@fault("chat.stream.usage.counts", on=CHAT)
def counts_are_text(reply: Reply) -> None:
    for frame in teller(reply):
        frame.data["usage"] |= {name: str(frame.data["usage"][name]) for name in SOME}


@fault("chat.stream.usage.counts:empty", on=CHAT, also={"chat.stream.usage.once": "an empty usage is one all the same"})
def usage_is_empty_until_the_last(reply: Reply) -> None:
    for frame in reply.chunks:
        if "usage" in frame.data:
            frame.data["usage"] = frame.data["usage"] or {}


@fault("chat.stream.usage.details", on=CHAT)
def details_are_null(reply: Reply) -> None:
    for frame in teller(reply):
        frame.data["usage"]["prompt_tokens_details"] = None


@fault("chat.stream.usage.details-within", on=CHAT)
def more_was_thought_than_said(reply: Reply) -> None:
    for frame in teller(reply):
        usage = frame.data["usage"]
        usage["completion_tokens_details"]["reasoning_tokens"] = usage["completion_tokens"] + 40


@fault(
    "chat.stream.usage.not-negative",
    on=CHAT,
    also={"chat.stream.same-completion-tokens": "the plain answer counts as before"},
)
def the_answer_costs_less_than_nothing(reply: Reply) -> None:
    count(reply, "completion_tokens", -1000)


@fault("chat.stream.usage.sum", on=CHAT)
def the_total_is_one_too_many(reply: Reply) -> None:
    for frame in teller(reply):
        frame.data["usage"]["total_tokens"] += 1


@fault(
    "chat.stream.usage.within-limit",
    on=CHAT,
    also={"chat.stream.same-completion-tokens": "the plain answer counts as before"},
)
def the_answer_costs_more_than_it_may(reply: Reply) -> None:
    count(reply, "completion_tokens", 1000)


@fault("chat.stream.usage.prompt-as-plain", on=CHAT)
def a_streamed_prompt_costs_more(reply: Reply) -> None:
    count(reply, "prompt_tokens", 7)


# --- legal --------------------------------------------------------------------------------------------


@benign("chat.stream.usage.null", on=CHAT)
def every_other_chunk_says_usage_null(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data.setdefault("usage", None)


@benign("chat.stream.usage.no-null", on=CHAT)
def every_other_chunk_says_nothing_of_usage(reply: Reply) -> None:
    for frame in reply.chunks:
        if frame.data.get("usage") is None:
            frame.data.pop("usage", None)


@benign("chat.stream.usage.no-details", on=CHAT)
def usage_has_only_its_counts(reply: Reply) -> None:
    for frame in teller(reply):
        frame.data["usage"] = {name: frame.data["usage"][name] for name in SOME}


@benign("chat.stream.usage.more-details", on=CHAT)
def usage_says_more_than_the_contract(reply: Reply) -> None:
    for frame in teller(reply):
        frame.data["usage"] |= {"cost": 0.25, "cache": {"hits": 0}}


@benign("chat.stream.usage.moderation", on=CHAT)
def a_verdict_on_the_answer_follows_the_usage(reply: Reply) -> None:
    for frame in teller(reply):
        last = Frame(frame.data | {"usage": None, "moderation": {"input": NOT_MODERATED, "output": NOT_MODERATED}})
        reply.frames = [
            each for known in reply.frames or [] for each in ((known, last) if known is frame else (known,))
        ]

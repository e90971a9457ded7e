"""Streamed choices that are opened, told or finished as no client expects."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from oaic_server.faults import benign, fault
from oaic_server.faults.streamed import in_streamed_texts
from oaic_server.reply import Frame, Reply

CHAT = "createChatCompletion"
Choice = dict[str, Any]


def choices(reply: Reply) -> Iterator[Choice]:
    for frame in reply.chunks:
        yield from frame.data["choices"]


def later(reply: Reply) -> Iterator[Choice]:
    """All but the first piece of each choice."""
    begun: set[int] = set()
    for choice in choices(reply):
        if choice["index"] in begun:
            yield choice
        begun.add(choice["index"])


def finish(frame: Frame) -> bool:
    return not isinstance(frame.data, str) and any(choice["finish_reason"] for choice in frame.data["choices"])


def like(frame: Frame, **changes: Any) -> Frame:
    """A chunk like another, but for these members of its choices."""
    twin = deepcopy(frame)
    for choice in twin.data["choices"]:
        choice |= changes
    return twin


def insert(reply: Reply, at: int, *frames: Frame) -> None:
    if reply.frames:
        reply.frames[at:at] = frames


def follow(reply: Reply, **changes: Any) -> None:
    """After each chunk that finishes a choice, one like it."""
    if reply.frames:
        reply.frames = [
            each for frame in reply.frames for each in ((frame, like(frame, **changes)) if finish(frame) else (frame,))
        ]


def bare(frame: Frame, **members: Any) -> Frame:
    """A chunk that has nothing of a choice."""
    return Frame({name: value for name, value in frame.data.items() if name != "choices"} | members)


# --- their shape -------------------------------------------------------------------------------------


@fault("chat.stream.choices", on=CHAT)
def one_chunk_has_no_choices(reply: Reply) -> None:
    for frame in reply.chunks[:1]:
        insert(reply, 1, bare(frame))


@fault("chat.stream.choices:null", on=CHAT)
def one_chunk_has_null_choices(reply: Reply) -> None:
    for frame in reply.chunks[:1]:
        insert(reply, 1, bare(frame, choices=None))


@fault("chat.stream.index", on=CHAT)
def choices_have_no_index(reply: Reply) -> None:
    for choice in choices(reply):
        del choice["index"]


@fault("chat.stream.index:text", on=CHAT)
def indexes_are_text(reply: Reply) -> None:
    for choice in choices(reply):
        choice["index"] = str(choice["index"])


@fault("chat.stream.index-below-n", on=CHAT)
def the_index_counts_the_chunks(reply: Reply) -> None:
    for number, choice in enumerate(choices(reply)):
        choice["index"] = number


@fault("chat.stream.index-below-n:from-one", on=CHAT)
def the_index_counts_from_one(reply: Reply) -> None:
    for choice in choices(reply):
        choice["index"] += 1


@fault("chat.stream.choices-count", on=CHAT)
def only_the_first_choice_comes(reply: Reply) -> None:
    reply.drop(*(frame for frame in reply.chunks if any(choice["index"] for choice in frame.data["choices"])))


@fault("chat.stream.delta", on=CHAT)
def the_last_piece_has_no_delta(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["finish_reason"]:
            del choice["delta"]


@fault("chat.stream.delta:message", on=CHAT)
@in_streamed_texts
def pieces_are_whole_messages(reply: Reply) -> None:
    for choice in choices(reply):
        choice["message"] = choice.pop("delta")


@fault("chat.stream.content", on=CHAT)
@in_streamed_texts
def content_is_an_array_of_parts(reply: Reply) -> None:
    for choice in later(reply):
        if "content" in choice["delta"]:
            choice["delta"]["content"] = [{"type": "text", "text": choice["delta"]["content"]}]


@fault("chat.stream.content-not-null", on=CHAT)
def a_run_of_pieces_has_null_content(reply: Reply) -> None:
    for frame in reply.chunks[:1]:
        insert(reply, 1, *(like(frame, delta={"content": None}) for _ in range(10)))


# --- the role ----------------------------------------------------------------------------------------


@fault("chat.stream.role-value", on=CHAT)
def later_roles_are_empty(reply: Reply) -> None:
    for choice in later(reply):
        choice["delta"]["role"] = ""


@fault("chat.stream.role-value:null", on=CHAT)
def later_roles_are_null(reply: Reply) -> None:
    for choice in later(reply):
        choice["delta"]["role"] = None


@fault("chat.stream.role", on=CHAT)
def nobody_speaks(reply: Reply) -> None:
    for choice in choices(reply):
        choice["delta"].pop("role", None)


@fault("chat.stream.role:user", on=CHAT)
def the_user_speaks(reply: Reply) -> None:
    for choice in choices(reply):
        if "role" in choice["delta"]:
            choice["delta"]["role"] = "user"


@fault("chat.stream.role-first", on=CHAT)
def the_role_comes_last(reply: Reply) -> None:
    nobody_speaks(reply)
    for choice in choices(reply):
        if choice["finish_reason"]:
            choice["delta"]["role"] = "assistant"


@fault("chat.stream.role-once", on=CHAT)
def every_delta_has_the_role(reply: Reply) -> None:
    for choice in choices(reply):
        choice["delta"]["role"] = "assistant"


# --- the finish --------------------------------------------------------------------------------------


@fault("chat.stream.finish-key", on=CHAT)
def a_reason_of_null_is_left_out(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["finish_reason"] is None:
            del choice["finish_reason"]


@fault("chat.stream.finish-value", on=CHAT)
def the_turn_ends(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["finish_reason"] == "stop":
            choice["finish_reason"] = "end_turn"


@fault("chat.stream.finish-value:empty", on=CHAT)
def the_reason_is_empty_until_the_last(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = choice["finish_reason"] or ""


@fault("chat.stream.finished", on=CHAT)
def the_reason_has_another_name(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finishReason"], choice["finish_reason"] = choice["finish_reason"], None


@fault("chat.stream.finished:never", on=CHAT)
def no_choice_ever_finishes(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = None


@fault("chat.stream.finished:one-of-two", on=CHAT)
def only_the_first_choice_finishes(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["index"]:
            choice["finish_reason"] = None


@fault("chat.stream.finish-once", on=CHAT)
def every_choice_finishes_twice(reply: Reply) -> None:
    follow(reply)


@fault("chat.stream.finish-once:always", on=CHAT)
def every_piece_is_the_last(reply: Reply) -> None:
    reasons = {choice["index"]: choice["finish_reason"] for choice in choices(reply)}
    for choice in choices(reply):
        choice["finish_reason"] = reasons[choice["index"]]


@fault("chat.stream.finish-last", on=CHAT)
def a_choice_goes_on_after_its_finish(reply: Reply) -> None:
    follow(reply, finish_reason=None)


@fault("chat.stream.empty-choices-last", on=CHAT)
def the_verdict_on_the_prompt_comes_first(reply: Reply) -> None:
    for frame in reply.chunks[:1]:
        insert(reply, 0, bare(frame, choices=[], prompt_filter_results=[]))


@fault("chat.stream.empty-choices-last:in-the-middle", on=CHAT)
def a_chunk_in_the_middle_has_no_choice(reply: Reply) -> None:
    for frame in reply.chunks[:1]:
        insert(reply, 2, bare(frame, choices=[]))


# --- legal -------------------------------------------------------------------------------------------


@benign("chat.stream.null-opening", on=CHAT)
@in_streamed_texts
def the_first_content_is_null(reply: Reply) -> None:
    for choice in choices(reply):
        if "role" in choice["delta"]:
            choice["delta"]["content"] = None


@benign("chat.stream.empty-deltas", on=CHAT)
def some_pieces_say_nothing(reply: Reply) -> None:
    for frame in reply.chunks[:1]:
        insert(reply, 1, like(frame, delta={}), like(frame, delta={"content": ""}))


@benign("chat.stream.short-opening", on=CHAT)
@in_streamed_texts
def the_first_delta_is_a_role_and_no_more(reply: Reply) -> None:
    for choice in choices(reply):
        if "role" in choice["delta"]:
            choice["delta"] = {"role": "assistant"}


@benign("chat.stream.no-logprobs-key", on=CHAT)
def pieces_without_logprobs_do_not_say_so(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["logprobs"] is None:
            del choice["logprobs"]


@benign("chat.stream.merged", on=CHAT)
@in_streamed_texts
def role_text_and_finish_come_in_one_piece(reply: Reply) -> None:
    """What the role, the pieces of text and the finish say, in one chunk for each choice."""
    whole: dict[int, Frame] = {}
    for frame in reply.chunks:
        for choice in frame.data["choices"]:
            merge(whole.setdefault(choice["index"], frame).data["choices"][0], choice)
    kept = list(whole.values())
    reply.drop(*(frame for frame in reply.chunks if frame.data["choices"] and frame not in kept))


def merge(first: Choice, piece: Choice) -> None:
    if piece is first:
        return
    first["delta"]["content"] += piece["delta"].get("content", "")
    first["finish_reason"] = piece["finish_reason"]
    if first["logprobs"] and piece["logprobs"]:
        first["logprobs"]["content"] += piece["logprobs"]["content"]


@benign("chat.stream.side-by-side", on=CHAT)
def a_chunk_holds_a_piece_of_every_choice(reply: Reply) -> None:
    turns: dict[int, list[Frame]] = {}
    for frame in reply.chunks:
        for choice in frame.data["choices"]:
            turns.setdefault(choice["index"], []).append(frame)
    for first, *others in zip(*turns.values(), strict=False):
        first.data["choices"] += [choice for other in others for choice in other.data["choices"]]
        reply.drop(*others)


@benign("chat.stream.one-after-the-other", on=CHAT)
def choices_come_one_after_the_other(reply: Reply) -> None:
    if reply.frames:
        reply.frames.sort(key=turn)


def turn(frame: Frame) -> int:
    told = [] if isinstance(frame.data, str) else frame.data["choices"]
    return told[0]["index"] if told else 128  # the most choices there may be

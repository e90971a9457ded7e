"""Thoughts told in the wrong place."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.ollama.replies import lines, whole
from oaic_server.faults.operations import OLLAMA_TALK


@fault("ollama.think.text", on=OLLAMA_TALK)
def thoughts_are_a_list(reply: Reply) -> None:
    for answer in whole(reply):
        if "thinking" in answer["message"]:
            answer["message"]["thinking"] = [answer["message"]["thinking"]]


@fault("ollama.think.apart", on=OLLAMA_TALK)
def thoughts_are_told_in_the_answer_too(reply: Reply) -> None:
    for answer in whole(reply):
        if thought := answer["message"].get("thinking"):
            answer["message"]["content"] = f"<think>{thought}</think>{answer['message']['content']}"


@fault("ollama.think.first", on=OLLAMA_TALK)
def thoughts_come_after_the_answer(reply: Reply) -> None:
    thinking = [line for line in lines(reply) if "thinking" in line.data["message"]]
    if reply.frames is not None and thinking:
        others = [line for line in lines(reply) if line not in thinking]
        reply.frames = [*others[:-1], *thinking, *others[-1:]]

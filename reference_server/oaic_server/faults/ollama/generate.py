"""Texts that break what Ollama's clients rely on."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.ollama.lines import BEGINNING
from oaic_server.faults.ollama.replies import lines, prefixed, system, whole
from oaic_server.faults.operations import OLLAMA_TEXT


@fault("ollama.generate.status", on=OLLAMA_TEXT)
def a_system_text_is_the_end(reply: Reply) -> None:
    if whole(reply) and system(reply):
        reply.status = 500


@fault("ollama.generate.json", on=OLLAMA_TEXT)
def a_text_is_cut_short(reply: Reply) -> None:
    if whole(reply) and system(reply):
        reply.body = reply.content()[:-2]


@fault("ollama.generate.done", on=OLLAMA_TEXT)
def a_whole_text_is_not_done(reply: Reply) -> None:
    for answer in whole(reply):
        answer["done"] = False


@fault("ollama.generate.schema", on=OLLAMA_TEXT)
def a_text_has_another_name(reply: Reply) -> None:
    for answer in whole(reply):
        if system(reply):
            answer["text"] = answer.pop("response")


@fault("ollama.generate.lines.status", on=OLLAMA_TEXT)
def the_connection_drops_in_the_first_line(reply: Reply) -> None:
    if lines(reply):
        reply.wire.cut_after = BEGINNING


@fault("ollama.generate.lines.json", on=OLLAMA_TEXT)
def lines_come_as_events(reply: Reply) -> None:
    prefixed(reply)


@fault("ollama.generate.lines.done", on=OLLAMA_TEXT)
def no_line_is_the_last(reply: Reply) -> None:
    reply.drop(*lines(reply)[-1:])


@fault("ollama.generate.lines.counts", on=OLLAMA_TEXT)
def the_last_line_counts_nothing(reply: Reply) -> None:
    for line in lines(reply)[-1:]:
        line.data.pop("eval_count", None)


@fault("ollama.generate.lines.schema", on=OLLAMA_TEXT)
def the_last_line_has_no_text(reply: Reply) -> None:
    for line in lines(reply)[-1:]:
        line.data["response"] = None

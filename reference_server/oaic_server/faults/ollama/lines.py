"""Streams of lines that break what Ollama's clients rely on."""

from __future__ import annotations

from dataclasses import replace

from oaic_server.exchange.reply import Line, Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.ollama.replies import lines, prefixed, told_in_words
from oaic_server.faults.operations import OLLAMA_TALK

BEGINNING = 40  # bytes of a line


@fault("ollama.lines.status", on=OLLAMA_TALK)
def the_connection_drops_in_the_first_line(reply: Reply) -> None:
    if lines(reply):
        reply.wire.cut_after = BEGINNING


@fault("ollama.lines.unasked", stage="request", on=OLLAMA_TALK)
def a_stream_must_be_asked_for(request: Request) -> Request:
    return replace(request, body={"stream": False, **request.members}) if request.members else request


@fault("ollama.lines.content-type", on=OLLAMA_TALK)
def lines_are_declared_as_events(reply: Reply) -> None:
    if lines(reply) and reply.request.stream:
        reply.set_header("content-type", "text/event-stream")


@fault("ollama.lines.utf8", on=OLLAMA_TALK)
def a_line_is_written_in_latin_1(reply: Reply) -> None:
    for line in lines(reply)[:1]:
        line.raw = b'{"message": {"role": "assistant", "content": "Sch\xf6n"}, "done": false}\n'


@fault("ollama.lines.json", on=OLLAMA_TALK)
def lines_come_as_events(reply: Reply) -> None:
    prefixed(reply)


@fault("ollama.lines.blank", on=OLLAMA_TALK)
def a_blank_line_keeps_the_connection_open(reply: Reply) -> None:
    for line in lines(reply)[:1]:
        line.raw = b"\n" + line.encode(reply.encode)


@fault("ollama.lines.done", on=OLLAMA_TALK)
def no_line_is_the_last(reply: Reply) -> None:
    reply.drop(*lines(reply)[-1:])


@fault("ollama.lines.done-last", on=OLLAMA_TALK)
def a_line_follows_the_last(reply: Reply) -> None:
    if reply.frames is not None:
        reply.frames += [Line({**line.data, "done": False}) for line in lines(reply)[-1:]]


@fault("ollama.lines.done-each", on=OLLAMA_TALK)
def only_the_last_line_says_what_it_is(reply: Reply) -> None:
    for line in lines(reply)[:-1]:
        del line.data["done"]


@fault("ollama.lines.message", on=OLLAMA_TALK)
def the_last_line_has_no_message(reply: Reply) -> None:
    for line in lines(reply)[-1:]:
        del line.data["message"]


@fault("ollama.lines.created", on=OLLAMA_TALK)
def lines_are_dated_in_words(reply: Reply) -> None:
    for line in lines(reply):
        told_in_words(line.data)


@fault("ollama.lines.counts", on=OLLAMA_TALK)
def the_last_line_counts_nothing(reply: Reply) -> None:
    """As SGLang ends its streams."""
    for line in lines(reply)[-1:]:
        line.data.pop("eval_count", None)


@fault("ollama.lines.no-error", on=OLLAMA_TALK)
def no_error_is_told_as_null(reply: Reply) -> None:
    for line in lines(reply):
        line.data["error"] = None


@fault("ollama.lines.schema", on=OLLAMA_TALK)
def loading_is_told_in_words(reply: Reply) -> None:
    for line in lines(reply)[-1:]:
        line.data["load_duration"] = "none"


@benign("ollama.lines.carriage-returns", on=OLLAMA_TALK)
def lines_end_as_on_windows(reply: Reply) -> None:
    for line in lines(reply):
        line.raw = line.encode(reply.encode).replace(b"\n", b"\r\n")


@benign("ollama.lines.charset", on=OLLAMA_TALK)
def lines_say_how_they_are_written(reply: Reply) -> None:
    if lines(reply):
        reply.set_header("content-type", "application/x-ndjson; charset=utf-8")

"""Servers that do what no server should: one small handler each, over raw sockets, and what becomes of a run.

A handler is asked once a request and yields what leaves: bytes, a number of seconds to wait, or one of three words:
to hang, to reset the connection, to die.
"""

from hostile.codings import CHUNKED, EMPTY_BLOCK, FIRST_ZEROS, MORE_ZEROS, NAME, endless
from hostile.honest import ENTRY, chat, chunks, frame, honest, honest_value
from hostile.leaks import spellings
from hostile.serving import serving
from hostile.shapes import PAGE, always, dressed
from hostile.table import SHAPES, TABLE, without_models
from hostile.waits import empty, endless_body, endless_stream, silence
from hostile.wire import EVENTS, HANG, KEY, LIST, MODEL, RESET, Asked, answer, error, head

__all__ = [
    "CHUNKED",
    "EMPTY_BLOCK",
    "ENTRY",
    "EVENTS",
    "FIRST_ZEROS",
    "HANG",
    "KEY",
    "LIST",
    "MODEL",
    "MORE_ZEROS",
    "NAME",
    "PAGE",
    "RESET",
    "SHAPES",
    "TABLE",
    "Asked",
    "always",
    "answer",
    "chat",
    "chunks",
    "dressed",
    "empty",
    "endless",
    "endless_body",
    "endless_stream",
    "error",
    "frame",
    "head",
    "honest",
    "honest_value",
    "serving",
    "silence",
    "spellings",
    "without_models",
]

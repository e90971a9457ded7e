"""What suite and reference server agree on for the kill matrix: two headers, and a question."""

from __future__ import annotations

FAULT_HEADER = "x-oaic-fault"  # which fault breaks the answer to a request
TOUCHED_HEADER = "x-oaic-touched"  # which faults would have changed an answer
EVERY = "?"  # asks for them, in place of a fault's id; with the beginning of an id behind it, for those alone

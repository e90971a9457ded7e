"""How many requests a run will send: told before the first that may be billed.

Most conversations are one request. Those that are more, or none, stand here, as a server that does all it is asked
makes them; a thorough test counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from oaic_suite.asking.bounds.pieces import NONE, Pieces
from oaic_suite.asking.survey.preflight import everything, surveyed
from oaic_suite.asking.target import Target
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.conversation import Choice, Key, closure, key_of
from oaic_suite.judging.rehearsal import Rehearsal, Rehearsed
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.selecting.part import Part
from oaic_suite.judging.selecting.profile import drawn_anew

PREFLIGHT = 1
OTHER_THAN_ONE: dict[str, float] = {
    "abandoned_streams": 25,
    "after_hanging_up": 2,
    "after_wrong_requests": 5,
    "asked_twice": 2,
    "batch": 2,
    "batch_at_its_end": 3,
    "batch_pages": 2,
    "batch_to_cancel": 2,
    "batch_to_list": 2,
    "called_twice": 2,
    "cancelled_response": 2,
    "continuation_over_a_second": 2,
    "custom_call": 2,
    "custom_stream": 2,
    "fetched_stream": 2,
    "file_pages": 2,
    "grown_prompt": 2,
    "gzipped_list": 2,
    "input_list": 3,
    "input_pages": 4,
    "item_pages": 2,
    "kept_connection": 3,
    "keyless_health": 2,
    "lowercase_bearer": 2,
    "many_answers": 28,
    "many_streams": 24,
    "mixed_batch": 3,
    "mixed_batch_at_its_end": 3,
    "model_with_raw_slash": 2,
    "model_with_slash": 2,
    "node_batch": 8,
    "node_pages": 2,
    "node_parts": 6,
    "node_run": 2,
    "offer_beside_a_format": 2,
    "overlong": 2,
    "parallel_replies": 4,
    "predictable_completions": 2,
    "predictable_replies": 2,
    "repeated_line": 4,
    "response_cancelled_too_late": 2,
    "response_to_results": 2,
    "response_to_streamed_results": 2,
    "resumed_events": 3,
    "sdk": 0,
    "sdk_batch": 6,
    "sdk_batch_list": 2,
    "sdk_cancelled": 3,
    "sdk_conversation_items": 5,
    "sdk_conversation_turn": 4,
    "sdk_deleted": 3,
    "sdk_in_parts": 4,
    "sdk_input_items": 4,
    "sdk_pages": 2,
    "sdk_response_round_trip": 2,
    "sdk_result": 2,
    "sdk_resumed": 3,
    "sdk_retrieved": 3,
    "sdk_round_trip": 2,
    "sdk_stored_deleted": 4,
    "sdk_stored_list": 2,
    "sdk_stored_messages": 3,
    "seeded": 3,
    "series": 3,
    "short_and_long": 2,
    "side_by_side": 3,
    "stored_pages": 2,
    "texts_alone": 3,
    "tokenized_chat": 2,
    "tokenized_prompt": 2,
    "tool_beside_schema": 2,
    "tool_results_reply": 2,
    "tool_results_stream": 2,
    "twins": 2,
    "unauthorized": 1.5,  # with the right key where the operation has no fitting exchange yet, and without
    "unlimited_completion": 2,
    "usage_both_ways": 2,
    "with_request_ids": 0,
    "without_attachment": 2,
    "wrong_batch": 3,
    "wrong_key_chat": 2,
}


@dataclass
class Estimate:
    """Of the rows of a run, at one server: before anything is known of it, or after the survey."""

    target: Target
    rows: Sequence[Requirement]
    part: Part = field(default_factory=Part)
    weights: dict[Key, float] = field(default_factory=dict)  # requests, by conversation
    wants: frozenset[str] = frozenset()  # the capabilities that the survey asks for
    longest: int = 0  # tokens of one answer
    together: int = 0  # tokens of all answers
    pieces: Pieces = NONE  # pictures and sounds
    wrongly: Pieces = NONE  # more of them, of a server that makes what it must refuse

    def __post_init__(self) -> None:
        rehearsal, told = Rehearsal(self.target), set[str]()
        held = {key: rehearsal.of(key) for row in self.rows for key in read_by(row, self.part)}
        wanted = {name for found in held.values() for name in found.wants}
        self.wants = surveyed(everything() if self.part.is_all else wanted)
        for name in self.wants:
            self.add(rehearsal.of_probe(name), told)
        for key, found in held.items():
            is_new = self.add(found, told)
            self.weights[key] = OTHER_THAN_ONE.get(key[0], 1) if found.asks and is_new else 0
            self.longest = max(self.longest, found.tokens)
            self.together += round(found.tokens * self.weights[key])

    def add(self, found: Rehearsed, told: set[str]) -> bool:
        """Counts what is paid for by the piece; whether it was not asked for in the same words before."""
        if found.again in told:
            return False
        self.wrongly += found.pieces if found.to_be_refused else NONE
        self.pieces += NONE if found.to_be_refused else found.pieces
        told |= {found.again} - {""}
        return True

    @property
    def by_the_piece(self) -> str:
        """In words, where there are any; never more than is allowed."""
        allowed = self.target.budget.allowed
        made, most = (allowed.pieces(found) for found in (self.pieces, self.pieces + self.wrongly))
        return f"{made}, or {most} where it makes what it must refuse" if made and most != made else str(made)

    @property
    def judging(self) -> int:
        return round(sum(self.weights.values()))

    @property
    def total(self) -> int:
        """Preflight, survey, and every conversation."""
        return PREFLIGHT + len(self.wants) + self.judging


def read_by(row: Requirement, part: Part) -> Iterator[Key]:
    """Every conversation that a row needs; what is drawn at random nobody can tell in advance."""
    if not drawn_anew(row.id):
        for choice in part.variants(row).values():
            yield from needed(row, choice)


def needed(row: Requirement, choice: Choice) -> Iterator[Key]:
    return (key_of(name, choice) for name in closure(row.arguments))


def in_part(part: Part, profiles: Collection[str]) -> list[Requirement]:
    """The rows of a run."""
    return [row for row in catalogue().values() if part.why_out(row.id, profiles) is None]

"""How many requests a run will send: told before the first that may be billed.

Most conversations are one request. Those that are more, or none, stand here, as a server that does all it is asked
makes them; a thorough test counts.
"""

from __future__ import annotations

from collections.abc import Iterable

from oaic_suite.asking.surface import probes, surfaces
from oaic_suite.judging.catalogue import held

PREFLIGHT = 1
OTHER_THAN_ONE: dict[str, float] = {
    "abandoned_streams": 25,
    "after_hanging_up": 2,
    "after_wrong_requests": 5,
    "called_twice": 2,
    "continuation_over_a_second": 2,
    "gzipped_list": 2,
    "kept_connection": 3,
    "lowercase_bearer": 2,
    "many_streams": 24,
    "model_with_raw_slash": 2,
    "model_with_slash": 2,
    "offer_beside_a_format": 2,
    "overlong": 2,
    "parallel_replies": 4,
    "predictable_replies": 2,
    "repeated_line": 4,
    "sdk": 0,
    "sdk_result": 2,
    "sdk_round_trip": 2,
    "seeded": 2,
    "short_and_long": 2,
    "side_by_side": 3,
    "texts_alone": 3,
    "tool_beside_schema": 2,
    "tool_results_reply": 2,
    "tool_results_stream": 2,
    "unauthorized": 2,  # with the right key, and without
    "wrong_key_chat": 2,
    "usage_both_ways": 2,
    "with_request_ids": 0,
    "without_attachment": 2,
}


def expected(profiles: Iterable[str] = (), only: Iterable[str] = ()) -> int:
    """Preflight, survey, and every conversation of a run."""
    conversations = sum(OTHER_THAN_ONE.get(name, 1) for name, *_ in held(profiles, only))
    return PREFLIGHT + surveyed() + round(conversations)


def surveyed() -> int:
    """One request for each capability that a server may have."""
    return len(probes()) + sum(found.survey is not None for found in surfaces())

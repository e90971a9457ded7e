"""Conversations that several feature files read."""

from oaic_suite.checks.completions import bare_completion, completion
from oaic_suite.checks.completions_stream import continuation
from oaic_suite.checks.conversations import bare, bare_stream, conversed, recitals, reply, stream, twins
from oaic_suite.checks.embeddings import alone, embedding
from oaic_suite.checks.refusals import questioned, refusal
from oaic_suite.checks.sdk import sdk
from oaic_suite.checks.tool_calls import (
    both_ways,
    called,
    called_stream,
    called_twice,
    cut_call,
    form_filled,
    free_call,
    free_stream,
    named_call,
    offer,
    offer_beside_a_format,
    offer_stream,
    small_talk,
    strict_form_filled,
    strict_stream,
)
from oaic_suite.checks.tool_histories import answered, answered_stream, history
from oaic_suite.checks.tool_kinds import custom_call, custom_stream, legacy_call, legacy_history, legacy_stream
from oaic_suite.checks.tool_misuse import disputed_tools, refused_tools

__all__ = [
    "alone",
    "answered",
    "answered_stream",
    "bare",
    "bare_completion",
    "bare_stream",
    "both_ways",
    "called",
    "called_stream",
    "called_twice",
    "completion",
    "continuation",
    "conversed",
    "custom_call",
    "custom_stream",
    "cut_call",
    "disputed_tools",
    "embedding",
    "form_filled",
    "free_call",
    "free_stream",
    "history",
    "legacy_call",
    "legacy_history",
    "legacy_stream",
    "named_call",
    "offer",
    "offer_beside_a_format",
    "offer_stream",
    "questioned",
    "recitals",
    "refusal",
    "refused_tools",
    "reply",
    "sdk",
    "small_talk",
    "stream",
    "strict_form_filled",
    "strict_stream",
    "twins",
]

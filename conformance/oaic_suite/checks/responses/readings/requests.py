"""What a request asks for, as far as it decides who is asked about its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Body = Mapping[str, Any]


def speaks(body: Body) -> bool:
    """Whether an answer is in words: beside tools it may be calls alone."""
    return not body.get("tools")


def calls(body: Body) -> bool:
    """Whether an answer is sure to call something."""
    return body.get("tool_choice") == "required"


def asks_no_logprobs(body: Body) -> bool:
    return not body.get("top_logprobs") and "message.output_text.logprobs" not in (body.get("include") or ())

"""Log probabilities: how far above zero rounding may lift them, and where offsets can be told."""

from __future__ import annotations

import pytest
from oaic_suite.checks.chat.readings.logprobs import is_at_most_certain
from oaic_suite.checks.completions.logprobs import of_text_alone


@pytest.mark.parametrize(
    ("logprob", "holds"), [(-9.5, True), (0.0, True), (2.0**-15, True), (1e-3, True), (0.002, False), (0.9, False)]
)
def test_rounding_may_lift_a_logprob_a_little_above_zero(logprob, holds):
    assert is_at_most_certain(logprob) is holds


@pytest.mark.parametrize(
    ("members", "told"),
    [({"prompt": "a"}, True), ({"prompt": "a", "suffix": "z"}, False), ({"prompt": [1]}, False)],
    ids=["text", "suffix", "tokens"],
)
def test_offsets_can_be_told_of_a_prompt_alone(members, told):
    assert of_text_alone({"logprobs": 1} | members) is told

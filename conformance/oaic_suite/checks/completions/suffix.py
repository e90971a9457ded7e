"""What is to follow after a legacy completion."""

from oaic_suite.checks.chat.readings.usage import count
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO


@requirement("completions.suffix.counted", INFO, basis="hearsay", only="suffix", shows="suffix")
def test_a_suffix_is_read(completion, bare_completion):
    """`prompt_tokens` grows with a `suffix`: the model reads it."""
    assert count(completion, "prompt_tokens") > count(bare_completion, "prompt_tokens")

"""Members that mean nothing where they stand."""

from oaic_suite.checks.errors.cases import refused
from oaic_suite.judging.verdict import SHOULD


@refused("errors.stray-stream-options.refused", SHOULD, breaks="a caller that forgot `stream` never gets its usage")
def test_stream_options_without_a_stream_are_refused(doubtful_request):
    """A chat with `stream_options` that asks for no stream is refused."""
    assert doubtful_request.accepted == []


@refused("errors.stray-top-logprobs.refused", SHOULD, breaks="a caller that forgot `logprobs` never gets any")
def test_top_logprobs_without_logprobs_are_refused(doubtful_request):
    """A chat with `top_logprobs` that asks for no `logprobs` is refused."""
    assert doubtful_request.accepted == []


@refused(
    "errors.stray-member.refused",
    SHOULD,
    basis="observed",
    breaks="a misspelt option is ignored, and nobody learns of it",
)
def test_an_unknown_member_is_refused(doubtful_request):
    """A chat with a member the API does not know is refused."""
    assert doubtful_request.accepted == []

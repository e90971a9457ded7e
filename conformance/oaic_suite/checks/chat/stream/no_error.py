"""Errors that stand in a stream."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.readings import never
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@requirement(
    "chat.stream.no-error",
    MUST,
    basis="sdk",
    on=CHAT,
    owns="@errors",
    breaks="the official SDKs raise APIError in the middle of the answer",
)
def test_no_chunk_is_an_error(stream):
    """A stream that is answered with status 200 carries no `error`."""
    assert failing(stream.errors, never, "no error") == []
